"""What a plan would do is told before it is done: holidays, what is taken, what is free instead."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.arrangements import Arrangement
from sessions.models import Reservation, Session, SkippedDay, TimetableRemark
from sessions.planning import add_session, cancel_session, move_session
from sessions.timetable import keep_unfolded, on_the_clock
from sessions.timetables.changing import first_changeable
from sessions.timetables.outlook import look_ahead
from sessions.timetables.patterns import Weekly
from tests.factories.sessions import RoomFactory, RunFactory
from tests.sessions.series.planning import THURSDAY, TUESDAY, changed, mondays, planned, wall

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 30)
plans = st.builds(
    mondays,
    pattern=st.sets(st.integers(0, 6), min_size=1, max_size=3).map(
        lambda chosen: Weekly(tuple(sorted(chosen)))
    ),
    start=st.sampled_from([time(9), time(17), time(19, 30)]),
    minutes=st.sampled_from([45, 120]),
    meetings=st.integers(1, 8),
)


def outlook(run, plan=None, **given):
    return look_ahead(run, plan=plan or mondays(), arrangement=Arrangement.of(run), **given)


def _change_and_check(first, second, week, moved, off):
    """Rows stay, what was touched by hand is left alone, the rest follows the rule and nothing is missing."""
    run = RunFactory(room=RoomFactory())
    timetable = planned(run, first)
    sessions = list(timetable.sessions.all())
    by_hand, cancelled = sessions[moved % len(sessions)], sessions[off % len(sessions)]
    far = timedelta(days=200)
    put_to = by_hand.starts_at + far
    move_session(by_hand, starts_at=put_to, ends_at=by_hand.ends_at + far, room=None, by=None)
    cancel_session(cancelled, by=None, reason="")
    since = max(FIRST + timedelta(weeks=week), first_changeable(timetable))
    rows = set(run.sessions.values_list("pk", flat=True))

    following = changed(timetable, since=since, plan=replace(second, first_date=since))
    keep_unfolded(date(2026, 11, 25))

    assert rows <= set(run.sessions.values_list("pk", flat=True))
    by_hand.refresh_from_db()
    assert by_hand.starts_at == put_to
    cancelled.refresh_from_db()
    assert cancelled.is_cancelled
    wanted = {on_the_clock(local) for local in replace(second, first_date=since).local_starts()}
    follow = following.sessions.filter(status="planned", is_changed_by_hand=False, planned_date__gte=since)
    assert set(follow.values_list("starts_at", flat=True)) <= wanted
    keyed = following.sessions.filter(planned_date__gte=since)
    assert keyed.count() == len(wanted)
    assert not TimetableRemark.objects.exists()


def test_the_outlook_leaves_out_holidays_until_somebody_ticks_them(run):
    plan = mondays(pattern=Weekly((THURSDAY,)), first_date=date(2026, 12, 17), meetings=3)

    first = outlook(run, plan)
    ticked = outlook(run, plan, left_out=set())

    assert [bool(each.holiday) for each in first.meetings] == [False, True, False]
    assert [each.is_planned for each in first.meetings] == [True, False, True]
    assert all(each.is_planned for each in ticked.meetings)


def test_the_outlook_says_what_is_taken_and_what_is_free_instead(run, room, mops, irena):
    RoomFactory(organisation=mops, name="Sala 4", capacity=12)
    RoomFactory(organisation=mops, name="Schowek", capacity=2)
    taken = on_the_clock(wall("2026-12-07 16:00"))
    add_session(
        RunFactory(),
        starts_at=taken,
        ends_at=taken + timedelta(hours=2),
        room=room,
        trainers=[irena],
        kind="theory",
    )

    meetings = outlook(run).meetings

    assert [each.is_taken for each in meetings] == [False, True, False, False]
    remedies = meetings[1].remedies
    assert [free.name for free in remedies.free_rooms] == ["Sala 4"]
    assert set(remedies.person_free_from.values()) == {on_the_clock(wall("2026-12-07 18:00"))}


def test_the_outlook_writes_nothing_and_asks_little(run, django_assert_max_num_queries):
    before = Session.objects.count(), SkippedDay.objects.count(), Reservation.objects.count()

    with django_assert_max_num_queries(12) as few:
        outlook(run, mondays(meetings=2))
    with django_assert_max_num_queries(len(few)):
        outlook(run, mondays(meetings=40))

    assert (Session.objects.count(), SkippedDay.objects.count(), Reservation.objects.count()) == before


def test_the_outlook_of_a_change_is_what_then_happens(run, room):
    timetable = planned(run)
    taken = on_the_clock(wall("2026-12-08 17:00"))
    add_session(RunFactory(), starts_at=taken, ends_at=taken + timedelta(hours=1), room=room, kind="theory")
    plan = mondays(pattern=Weekly((TUESDAY,)), meetings=4)

    ahead = outlook(run, plan, changing=timetable, since=FIRST)
    changed(timetable, since=FIRST, plan=plan, skipped=ahead.left_out)

    foreseen = {each.session.pk: each.starts_at for each in ahead.planned if each.session}
    happened = dict(run.sessions.filter(status="planned").values_list("pk", "starts_at"))
    assert foreseen == happened
    assert [session.pk for session in ahead.called_off] == [run.sessions.get(status="cancelled").pk]


def test_the_fingerprint_changes_when_something_else_would_be_written(run, room):
    first = outlook(run).fingerprint

    again = outlook(run).fingerprint
    taken = on_the_clock(wall("2026-12-07 16:00"))
    add_session(RunFactory(), starts_at=taken, ends_at=taken + timedelta(hours=2), room=room, kind="theory")

    assert first == again
    assert outlook(run).fingerprint != first


@settings(deadline=None, max_examples=25)
@given(first=plans, second=plans, week=st.integers(0, 3), moved=st.integers(0, 3), off=st.integers(0, 3))
def test_however_a_series_is_changed_no_row_is_lost_and_the_rule_is_kept(
    django_db_blocker, first, second, week, moved, off
):
    with django_db_blocker.unblock(), transaction.atomic():
        _change_and_check(first, second, week, moved, off)
        transaction.set_rollback(True)
