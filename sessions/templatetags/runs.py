"""Runs on the public site: ``{% runs_of course as runs %}``, ``{% upcoming_runs 3 as runs %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from sessions.run_cards import RunCard, cards_of, upcoming_cards

if TYPE_CHECKING:
    from courses.models import Course

register = template.Library()


@register.simple_tag
def runs_of(course: Course) -> list[RunCard]:
    return cards_of(course)


@register.simple_tag
def upcoming_runs(number: int) -> list[RunCard]:
    return upcoming_cards(number)
