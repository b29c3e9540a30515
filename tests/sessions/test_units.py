"""A long meeting consists of units with breaks between them; each counts by itself, as theory or practice."""

from datetime import time, timedelta

import pytest
from django.utils import translation

from sessions.errors import AlreadyCancelled, AlreadyClosed, UnitOutside, UnitsOverlap
from sessions.models import Session, Unit
from sessions.planning import move_session
from sessions.signals import units_changed
from sessions.teaching_hours import teaching_hours
from sessions.timetable import plan_weekly, unfold
from sessions.units import Part, copy_units, fit, parts_of, propose, set_units, share_with_series
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


def part(starts_after, minutes=45, kind="theory", topic=""):
    return Part(starts_after=starts_after, minutes=minutes, kind=kind, topic=topic)


@pytest.fixture
def session():
    """Four hours."""
    meeting = SessionFactory()
    meeting.ends_at = meeting.starts_at + timedelta(hours=4)
    meeting.save()
    return meeting


@pytest.mark.parametrize(
    ("length", "minutes", "pause", "starts"),
    [
        (240, 45, 10, [0, 55, 110, 165]),
        (210, 45, 10, [0, 55, 110, 165]),  # the last unit ends with the meeting
        (209, 45, 10, [0, 55, 110]),
        (90, 45, 0, [0, 45]),
        (44, 45, 10, []),
    ],
)
def test_as_many_units_are_proposed_as_go_into_the_meeting(length, minutes, pause, starts):
    found = propose(length, minutes=minutes, pause=pause, kind="practice")

    assert [each.starts_after for each in found] == starts
    assert {each.kind for each in found} <= {"practice"}


def test_units_are_kept_in_their_order(session):
    set_units(session, [part(60, topic="Sąd"), part(0, kind="practice")], by=None)

    assert parts_of(session) == [part(0, kind="practice"), part(60, topic="Sąd")]


def test_the_same_units_again_change_nothing(session):
    before = [unit.pk for unit in set_units(session, [part(0), part(60)], by=None)]

    after = [unit.pk for unit in set_units(session, [part(0), part(60)], by=None)]

    assert after == before


def test_units_that_overlap_are_refused_and_all_stays(session):
    set_units(session, [part(0)], by=None)

    with pytest.raises(UnitsOverlap) as refused:
        set_units(session, [part(0), part(44)], by=None)

    assert refused.value.following == part(44)
    assert parts_of(session) == [part(0)]


def test_a_unit_outside_the_meeting_is_refused(session):
    set_units(session, [part(195)], by=None)

    with pytest.raises(UnitOutside):
        set_units(session, [part(196)], by=None)


@pytest.mark.parametrize(
    ("status", "error"),
    [(Session.Status.CLOSED, AlreadyClosed), (Session.Status.CANCELLED, AlreadyCancelled)],
)
def test_what_is_handed_in_or_called_off_keeps_its_units(session, status, error):
    closed_at = session.starts_at if status == Session.Status.CLOSED else None
    Session.objects.filter(pk=session.pk).update(status=status, closed_at=closed_at)

    with pytest.raises(error):
        set_units(session, [part(0)], by=None)


def test_a_meeting_that_moves_takes_its_units_along(session):
    set_units(session, [part(60)], by=None)
    later = session.starts_at + timedelta(days=1)

    moved = move_session(session, starts_at=later, ends_at=later + timedelta(hours=4), room=None, by=None)

    assert moved.units.get().hours(moved) == (
        later + timedelta(minutes=60),
        later + timedelta(minutes=105),
    )
    assert fit(moved)


def test_a_meeting_made_shorter_says_that_its_units_no_longer_fit(session):
    set_units(session, [part(195)], by=None)
    session.ends_at -= timedelta(minutes=1)

    assert not fit(session)


def test_whoever_counts_attendance_hears_of_other_units(session):
    heard = []

    def hear(sender, *, session, **_kwargs):
        heard.append(session)

    units_changed.connect(hear)
    try:
        set_units(session, [part(0)], by=None)
        set_units(session, [part(0)], by=None)
    finally:
        units_changed.disconnect(hear)

    assert heard == [session]


def test_a_series_gets_the_same_hours_and_keeps_its_topics():
    run = RunFactory()
    first_day = (SessionFactory.build().starts_at + timedelta(days=1)).date()
    series = plan_weekly(
        run,
        weekdays=[first_day.weekday()],
        first_date=first_day,
        start=SessionFactory.build().starts_at.time().replace(hour=10, minute=0, second=0, microsecond=0),
        minutes=120,
        meetings=3,
    )
    first, second, third = series.sessions.order_by("starts_at")
    set_units(second, [part(0, minutes=30, topic="Prawo")], by=None)
    Session.objects.filter(pk=third.pk).update(ends_at=third.starts_at + timedelta(hours=1))
    set_units(first, [part(0, topic="Sąd"), part(60)], by=None)

    changed = share_with_series(first, by=None)

    assert changed == 1
    assert parts_of(second) == [part(0, topic="Prawo"), part(60)]
    assert parts_of(third) == []


def test_a_meeting_held_again_has_the_same_units_as_far_as_it_lasts(session):
    set_units(session, [part(0), part(195)], by=None)
    shorter = SessionFactory()

    copy_units(session, to=shorter)

    assert parts_of(shorter) == [part(0)]
    assert Unit.objects.filter(session=session).count() == 2


@pytest.mark.parametrize(
    ("minutes", "minutes_in_hour", "words"),
    [
        (45, 45, "1 teaching hour of 45 min"),
        (270, 45, "6 teaching hours of 45 min"),
        (360, 60, "6 teaching hours of 60 min"),
        (100, 45, "2 teaching hours of 45 min and 10 min"),
        (10, 45, "10 min"),
        (0, 45, "0 teaching hours of 45 min"),
    ],
)
def test_teaching_hours_are_said_exactly(minutes, minutes_in_hour, words):
    with translation.override("en"):
        assert teaching_hours(minutes, minutes_in_hour=minutes_in_hour) == words


def test_a_series_that_goes_on_has_the_hours_of_its_last_meeting_without_its_topics():
    first_day = SessionFactory.build().starts_at.date() + timedelta(days=1)
    series = plan_weekly(
        RunFactory(), weekdays=[first_day.weekday()], first_date=first_day, start=time(10), minutes=120
    )
    horizon = series.sessions.latest("starts_at")
    set_units(horizon, [part(0, topic="Sąd"), part(60, kind="practice")], by=None)

    unfolded = unfold(series, until=horizon.planned_date + timedelta(days=14))

    assert [parts_of(session) for session in unfolded.created] == [[part(0), part(60, kind="practice")]] * 2
    assert parts_of(horizon)[0].topic == "Sąd"
