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

CONFIRMED, NO_SHOW = Place.Status.CONFIRMED, Place.Status.NO_SHOW


def enter(place: Place, *, by: Person | None, cause: str = "") -> Place:
    """Write a new place down in the status it was made with."""
    place.save(force_insert=True)
    _note(place, before="", by=by, cause=cause)
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


def remark(place: Place, *, by: Person | None, cause: str) -> None:
    """Write into the log of a place what changed about it while its status stayed."""
    _log(place, before=place.status, by=by, cause=cause)


def _note(place: Place, *, before: str, by: Person | None, cause: str) -> None:
    _log(place, before=before, by=by, cause=cause)
    if place.status == CONFIRMED and before != NO_SHOW:
        _enrol(place)
        signals.place_confirmed.send(sender=Place, place=place)
    elif place.enrolment_id and (place.is_over or (before == CONFIRMED and place.status != NO_SHOW)):
        under_way = Enrolment.objects.filter(pk=place.enrolment_id, result=Enrolment.Result.UNDER_WAY)
        under_way.update(result=Enrolment.Result.WITHDRAWN, ended_at=timezone.now())
    if place.is_over:
        signals.place_cancelled.send(sender=Place, place=place)


def _log(place: Place, *, before: str, by: Person | None, cause: str) -> None:
    PlaceChange.objects.create(place=place, before=before, after=place.status, by=by, cause=cause[:200])


def let_go_of_learning(place: Place) -> Enrolment | None:
    """Take what was learnt with this place off it, so that another can go on with it.

    Only while it is under way: what was decided stays with the run that decided it.
    """
    enrolment = place.enrolment
    if enrolment is None or enrolment.result != Enrolment.Result.UNDER_WAY:
        return None
    Place.objects.filter(pk=place.pk).update(enrolment=None)
    place.enrolment = None
    return enrolment


def _enrol(place: Place) -> None:
    """Whoever was moved here from another run of the course goes on with what was begun there."""
    if place.enrolment_id:
        return
    place.enrolment = Enrolment.objects.create(person_id=place.person_id, course_id=place.run.course_id)
    Place.objects.filter(pk=place.pk).update(enrolment=place.enrolment)
