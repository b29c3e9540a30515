"""The catalogue and a page for each course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courses.models import Course, CourseIndexPage, CoursePage
from lms.demo.catalogue import ACTIVITIES, FACTS
from lms.demo.pages.telling import tell
from lms.demo.told import LANGUAGES, told, told_in

if TYPE_CHECKING:
    from lms.demo.pages.known import Known

PAGE = ("title", "slug", "lead", "search_description")


def plant_courses(known: Known) -> None:
    words = told("catalogue")
    index = {"key": "catalogue"} | {name: words[name] for name in PAGE}
    catalogue = tell(CourseIndexPage, index, parent=known.pages["home"], known=known, show_in_menus=True)
    for one in told_in("courses"):
        course = known.courses[one["code"]] = _course(one, known)
        page = {name: one[name] for name in PAGE}
        page |= {"key": course.code, "body": _body(one, heading=words["questions_title"])}
        tell(CoursePage, page, parent=catalogue, known=known, course=course)


def _course(one: dict[str, Any], known: Known) -> Course:
    code = one["code"]
    names = {
        f"{name}_{language}": text for name in ("title", "summary") for language, text in one[name].items()
    }
    course, is_new = Course.objects.get_or_create(code=code, defaults=names | FACTS[code])
    if is_new:
        course.activities.set(known.activities[number] for number in ACTIVITIES[code])
    return course


def _body(one: dict[str, Any], *, heading: dict[str, str]) -> list[dict[str, Any]]:
    """A course is told in sections, and in questions under one heading that all courses share."""
    body = [
        {"type": "section", "heading": section["heading"], "text": _with_items(section)}
        for section in one["sections"]
    ]
    if questions := one.get("questions"):
        body.append({"type": "questions", "heading": heading, "questions": questions})
    return body


def _with_items(section: dict[str, Any]) -> dict[str, str]:
    return {
        code: "\n\n".join(
            [section["text"][code], "\n".join(f"- {item}" for item in section.get("items", {}).get(code, ()))]
        )
        for code in LANGUAGES
    }
