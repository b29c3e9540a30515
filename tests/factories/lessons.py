"""Courses that are read at home, with their lessons in three languages."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from wagtail.models import Locale, Page

from courses.models import Course, LessonPage
from tests.factories.courses import CourseFactory

LANGUAGES = ("pl", "uk", "en")
PARTS = ("pierwsza", "pytanie", "druga", "trzecia")
RIGHT, WRONG = "Siadam obok", "Pytam, co widział"
SAID_OF_RIGHT, SAID_OF_WRONG, EXPLAINED = "Bliskość pomaga.", "Poczekaj, aż powie sam.", "Spokój się udziela."


def home_course(**fields):
    """A course to be begun at any time, for everyone."""
    given = {"form": Course.Form.SELF_PACED, "gives_certificate": False, "theory_hours": 0}
    return CourseFactory(**given | fields)


def add_lessons(course_page, *titles, languages=LANGUAGES, body=None):
    """Publish lessons below the page of a course; the Polish pages, in their order."""
    return [_add_lesson(course_page, title, languages=languages, body=body) for title in titles]


def _add_lesson(course_page, title, *, languages, body):
    body = body or lesson_body(title)
    page = _publish(LessonPage(title=title, slug=title.lower(), body=body), under=course_page)
    for code in languages[1:]:
        locale = Locale.objects.get(language_code=code)
        translation = LessonPage(
            title=f"{title} {code}", slug=title.lower(), body=body, translation_key=page.translation_key
        )
        _publish(translation, under=course_page.get_translation(locale))
    return page


def _publish(page, *, under):
    page.locale = under.locale
    return Page.objects.get(pk=under.pk).add_child(instance=page)


def part_id(title, part):
    """The same in every language, as translating keeps it."""
    return str(uuid5(NAMESPACE_URL, f"{title}/{part}"))


def lesson_body(title):
    """A section, a question, and two sections more."""
    sections = [
        {
            "type": "section",
            "id": part_id(title, part),
            "value": {"heading": part, "text": f"<p>{part} część</p>"},
        }
        for part in PARTS
        if part != "pytanie"
    ]
    choices = [
        {
            "type": "item",
            "id": part_id(title, text),
            "value": {"text": text, "is_right": text == RIGHT, "feedback": said},
        }
        for text, said in ((RIGHT, SAID_OF_RIGHT), (WRONG, SAID_OF_WRONG))
    ]
    value = {"question": "Co robisz najpierw?", "choices": choices, "explanation": f"<p>{EXPLAINED}</p>"}
    check = {"type": "check", "id": part_id(title, "pytanie"), "value": value}
    return [sections[0], check, *sections[1:]]
