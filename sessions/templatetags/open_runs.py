"""Runs that people can join: information evenings on foster care, and what an organisation holds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django import template

from cms.sharing import shared
from sessions.run_cards import RunCard, Wanted, upcoming_cards

if TYPE_CHECKING:
    from lms.people.models import Organisation

register = template.Library()


@register.simple_tag
def information_evenings(number: int) -> list[RunCard]:
    return _joinable(Wanted(number=number, candidate_stage="evening", with_queue=True))


@register.simple_tag
def runs_organised_by(organisation: Organisation, number: int) -> list[RunCard]:
    """The next run of each of its courses."""
    return _joinable(Wanted(number=number, organiser_id=organisation.pk, with_queue=True))


def _joinable(wanted: Wanted) -> list[RunCard]:
    rooms = ("training_sessions", "courses")
    return shared("upcoming_runs", partial(upcoming_cards, wanted), wanted, rooms=rooms)
