"""A place goes from one status to another: the one door, with its log.

Whoever calls holds the run (``Run.objects.hold`` or one of its counters) and keeps the counters himself:
they are moved for a whole party at once, the places one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from courses.models import Enrolment
from sessions import signals
from sessions.errors import TransitionRefused
from sessions.models import Place, PlaceChange

if TYPE_CHECKING:
    from lms.people.models import Person


def enter(place: Place, *, by: Person | None) -> Place:
    """Write a new place down in the status it was made with."""
    place.save(force_insert=True)
    _note(place, before="", by=by, cause="")
    return place


def change(place: Place, to: Place.Status, *, by: Person | None, cause: str = "") -> Place:
    """Bring the place to another status. Raises TransitionRefused when the table has no such step."""
    before = place.status
    if to not in Place.TRANSITIONS[before]:
        raise TransitionRefused(f"{before} → {to}")
    if not Place.objects.filter(pk=place.pk, status=before).update(status=to):
        raise TransitionRefused(f"no longer {before}")
    place.status = to
    _note(place, before=before, by=by, cause=cause)
    return place


def _note(place: Place, *, before: str, by: Person | None, cause: str) -> None:
    PlaceChange.objects.create(place=place, before=before, after=place.status, by=by, cause=cause[:200])
    if place.status == Place.Status.CONFIRMED:
        place.enrolment = Enrolment.objects.create(person_id=place.person_id, course_id=place.run.course_id)
        Place.objects.filter(pk=place.pk).update(enrolment=place.enrolment)
        signals.place_confirmed.send(sender=Place, place=place)
    elif before == Place.Status.CONFIRMED and place.enrolment_id:
        under_way = Enrolment.objects.filter(pk=place.enrolment_id, result=Enrolment.Result.UNDER_WAY)
        under_way.update(result=Enrolment.Result.WITHDRAWN, ended_at=timezone.now())
    if place.status == Place.Status.CANCELLED:
        signals.place_cancelled.send(sender=Place, place=place)
