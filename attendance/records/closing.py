"""Handing in the list: the day's attendance is fixed, and after the last session so is the course."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from attendance.door.derive import Derived, derive
from attendance.door.guests import is_expected_at, runs_to_hold
from attendance.door.judgement import Face
from attendance.door.keeping import keep_attendance
from attendance.door.units import stretches_of
from attendance.models import Attendance, Scan, WalkIn
from attendance.records.concluding import conclude_what_is_over
from attendance.records.missed import ask_how_they_are
from attendance.sheets.freezing import freeze
from courses.candidates import note_attendance
from sessions.models import Place, Run, Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lms.people.models import Person

DEVICE = "closing"


class ClosingError(Exception):
    """The list cannot be handed in, or opened again."""


class NotStartedYet(ClosingError):
    """Nobody can say who was there before it began."""


class SessionCancelled(ClosingError):
    """A session that did not take place has no list."""


class MarksMissing(ClosingError):
    """Somebody has no mark, and nobody has said that they were absent."""

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__(people)
        self.people = people


@transaction.atomic
def close_session(session: Session, *, by: Person, others_absent: bool = True) -> Session:
    """Hand in the list. Closing a closed one changes nothing.

    ``others_absent``: whoever hands it in says that whoever has no mark was absent, which stands in the log
    with their name and the time; while nobody says so, MarksMissing. Raises NotStartedYet, SessionCancelled.

    When no session of the run is left open, everybody's minutes are counted, the course is concluded
    for each of them and the run is finished. A guest whose own run was concluded before gets their minutes
    counted there once more. Whoever has fallen silent is asked how they are, and the list is frozen as paper.
    """
    session = held(session)
    if session.status == Session.Status.CLOSED:
        return session
    if session.status == Session.Status.CANCELLED:
        raise SessionCancelled
    if session.starts_at > timezone.now():
        raise NotStartedYet
    _settle_attendance(session, by=by, others_absent=others_absent)
    if session.run.course.candidate_stage:
        _move_candidates(session)
    session.status = Session.Status.CLOSED
    session.closed_at = timezone.now()
    session.closed_by = by
    session.save(update_fields=["status", "closed_at", "closed_by", "changed_at"])
    conclude_what_is_over(session)
    ask_how_they_are(session)
    freeze(session, by=by)
    return session


def held(session: Session) -> Session:
    """The session, kept for this transaction; its run and its guests' first, as all verbs of planning do."""
    for run in runs_to_hold(session):
        Run.objects.hold(run)
    return (
        Session.objects.select_for_update(of=("self",))
        .select_related("run__course", "run__organiser", "run__funder")
        .get(pk=session.pk)
    )


def _settle_attendance(session: Session, *, by: Person, others_absent: bool) -> None:
    """Mark the unmarked as absent, and derive everybody once more from all that was noted.

    The session is locked, so nothing new is noted meanwhile; to lock people now would be the wrong way round.
    """
    seated = {
        place.person_id: Face(person=place.person, place_id=place.pk, place_status=place.status)
        for place in Place.objects.filter(is_expected_at(session)).confirmed().select_related("person")
    }
    log = _Log(session)
    missing = [face.person for person_id, face in seated.items() if log.derived(person_id).status is None]
    if missing and not others_absent:
        raise MarksMissing(missing)
    absences = [_absence(person, session=session, by=by) for person in missing]
    log.add(Scan.objects.bulk_create(absences))
    keep_attendance({face: log.derived(pk) for pk, face in seated.items()}, session=session)


class _Log:
    """All that was noted at a session, by the person for whom it counts. Three queries."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.stretches = stretches_of(session)
        matched = WalkIn.objects.filter(session=session, matched_to__isnull=False)
        self.known_as = dict(matched.values_list("person", "matched_to"))
        self.entries: dict[int | None, list[Scan]] = defaultdict(list)
        self.add(session.scans.all())

    def add(self, scans: Iterable[Scan]) -> None:
        for scan in scans:
            self.entries[self.known_as.get(scan.person_id or 0, scan.person_id)].append(scan)

    def derived(self, person_id: int) -> Derived:
        return derive(
            [*self.entries[person_id], *self.entries[None]],
            starts_at=self.session.starts_at,
            ends_at=self.session.ends_at,
            units=self.stretches,
        )


def _absence(person: Person, *, session: Session, by: Person) -> Scan:
    return Scan(
        event_id=uuid4(),
        device=DEVICE,
        session=session,
        person=person,
        act=Scan.Act.MARK_ABSENT,
        method=Scan.Method.CLOSING,
        verdict=Scan.Verdict.NOTED,
        happened_at=timezone.now(),
        noted_by=by,
    )


def _move_candidates(session: Session) -> None:
    """Who was there is a step further on the way to foster care; nobody waits for the end of the run."""
    for row in Attendance.objects.filter(session=session, minutes__gt=0).select_related("person"):
        note_attendance(row.person, course=session.run.course, minutes=row.minutes)
