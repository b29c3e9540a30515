"""A long meeting has parts: minutes count inside them, practice apart, and each is attended or not."""

from datetime import timedelta

import pytest

from attendance.door.checkin import note
from attendance.door.derive import derive
from attendance.door.units import stretches_of
from attendance.models import Attendance, Scan
from sessions.models import Timetable, Unit
from sessions.planning import move_session
from sessions.units import Part, set_units
from tests.attendance.conftest import START
from tests.attendance.door.test_derive import ENTER, LEAVE, entry

THEORY, PRACTICE = Timetable.Kind.THEORY, Timetable.Kind.PRACTICE


@pytest.fixture
def units(session):
    """Two units of three quarters with half an hour between; the second is practice."""
    return Unit.objects.bulk_create(
        [
            Unit(session=session, starts_after=0, minutes=45, kind=THEORY),
            Unit(session=session, starts_after=75, minutes=45, kind=PRACTICE),
        ]
    )


@pytest.fixture
def earned(session, units):
    """What marks at these minutes amount to: minutes, those of practice, units."""

    def of(*marks):
        log = [entry(number, act, minutes) for number, (act, minutes) in enumerate(marks, start=1)]
        known = derive(
            log, starts_at=session.starts_at, ends_at=session.ends_at, units=stretches_of(session, units)
        )
        return known.minutes, known.practice_minutes, known.units

    return of


@pytest.mark.parametrize(
    ("marks", "known"),
    [
        ([(ENTER, 0)], (90, 45, 2)),
        ([(ENTER, 60)], (45, 45, 1)),
        ([(ENTER, 0), (LEAVE, 60)], (45, 0, 1)),
        ([(ENTER, 50), (LEAVE, 70)], (0, 0, 0)),
        ([(ENTER, 20)], (70, 45, 2)),
        ([(ENTER, 30)], (60, 45, 1)),
        ([(ENTER, 0), (LEAVE, 45), (ENTER, 75)], (90, 45, 2)),
        ([(ENTER, 8)], (90, 45, 2)),
    ],
)
def test_minutes_count_inside_units_only(earned, marks, known):
    assert earned(*marks) == known


def test_a_session_without_units_is_one_of_its_kind(session, seat, oksana, irena, scanned):
    session.kind = PRACTICE
    session.save()

    note(scanned(oksana), session=session, by=irena)

    held = Attendance.objects.get()
    assert (held.minutes, held.practice_minutes, held.units) == (120, 120, 1)


def test_the_last_unit_ends_the_session_for_whoever_leaves(session, seat, oksana, irena, scanned):
    Unit.objects.create(session=session, starts_after=0, minutes=60, kind=THEORY)

    note(scanned(oksana), session=session, by=irena)
    note(scanned(oksana, act=Scan.Act.LEAVE, minutes=60), session=session, by=irena)

    assert Attendance.objects.get().status == "present"


def test_units_set_afterwards_count_what_was_noted_anew(session, seat, oksana, irena, scanned):
    note(scanned(oksana), session=session, by=irena)

    set_units(
        session,
        [
            Part(starts_after=0, minutes=45, kind=THEORY),
            Part(starts_after=60, minutes=45, kind=PRACTICE),
        ],
        by=irena,
    )

    held = Attendance.objects.get()
    assert (held.minutes, held.practice_minutes, held.units) == (90, 45, 2)


def test_a_session_moved_to_other_hours_counts_what_was_noted_anew(session, seat, oksana, irena, scanned):
    note(scanned(oksana, minutes=30), session=session, by=irena)

    move_session(
        session, starts_at=START + timedelta(minutes=30), ends_at=session.ends_at, room=None, by=None
    )

    held = Attendance.objects.get()
    assert (held.status, held.minutes) == ("present", 90)


def test_units_that_overlap_or_reach_beyond_the_end_earn_nothing_twice(session):
    units = [
        Unit(starts_after=0, minutes=60, kind=THEORY),
        Unit(starts_after=30, minutes=60, kind=PRACTICE),
        Unit(starts_after=100, minutes=90, kind=THEORY),
        Unit(starts_after=150, minutes=30, kind=THEORY),
    ]

    stretches = stretches_of(session, units)

    assert [
        ((each.starts_at - START) // timedelta(minutes=1), (each.ends_at - START) // timedelta(minutes=1))
        for each in stretches
    ] == [(0, 60), (60, 90), (100, 120)]
