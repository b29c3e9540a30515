"""Courses on pages of the public site: ``{% course_cards value.courses activity="3" as entries %}``."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from django import template
from django.utils.translation import get_language

from cms.addresses import address_of
from cms.sharing import shared
from courses.catalogue import Entry, entries_of
from courses.models import CourseIndexPage, CoursePage

if TYPE_CHECKING:
    from collections.abc import Iterable

register = template.Library()


@register.simple_tag
def course_cards(
    chosen: Iterable[CoursePage | None], *, activity: str | None = None, number: int = 6
) -> list[Entry]:
    """The courses chosen, in whatever language; else those of an activity; else all. The soonest first.

    Confidential courses are never among them. Three queries, and none for a while after.
    """
    families = tuple(str(page.translation_key) for page in chosen if page)

    def read() -> list[Entry]:
        pages = CoursePage.listed_pages().filter(locale__language_code=get_language())
        if families:
            pages = pages.filter(translation_key__in=families)
        elif activity:
            pages = pages.filter(course__activities__number=int(activity))
        told = pages.select_related("course").defer("body", "easy_read")
        return entries_of(told, root=SimpleNamespace())

    entries = shared(
        "course_cards", read, families, activity or "", rooms=("cms", "courses", "training_sessions")
    )
    return entries if families else entries[:number]


@register.simple_tag
def catalogue_url() -> str:
    """The address of all courses in the reader's language, or nothing."""

    def read() -> str:
        index = CourseIndexPage.objects.live().filter(locale__language_code=get_language()).first()
        return address_of(index) if index else ""

    return shared("catalogue", read, rooms=("cms", "courses"))
