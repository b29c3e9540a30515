"""Handing in the list: the day's attendance is fixed, and after the last session so is the course."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from attendance.checkin import keep_attendance
from attendance.derive import Derived, derive
from attendance.guests import awaited, is_expected_at, runs_to_hold
from attendance.judgement import Face
from attendance.models import Attendance, Reopening, Scan
from courses.candidates import note_attendance
from courses.completion import conclude
from courses.models import Enrolment
from courses.run_facts import RunFacts
from sessions import no_show
from sessions.models import Place, Run, Session, Timetable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lms.people.models import Person

DEVICE = "closing"


class ClosingError(Exception):
    """The list cannot be handed in, or opened again."""


class NotStartedYet(ClosingError):
    """Nobody can say who was there before it began."""


class SessionCancelled(ClosingError):
    """A session that did not take place has no list."""


@transaction.atomic
def close_session(session: Session, *, by: Person) -> Session:
    """Hand in the list. Whoever is not marked was absent. Closing a closed one changes nothing.

    When no session of the run is left open, everybody's minutes are counted, the course is concluded
    for each of them and the run is finished. A guest whose own run was concluded before gets their minutes
    counted there once more. Raises NotStartedYet, SessionCancelled.
    """
    session = _locked(session)
    if session.status == Session.Status.CLOSED:
        return session
    if session.status == Session.Status.CANCELLED:
        raise SessionCancelled
    if session.starts_at > timezone.now():
        raise NotStartedYet
    _settle_attendance(session, by=by)
    if session.run.course.candidate_stage:
        _move_candidates(session)
    session.status = Session.Status.CLOSED
    session.closed_at = timezone.now()
    session.closed_by = by
    session.save(update_fields=["status", "closed_at", "closed_by", "changed_at"])
    if not session.run.sessions.filter(status=Session.Status.PLANNED).exists():
        conclude_run(session.run)
    for run in runs_to_hold(session):
        if run != session.run and run.status == Run.Status.FINISHED:
            conclude_run(run)
    return session


@transaction.atomic
def reopen_session(session: Session, *, by: Person, reason: str) -> Session:
    """Open a closed list again, for a coordinator who says why. Opening an open one changes nothing.

    What the run's people were told stands until the list is handed in again; then the course is
    concluded anew with the corrected minutes.
    """
    session = _locked(session)
    if session.status == Session.Status.CANCELLED:
        raise SessionCancelled
    if session.status == Session.Status.PLANNED:
        return session
    Reopening.objects.create(session=session, by=by, reason=reason)
    session.status = Session.Status.PLANNED
    session.closed_at = None
    session.closed_by = None
    session.save(update_fields=["status", "closed_at", "closed_by", "changed_at"])
    Run.objects.filter(pk=session.run_id, status=Run.Status.FINISHED).update(status=Run.Status.PUBLISHED)
    absent = session.run.places.filter(status=Place.Status.NO_SHOW).select_related("run", "person")
    no_show.take_back(list(absent), by=by, cause=reason)
    return session


@transaction.atomic
def conclude_run(run: Run) -> None:
    """Give everybody with a seat the minutes they earned, decide how the course ended, finish the run.

    Whoever neither came to any session nor was excused is a no-show, until a list is opened again.
    """
    held = list(run.sessions.filter(status=Session.Status.CLOSED).order_by("starts_at"))
    if not held:
        return
    planned = sum(session.minutes for session in held)
    facts = RunFacts(
        organiser=run.organiser,
        funder=run.funder,
        first_day=timezone.localdate(held[0].starts_at),
        last_day=timezone.localdate(held[-1].starts_at),
        is_confidential=run.is_confidential,
    )
    earned = _earned_minutes(run)
    places = run.places.select_for_update(of=("self",)).confirmed().select_related("person", "enrolment")
    for place in places.order_by("pk"):
        minutes = earned[place.person_id]
        conclude(
            _enrolment_of(place, run=run),
            theory_minutes=minutes[Timetable.Kind.THEORY],
            practice_minutes=minutes[Timetable.Kind.PRACTICE],
            planned_minutes=planned,
            facts=facts,
        )
    heard_of = Attendance.objects.filter(place__run=run).exclude(status=Attendance.Status.ABSENT)
    no_show.note_no_shows(run, heard_of=set(heard_of.values_list("person_id", flat=True)) | awaited(run))
    Run.objects.filter(pk=run.pk, status=Run.Status.PUBLISHED).update(status=Run.Status.FINISHED)


def _locked(session: Session) -> Session:
    """The session, kept for this transaction; its run and its guests' first, as all verbs of planning do."""
    for run in runs_to_hold(session):
        Run.objects.hold(run)
    return (
        Session.objects.select_for_update(of=("self",))
        .select_related("run__course", "run__organiser", "run__funder")
        .get(pk=session.pk)
    )


def _settle_attendance(session: Session, *, by: Person) -> None:
    """Mark the unmarked as absent, and derive everybody once more from all that was noted."""
    seated = {
        place.person_id: Face(person=place.person, place_id=place.pk, place_status=place.status)
        for place in Place.objects.filter(is_expected_at(session)).confirmed().select_related("person")
    }
    entries: dict[int | None, list[Scan]] = defaultdict(list)
    for scan in session.scans.all():
        entries[scan.person_id].append(scan)

    missing = [person_id for person_id in seated if _derived(entries, person_id, session).status is None]
    absences = [_absence(person_id, session=session, by=by) for person_id in missing]
    Scan.objects.bulk_create(absences)
    for absence in absences:
        entries[absence.person_id].append(absence)
    settled = {face: _derived(entries, person_id, session) for person_id, face in seated.items()}
    keep_attendance(settled, session=session)


def _move_candidates(session: Session) -> None:
    """Who was there is a step further on the way to foster care; nobody waits for the end of the run."""
    for held in Attendance.objects.filter(session=session, minutes__gt=0).select_related("person"):
        note_attendance(held.person, course=session.run.course, minutes=held.minutes)


def _derived(entries: Mapping[int | None, list[Scan]], person_id: int, session: Session) -> Derived:
    known = [*entries.get(person_id, ()), *entries.get(None, ())]
    return derive(known, starts_at=session.starts_at, ends_at=session.ends_at)


def _absence(person_id: int, *, session: Session, by: Person) -> Scan:
    return Scan(
        event_id=uuid4(),
        device=DEVICE,
        session=session,
        person_id=person_id,
        act=Scan.Act.MARK_ABSENT,
        method=Scan.Method.CLOSING,
        verdict=Scan.Verdict.NOTED,
        happened_at=timezone.now(),
        noted_by=by,
    )


def _earned_minutes(run: Run) -> dict[int, dict[str, int]]:
    """Minutes by person and kind of session, those made up in another edition among them."""
    earned: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        Attendance.objects.filter(place__run=run, session__status=Session.Status.CLOSED)
        .order_by()
        .values("person_id", "session__kind")
        .annotate(minutes=Sum("minutes"))
        .values_list("person_id", "session__kind", "minutes")
    )
    for person_id, kind, minutes in rows:
        earned[person_id][kind] += minutes
    return earned


def _enrolment_of(place: Place, *, run: Run) -> Enrolment:
    if place.enrolment is None:
        place.enrolment = Enrolment.objects.create(person=place.person, course=run.course)
        place.save(update_fields=["enrolment"])
    return place.enrolment
