"""Writing down what the log amounts to. Rows of Attendance are made here and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from attendance.door import recognition, walk_ins
from attendance.door.derive import Derived, derive
from attendance.door.units import stretches_of
from attendance.door.writing import write
from attendance.models import Attendance, Scan

if TYPE_CHECKING:
    from attendance.door.judgement import Face
    from lms.people.models import Person
    from sessions.models import Session


@transaction.atomic
def rederive(session: Session, people: Collection[Person] | None = None) -> dict[int, Derived]:
    """Derive these people again from the log and keep what comes out; all of the session if none are given.

    Whoever a walk-in was matched to comes along, and the walk-in. Their rows are locked until the
    transaction ends. Returns what is known by the id of the person. A fixed number of queries.
    """
    ids = _noted_at(session) if people is None else {person.pk for person in people}
    known_as = walk_ins.matched(ids)
    ids |= set(known_as) | set(known_as.values())
    faces = recognition.faces_of_people(ids, session=session)
    entries: dict[int | None, list[Scan]] = defaultdict(list)
    for scan in session.scans.all() if people is None else _log(session, ids):
        entries[known_as.get(scan.person_id or 0, scan.person_id)].append(scan)
    units = stretches_of(session)
    derived = {
        person: derive(
            [*entries.get(person, ()), *entries.get(None, ())],
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            units=units,
        )
        if person not in known_as
        else Derived()
        for person in faces
    }
    keep_attendance({faces[person]: derived[person] for person in faces}, session=session)
    return derived


def keep_attendance(known: Mapping[Face, Derived], *, session: Session, entries: Sequence[Scan] = ()) -> None:
    """Write down what the entries amount to; where all was undone, nothing is known any more.

    ``entries`` are those that are new to the log.
    """
    rows = [attendance_from(derived, face, session=session) for face, derived in known.items()]
    write(entries, [row for row in rows if row is not None])
    if gone := [face.person for face, derived in known.items() if not derived.status]:
        Attendance.objects.filter(session=session, person__in=gone).delete()


def attendance_from(derived: Derived, face: Face, *, session: Session) -> Attendance | None:
    """The row that says so; none while nothing is known of somebody."""
    if derived.status is None:
        return None
    return Attendance(
        session=session,
        person=face.person,
        place_id=face.place_id,
        status=derived.status,
        excuse=derived.excuse,
        method=derived.method,
        minutes=derived.minutes,
        practice_minutes=derived.practice_minutes,
        units=derived.units,
        arrived_at=derived.arrived_at,
        left_at=derived.left_at,
    )


def _noted_at(session: Session) -> set[int]:
    noted = session.scans.filter(person__isnull=False).order_by().values_list("person", flat=True)
    return {person for person in noted.distinct() if person is not None}


def _log(session: Session, ids: Collection[int]) -> list[Scan]:
    """Entries about these people, with the undoings that arrived before what they undo."""
    about = session.scans.filter(person__in=ids)
    return list(about | session.scans.filter(person=None, act=Scan.Act.ANNUL))
