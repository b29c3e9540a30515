"""Runs on the public site: ``{% runs_of course as runs %}``, ``{% upcoming_runs 3 as runs %}``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django import template

from cms.sharing import shared
from sessions.run_cards import RunCard, Wanted, cards_of, upcoming_cards

if TYPE_CHECKING:
    from cms.models import Activity
    from courses.models import Course, CoursePage

register = template.Library()


@register.simple_tag
def runs_of(course: Course) -> list[RunCard]:
    return cards_of(course)


@register.simple_tag
def upcoming_runs(
    number: int,
    *,
    activity: Activity | str | None = None,
    language: str | None = None,
    course: Course | CoursePage | None = None,
    with_queue: bool = False,
) -> list[RunCard]:
    """``activity`` is one, or its number; ``course`` one, or a page of it."""
    wanted = Wanted(
        number=number,
        activity=str(getattr(activity, "number", activity) or ""),
        language=language or "",
        course_id=getattr(course, "course_id", getattr(course, "pk", None)),
        with_queue=with_queue,
    )
    return shared(
        "upcoming_runs", partial(upcoming_cards, wanted), wanted, rooms=("training_sessions", "courses")
    )
