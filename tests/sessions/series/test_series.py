"""A series is planned and changed as a whole, and nobody hears of it more than once."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from attendance.models import Attendance
from lms.messaging.models import Message
from sessions.arrangements import Arrangement
from sessions.booking import take_place
from sessions.errors import AlreadyClosed, Clash, OutsideRoomHours
from sessions.models import Reservation, RoomHours, Run, Timetable, TimetableRemark
from sessions.planning import add_session, cancel_session, change_trainers, move_session
from sessions.timetable import HORIZON, keep_unfolded, on_the_clock
from sessions.timetables.changing import first_changeable, remaining
from sessions.timetables.patterns import Monthly, Weekly
from sessions.timetables.plan import Plan
from sessions.timetables.unfolding import plan_series
from tests.factories.people import PersonFactory
from tests.factories.sessions import RoomFactory, RunFactory
from tests.sessions.series.planning import MONDAY, TUESDAY, WEDNESDAY, changed, mondays, planned, wall

pytestmark = pytest.mark.django_db
WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 24, 12, tzinfo=WARSAW)
FIRST = date(2026, 11, 30)


def shown(run):
    """Day, hour and status of each session of the run."""
    sessions = run.sessions.order_by("starts_at", "pk")
    return [(each.starts_at.astimezone(WARSAW).strftime("%d.%m %H"), each.status) for each in sessions]


def on(*written):
    return [(each, "planned") for each in written]


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("recipient__given_name", flat=True))


def reserved_starts(resource_of):
    found = Reservation.objects.filter(active=True, **resource_of).order_by("starts_at")
    return [each.starts_at.astimezone(WARSAW).strftime("%d.%m %H") for each in found]


def test_days_that_were_left_out_stay_out_night_after_night(run):
    timetable = planned(run, skipped={date(2026, 12, 14)})

    keep_unfolded(date(2026, 11, 25))

    assert shown(run) == on("30.11 17", "07.12 17", "21.12 17")
    assert list(timetable.skipped_days.values_list("day", flat=True)) == [date(2026, 12, 14)]
    assert not TimetableRemark.objects.exists()


def test_a_series_has_a_room_and_people_of_its_own(run, mops):
    other, trainer, interpreter = RoomFactory(organisation=mops), PersonFactory(), PersonFactory()
    arrangement = Arrangement(room=other, trainers=(trainer,), interpreter=interpreter)

    timetable = plan_series(run, plan=mondays(meetings=None), arrangement=arrangement)
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        keep_unfolded(date(2026, 12, 24))

    last = timetable.sessions.last()
    assert (last.room, last.interpreter, list(last.trainers.all())) == (other, interpreter, [trainer])
    assert last.starts_at > NOW + HORIZON
    assert Reservation.objects.filter(session=last, active=True).count() == 3


def test_people_with_a_place_in_a_published_run_are_told_of_a_new_series_once(run, oksana):
    take_place(oksana, in_run=run, booked_by=oksana)

    planned(run)

    assert told("series_changed") == ["Irena", "Oksana"]


def test_all_of_a_series_moves_an_hour_and_keeps_its_calendar_entries(run, oksana):
    timetable = planned(run)
    take_place(oksana, in_run=run, booked_by=oksana)
    before = {session.uuid: session.pk for session in run.sessions.all()}
    Message.objects.all().delete()

    following = changed(timetable, since=FIRST, plan=mondays(start=time(18)))

    assert following == timetable
    assert shown(run) == on("30.11 18", "07.12 18", "14.12 18", "21.12 18")
    assert {session.uuid: session.pk for session in run.sessions.all()} == before
    assert set(run.sessions.values_list("sequence", "is_changed_by_hand")) == {(1, False)}
    assert told("series_changed") == ["Irena", "Oksana"]
    assert Message.objects.count() == 2
    assert reserved_starts({"resource__person": oksana}) == ["30.11 18", "07.12 18", "14.12 18", "21.12 18"]


def test_this_and_later_ends_the_old_series_and_begins_a_new_one(run):
    timetable = planned(run)

    following = changed(
        timetable,
        since=date(2026, 12, 14),
        plan=mondays(pattern=Weekly((TUESDAY,)), first_date=date(2026, 12, 14), meetings=2),
    )
    keep_unfolded(date(2026, 11, 25))

    assert following != timetable
    assert shown(run) == on("30.11 17", "07.12 17", "15.12 17", "22.12 17")
    assert (timetable.sessions.count(), following.sessions.count()) == (2, 2)
    assert run.sessions.count() == 4
    assert not TimetableRemark.objects.exists()


def test_a_meeting_moved_by_hand_stays_where_it_was_put_and_a_cancelled_one_stays_cancelled(run):
    timetable = planned(run)
    by_hand, off, *_others = timetable.sessions.all()
    day = timedelta(days=1)
    move_session(
        by_hand, starts_at=by_hand.starts_at + day, ends_at=by_hand.ends_at + day, room=None, by=None
    )
    cancel_session(off, by=None, reason="")

    changed(timetable, since=FIRST, plan=mondays(start=time(9)))
    keep_unfolded(date(2026, 11, 25))

    assert shown(run) == [
        ("01.12 17", "planned"),
        ("07.12 17", "cancelled"),
        ("14.12 09", "planned"),
        ("21.12 09", "planned"),
    ]


def test_a_meeting_somebody_has_come_to_is_neither_moved_nor_called_off(run, oksana):
    timetable = planned(run)
    place = take_place(oksana, in_run=run, booked_by=oksana)
    last = timetable.sessions.last()
    Attendance.objects.create(session=last, place=place, person=oksana, status=Attendance.Status.PRESENT)

    changed(timetable, since=FIRST, plan=mondays(start=time(9), meetings=2))

    assert shown(run)[-1] == ("21.12 17", "planned")


def test_meetings_that_have_begun_or_are_closed_stay_as_they_are(run):
    timetable = planned(run)

    with time_machine.travel(datetime(2026, 12, 7, 18, tzinfo=WARSAW), tick=False):
        assert first_changeable(timetable) == date(2026, 12, 14)
        changed(
            timetable, since=FIRST, plan=mondays(first_date=date(2026, 12, 14), start=time(9), meetings=2)
        )

    assert shown(run) == on("30.11 17", "07.12 17", "14.12 09", "21.12 09")


def test_a_series_that_is_over_cannot_be_changed(run):
    timetable = planned(run)

    with time_machine.travel(datetime(2027, 1, 7, tzinfo=WARSAW), tick=False), pytest.raises(AlreadyClosed):
        changed(timetable, since=FIRST, plan=mondays(first_date=date(2027, 1, 8)))


def test_meetings_without_a_date_left_are_called_off_and_never_deleted(run, oksana):
    timetable = planned(run)
    take_place(oksana, in_run=run, booked_by=oksana)
    Message.objects.all().delete()

    changed(timetable, since=FIRST, plan=mondays(meetings=3))
    keep_unfolded(date(2026, 11, 25))

    assert shown(run) == [*on("30.11 17", "07.12 17", "14.12 17"), ("21.12 17", "cancelled")]
    assert run.sessions.last().sequence == 1
    assert told("series_changed") == ["Irena", "Oksana"]
    assert "21" in Message.objects.get(recipient=oksana).text
    assert run.status == Run.Status.PUBLISHED


def test_dropping_a_weekday_leaves_the_others_where_they_are(run):
    timetable = planned(
        run, mondays(pattern=Weekly((MONDAY, WEDNESDAY)), meetings=None, until=date(2026, 12, 16))
    )

    changed(timetable, since=FIRST, plan=mondays(meetings=None, until=date(2026, 12, 16)))

    statuses = dict(shown(run))
    assert [day for day, status in statuses.items() if status == "planned"] == [
        "30.11 17",
        "07.12 17",
        "14.12 17",
    ]
    assert set(run.sessions.filter(status="planned").values_list("sequence", flat=True)) == {0}


def test_a_longer_series_gets_new_meetings(run):
    timetable = planned(run, mondays(meetings=2))

    changed(timetable, since=FIRST, plan=mondays(meetings=4))

    assert shown(run) == on("30.11 17", "07.12 17", "14.12 17", "21.12 17")


def test_another_trainer_for_the_series_leaves_a_substitute_for_one_meeting_alone(run, irena):
    timetable = planned(run)
    substitute, successor = PersonFactory(given_name="Zofia"), PersonFactory(given_name="Jan")
    second = timetable.sessions.all()[1]
    change_trainers(second, [substitute], by=None)
    Message.objects.all().delete()

    changed(timetable, since=FIRST, plan=mondays(start=time(18)))
    kept = [list(each.trainers.all()) for each in timetable.sessions.all()]
    changed(
        timetable,
        since=FIRST,
        plan=mondays(start=time(18)),
        arrangement=Arrangement(room=run.room, trainers=(successor,)),
    )

    assert kept == [[irena], [substitute], [irena], [irena]]
    assert {trainer for each in timetable.sessions.all() for trainer in each.trainers.all()} == {successor}
    assert "Irena" in told("series_changed")


def test_another_room_is_reserved_and_the_old_one_is_free(run, room, mops):
    other = RoomFactory(organisation=mops)
    timetable = planned(run)

    changed(
        timetable,
        since=date(2026, 12, 14),
        plan=remaining(timetable, since=date(2026, 12, 14)),
        arrangement=Arrangement(room=other, trainers=tuple(run.trainers.all())),
    )

    assert reserved_starts({"resource__room": room}) == ["30.11 17", "07.12 17"]
    assert reserved_starts({"resource__room": other}) == ["14.12 17", "21.12 17"]


def test_a_clash_leaves_the_whole_series_as_it_was(run, room, mops):
    timetable = planned(run)
    taken = on_the_clock(wall("2026-12-15 17:00"))
    add_session(RunFactory(), starts_at=taken, ends_at=taken + timedelta(hours=1), room=room, kind="theory")
    before = list(run.sessions.values_list("pk", "starts_at", "sequence", "planned_date"))

    with pytest.raises(Clash) as clash:
        changed(timetable, since=FIRST, plan=mondays(pattern=Weekly((TUESDAY,))))

    assert clash.value.hours == [taken]
    assert list(run.sessions.values_list("pk", "starts_at", "sequence", "planned_date")) == before
    assert reserved_starts({"resource__room": room})[:2] == ["30.11 17", "07.12 17"]


def test_a_series_never_stands_in_its_own_way(run):
    timetable = planned(run, mondays(pattern=Weekly(tuple(range(7))), minutes=20 * 60, meetings=5))

    changed(
        timetable,
        since=FIRST,
        plan=mondays(pattern=Weekly(tuple(range(7))), start=time(22), minutes=20 * 60, meetings=5),
    )

    assert [each for each, _status in shown(run)][:2] == ["30.11 22", "01.12 22"]


def test_the_rest_of_a_series_begins_with_what_is_left_of_it(run):
    timetable = planned(run, mondays(pattern=Monthly(TUESDAY, 2), meetings=6))

    rest = remaining(timetable, since=date(2027, 1, 12))

    assert (rest.pattern, rest.first_date, rest.meetings) == (Monthly(TUESDAY, 2), date(2027, 1, 12), 5)


def test_a_list_of_dates_is_split_at_a_day(run):
    dates = (date(2026, 12, 1), date(2026, 12, 10), date(2027, 1, 19))
    timetable = planned(run, Plan.on(dates, start=time(10), minutes=60))

    rest = remaining(timetable, since=date(2026, 12, 10))
    changed(timetable, since=date(2026, 12, 10), plan=Plan.on(rest.pattern.days, start=time(12), minutes=60))
    keep_unfolded(date(2026, 11, 25))

    assert shown(run) == on("01.12 10", "10.12 12", "19.01 12")
    assert not TimetableRemark.objects.exists()


def test_a_closed_room_refuses_a_series(run, room):
    RoomHours.objects.create(room=room, weekday=MONDAY, opens=time(8), closes=time(16))

    with pytest.raises(OutsideRoomHours) as refusal:
        planned(run)

    assert refusal.value.hours == [(time(8), time(16))]
    assert not Timetable.objects.exists()
