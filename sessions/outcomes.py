"""What came of what a household asked for, in whole sentences: "Oksana and Danylo have places; …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sessions.models import Place
from sessions.run_dates import joined
from sessions.waiting_list import position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lms.people.models import Person

DAYS_TO_APPROVE = 3
"""Working days within which an organiser answers: a promise of the house, told before and after asking."""


def called(person: Person) -> str:
    """The given name as the reader writes it: in Cyrillic on a Ukrainian page, where it is known."""
    return (get_language() == "uk" and person.given_name_cyrillic) or person.given_name


def outcome(places: Sequence[Place]) -> list[str]:
    """One sentence for each thing that came of it, the best first."""
    status = Place.Status
    by_status: dict[str, list[str]] = {}
    for place in places:
        by_status.setdefault(place.status, []).append(called(place.person))
    said = []
    if names := by_status.get(status.CONFIRMED):
        said.append(
            ngettext("%(names)s has a place.", "%(names)s have places.", len(names))
            % {"names": joined(names)}
        )
    if names := by_status.get(status.OFFERED):
        said.append(
            ngettext("%(names)s is offered a place.", "%(names)s are offered places.", len(names))
            % {"names": joined(names)}
        )
    if names := by_status.get(status.APPLIED):
        said.append(
            ngettext("%(names)s has asked for a place.", "%(names)s have asked for places.", len(names))
            % {"names": joined(names)}
        )
    for place in places:
        if place.status == status.WAITING:
            number = getattr(place, "number_in_queue", None) or position(place)
            said.append(
                _("%(name)s is number %(number)d in the queue.")
                % {"name": called(place.person), "number": number}
            )
    return said


def promise_to_answer() -> str:
    """How soon the organiser says yes or no."""
    return ngettext(
        "The organiser answers within %(days)d working day.",
        "The organiser answers within %(days)d working days.",
        DAYS_TO_APPROVE,
    ) % {"days": DAYS_TO_APPROVE}


def promise_to_offer(hours: int) -> str:
    """What happens when a seat becomes free for somebody who waits."""
    return ngettext(
        "When a seat becomes free for you, we write to you and keep it for %(hours)d hour. "
        "You say yes or no by the link in the message.",
        "When a seat becomes free for you, we write to you and keep it for %(hours)d hours. "
        "You say yes or no by the link in the message.",
        hours,
    ) % {"hours": hours}
