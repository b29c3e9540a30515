"""What a run was worth to each of its people, once its lists are handed in: minutes, result, no-shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from attendance.door.guests import awaited, runs_to_hold
from attendance.models import Attendance
from attendance.records.proving import prove_attendance
from courses.completion import conclude
from courses.models import Enrolment
from courses.run_facts import RunFacts
from sessions import no_show
from sessions.models import Place, Run, Session, Timetable, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lms.people.models import Person


@dataclass
class Earned:
    """Minutes of real time."""

    theory: int = 0
    practice: int = 0


@transaction.atomic
def conclude_run(run: Run) -> None:
    """Give everybody with a seat the minutes they earned, decide how the course ended, finish the run.

    Whoever neither came to any session nor was excused is a no-show, until a list is opened again.
    """
    held = list(run.sessions.filter(status=Session.Status.CLOSED).prefetch_related("units"))
    if not held:
        return
    held.sort(key=lambda session: session.starts_at)
    facts = RunFacts(
        organiser=run.organiser,
        funder=run.funder,
        first_day=timezone.localdate(held[0].starts_at),
        last_day=timezone.localdate(held[-1].starts_at),
        is_confidential=run.is_confidential,
    )
    planned = sum(planned_minutes(session) for session in held)
    earned = earned_minutes(run)
    places = run.places.select_for_update(of=("self",)).confirmed().select_related("person", "enrolment")
    for place in places.order_by("pk"):
        minutes = earned[place.person_id]
        conclude(
            _enrolment_of(place, run=run),
            theory_minutes=minutes.theory,
            practice_minutes=minutes.practice,
            planned_minutes=planned,
            facts=facts,
        )
    heard_of = Attendance.objects.filter(place__run=run).exclude(status=Attendance.Status.ABSENT)
    no_show.note_no_shows(run, heard_of=set(heard_of.values_list("person_id", flat=True)) | awaited(run))
    Run.objects.filter(pk=run.pk, status=Run.Status.PUBLISHED).update(status=Run.Status.FINISHED)


def conclude_what_is_over(session: Session) -> None:
    """After a list came in: what it proves; its run, if it was the last; the finished ones of its guests."""
    prove_attendance(session)
    if not session.run.sessions.filter(status=Session.Status.PLANNED).exists():
        conclude_run(session.run)
    for run in runs_to_hold(session):
        if run != session.run and run.status == Run.Status.FINISHED:
            conclude_run(run)


@transaction.atomic
def count_again(session: Session, people: Iterable[Person], *, by: Person | None, cause: str) -> None:
    """After a record of a closed session was put right: minutes and certificates follow it.

    Whoever counted as never having come, and was there after all, has their seat back first. Of an open
    session nothing was given yet, so nothing happens.
    """
    session = Session.objects.select_related("run__course", "run__organiser", "run__funder").get(
        pk=session.pk
    )
    if session.status != Session.Status.CLOSED:
        return
    for run in runs_to_hold(session):
        Run.objects.hold(run)
    heard_of = session.attendances.filter(person__in=list(people)).exclude(status=Attendance.Status.ABSENT)
    back = Place.objects.filter(attendances__in=heard_of, status=Place.Status.NO_SHOW)
    no_show.take_back(list(back.select_related("run", "person")), by=by, cause=cause)
    conclude_what_is_over(session)


def planned_minutes(session: Session) -> int:
    """What being there from the start to the end is worth: its units, or all of it when it has none."""
    units = session.units.all()
    if not units:
        return session.minutes
    hours = [unit.hours(session) for unit in units]
    return sum(int((ends_at - starts_at).total_seconds() // 60) for starts_at, ends_at in hours)


def earned_minutes(run: Run) -> dict[int, Earned]:
    """Minutes by person, those made up in another edition among them. One query."""
    earned: dict[int, Earned] = defaultdict(Earned)
    rows = (
        Attendance.objects.filter(place__run=run, session__status=Session.Status.CLOSED)
        .annotate(has_units=Exists(Unit.objects.filter(session=OuterRef("session"))))
        .order_by()
        .values("person_id", "session__kind", "has_units")
        .annotate(whole=Sum("minutes"), practice=Sum("practice_minutes"))
        .values_list("person_id", "session__kind", "has_units", "whole", "practice")
    )
    for person_id, kind, has_units, whole, practice in rows:
        is_all_practice = kind == Timetable.Kind.PRACTICE and not has_units
        practised = whole if is_all_practice else practice
        earned[person_id].practice += practised
        earned[person_id].theory += whole - practised
    return earned


def _enrolment_of(place: Place, *, run: Run) -> Enrolment:
    if place.enrolment is None:
        place.enrolment = Enrolment.objects.create(person=place.person, course=run.course)
        place.save(update_fields=["enrolment"])
    return place.enrolment
