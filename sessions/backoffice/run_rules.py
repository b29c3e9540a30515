"""What cannot be true of a run at once, each said beside its field in words that tell what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Audience
from lms.web.dates import day
from sessions.clearances import why_not

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sessions.models import Run


def remarks_on(said: Mapping[str, Any], *, run: Run) -> Iterator[tuple[str, str]]:
    """Names of fields with what is wrong there. ``said``: the cleaned data of the form, as far as it goes."""
    yield from _on_seats(said, run)
    yield from _on_days(said, run)
    yield from _on_childcare(said, run)
    yield from _on_whose(said)
    yield from _on_children(said, run)


def _on_seats(said: Mapping[str, Any], run: Run) -> Iterator[tuple[str, str]]:
    capacity, minimum = said.get("capacity"), said.get("minimum") or 0
    if capacity is None:
        return
    if capacity < run.seats_taken:
        words = ngettext(
            "%(taken)d seat is taken already. Cancel places first.",
            "%(taken)d seats are taken already. Cancel places first.",
            run.seats_taken,
        )
        yield "capacity", words % {"taken": run.seats_taken}
    if minimum > capacity:
        yield (
            "minimum",
            _("There are only %(seats)d seats. Say fewer people, or more seats.") % {"seats": capacity},
        )


def _on_days(said: Mapping[str, Any], run: Run) -> Iterator[tuple[str, str]]:
    opens, closes = said.get("booking_opens_at"), said.get("booking_closes_at")
    if opens and closes and closes <= opens:
        yield "booking_closes_at", _("Booking closes before it opens.")
    decision, first = said.get("decision_on"), _first_day(run)
    if decision and first and decision > first:
        yield "decision_on", _("The first meeting is on %(day)s. Decide before it.") % {"day": day(first)}
    if said.get("minimum") and not decision and "decision_on" in said:
        yield "decision_on", _("Say on which day you decide when too few have come forward.")
    if said.get("answer_hours") == 0:
        yield "answer_hours", _("Leave at least an hour to answer.")


def _on_childcare(said: Mapping[str, Any], run: Run) -> Iterator[tuple[str, str]]:
    youngest, oldest, places = (said.get(f"childcare_{what}") for what in ("youngest", "oldest", "places"))
    if youngest is not None and oldest is not None and oldest < youngest:
        yield "childcare_oldest", _("The oldest is younger than the youngest.")
    taken = run.childcare_taken
    words = ngettext(
        "%(taken)d child is to be looked after already. Speak with the carer first.",
        "%(taken)d children are to be looked after already. Speak with their carers first.",
        taken,
    ) % {"taken": taken}
    if said.get("offers_childcare"):
        if places is not None and places < taken:
            yield "childcare_places", words
    elif taken:
        yield "offers_childcare", words


def _on_whose(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    organiser = said.get("organiser")
    for name, words in (
        ("room", _("This room belongs to another organisation than the run.")),
        ("childcare", _("This childcare belongs to another organisation than the run.")),
        ("contract", _("This contract is with another organisation than the organiser.")),
    ):
        chosen = said.get(name)
        if organiser and chosen and chosen.organisation_id != organiser.pk:
            yield name, words
    contract, funder = said.get("contract"), said.get("funder")
    if contract and funder and contract.funder_id != funder.pk:
        yield "funder", _("The contract is with %(funder)s.") % {"funder": contract.funder}


def _on_children(said: Mapping[str, Any], run: Run) -> Iterator[tuple[str, str]]:
    """Whoever is chosen anew for a run with children is cleared: from its first meeting on, or today."""
    course, audience = said.get("course"), said.get("audience")
    if not course or (audience or course.audience) != Audience.CHILDREN:
        return
    on = max(timezone.localdate(), _first_day(run) or timezone.localdate())
    interpreter = said.get("interpreter")
    chosen: dict[str, set[Any]] = {
        "trainers": set(said.get("trainers") or []),
        "interpreter": {interpreter} - {None},
    }
    usual: dict[str, set[Any]] = {
        "trainers": set(run.trainers.all()) if run.pk else set(),
        "interpreter": {run.interpreter},
    }
    for name, people in chosen.items():
        if reasons := why_not(people - usual[name], for_children=True, day=on):
            yield name, " ".join(reason.in_words for reason in reasons)


def _first_day(run: Run) -> date | None:
    if not run.pk:
        return None
    first = run.sessions.not_cancelled().aggregate(first=Min("starts_at"))["first"]
    return timezone.localdate(first) if first else None
