"""A therapist says once when she works, and the clock of Wrocław keeps her word all year."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schedule.models import Event, Rule

from sessions.errors import HoursOverlap, NotATimetable, WrongHours
from sessions.models import WorkingHours
from sessions.working_hours import end_on, hours_between, remove, restore, set_weekly, strike_out
from tests.factories.sessions import ServiceFactory, SpecialistFactory

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY, TUESDAY, WEDNESDAY, SUNDAY = 0, 1, 2, 6
FIRST = date(2026, 11, 30)


def works(specialist, **asked):
    usual = {"weekdays": [MONDAY], "start": time(9), "end": time(13), "from_day": FIRST}
    return set_weekly(specialist, **(usual | asked))


def on_the_wall(found, specialist):
    """What the clocks show when she begins and ends."""
    return [
        tuple(moment.astimezone(WARSAW).replace(tzinfo=None) for moment in (begins, ends))
        for begins, ends, _hours in found.get(specialist.pk, [])
    ]


def wall(day, begins, ends):
    return datetime.combine(day, begins), datetime.combine(day, ends)


@pytest.mark.django_db
def test_every_weekday_that_was_chosen_counts_and_no_other():
    specialist = SpecialistFactory()
    works(specialist, weekdays=[MONDAY, WEDNESDAY])

    found = hours_between([specialist], date(2026, 11, 30), date(2026, 12, 9))

    assert on_the_wall(found, specialist) == [
        wall(date(2026, month, day), time(9), time(13))
        for month, day in ((11, 30), (12, 2), (12, 7), (12, 9))
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sunday", [date(2026, 10, 25), date(2027, 3, 28)], ids=["an hour twice", "an hour missing"]
)
def test_nine_stays_nine_over_both_clock_changes(sunday):
    specialist = SpecialistFactory()
    works(specialist, weekdays=[SUNDAY], from_day=date(2026, 1, 1))

    found = hours_between([specialist], sunday - timedelta(days=7), sunday + timedelta(days=7))

    assert on_the_wall(found, specialist) == [
        wall(sunday + timedelta(days=shift), time(9), time(13)) for shift in (-7, 0, 7)
    ]


@pytest.mark.django_db
def test_a_night_in_which_the_clock_changes_is_as_long_as_it_really_is():
    specialist = SpecialistFactory()
    works(specialist, weekdays=[SUNDAY], start=time(1), end=time(5), from_day=date(2027, 3, 1))

    spring = hours_between([specialist], date(2027, 3, 28), date(2027, 3, 28))[specialist.pk]
    autumn = hours_between([specialist], date(2027, 10, 31), date(2027, 10, 31))[specialist.pk]

    assert [ends - begins for begins, ends, _hours in spring + autumn] == [
        timedelta(hours=3),
        timedelta(hours=5),
    ]


@pytest.mark.django_db
def test_hours_begin_and_end_with_their_days():
    specialist = SpecialistFactory()
    works(specialist, from_day=date(2026, 12, 7), until=date(2026, 12, 21))

    found = hours_between([specialist], date(2026, 11, 1), date(2027, 3, 1))

    assert [begins.day for begins, _ends in on_the_wall(found, specialist)] == [7, 14, 21]


@pytest.mark.django_db
def test_a_day_struck_out_is_not_worked_until_it_is_restored():
    specialist = SpecialistFactory()
    hours = works(specialist)
    days = (date(2026, 11, 30), date(2026, 12, 7))

    exception = strike_out(hours, day=date(2026, 12, 7))
    strike_out(hours, day=date(2026, 12, 7))
    without = on_the_wall(hours_between([specialist], *days), specialist)
    restore(exception)

    assert [begins.day for begins, _ends in without] == [30]
    assert [begins.day for begins, _ends in on_the_wall(hours_between([specialist], *days), specialist)] == [
        30,
        7,
    ]


@pytest.mark.django_db
def test_a_series_ends_on_its_last_day_and_another_may_follow():
    specialist = SpecialistFactory()
    hours = works(specialist)

    end_on(hours, last_day=date(2026, 12, 7))
    works(specialist, start=time(12), end=time(16), from_day=date(2026, 12, 8))

    found = hours_between([specialist], FIRST, date(2026, 12, 14))
    assert on_the_wall(found, specialist) == [
        wall(date(2026, 11, 30), time(9), time(13)),
        wall(date(2026, 12, 7), time(9), time(13)),
        wall(date(2026, 12, 14), time(12), time(16)),
    ]


@pytest.mark.django_db
def test_hours_that_end_before_they_began_leave_nothing_behind():
    hours = works(SpecialistFactory())

    assert end_on(hours, last_day=FIRST - timedelta(days=1)) is None
    assert [WorkingHours.objects.count(), Event.objects.count(), Rule.objects.count()] == [0, 0, 0]


@pytest.mark.django_db
def test_removing_one_series_leaves_the_others_as_they_were():
    specialist = SpecialistFactory()
    monday, tuesday = works(specialist), works(specialist, weekdays=[TUESDAY])

    remove(monday)

    found = hours_between([specialist], FIRST, date(2026, 12, 13))
    assert [begins.day for begins, _ends in on_the_wall(found, specialist)] == [1, 8]
    assert [hours for _begins, _ends, hours in found[specialist.pk]] == [tuesday, tuesday]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"start": time(13), "end": time(13)}, WrongHours),
        ({"start": time(13), "end": time(9)}, WrongHours),
        ({"until": FIRST - timedelta(days=1)}, WrongHours),
        ({"weekdays": []}, NotATimetable),
        ({"weekdays": [7]}, NotATimetable),
    ],
)
def test_hours_without_sense_are_refused_and_nothing_stays_behind(asked, refused):
    with pytest.raises(refused):
        works(SpecialistFactory(), **asked)

    assert [WorkingHours.objects.count(), Event.objects.count(), Rule.objects.count()] == [0, 0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "another",
    [
        {"start": time(12), "end": time(15)},
        {"weekdays": [SUNDAY, MONDAY], "start": time(8), "end": time(10)},
        {"start": time(10), "end": time(11), "until": date(2027, 1, 1)},
    ],
)
def test_the_same_hour_is_not_given_twice(another):
    specialist = SpecialistFactory()
    first = works(specialist)

    with pytest.raises(HoursOverlap) as refused:
        works(specialist, **another)

    assert refused.value.hours == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    "another",
    [
        {"start": time(13), "end": time(15)},
        {"weekdays": [TUESDAY]},
        {"purpose": WorkingHours.Purpose.SESSIONS},
        {"from_day": date(2026, 1, 1), "until": FIRST - timedelta(days=1)},
    ],
)
def test_other_hours_stand_beside(another):
    specialist = SpecialistFactory()
    works(specialist)

    works(specialist, **another)

    assert specialist.working_hours.count() == 2


@pytest.mark.django_db
def test_hours_know_their_room_and_kind_of_help():
    specialist, service = SpecialistFactory(), ServiceFactory()
    works(specialist, service=service, room=specialist.room)

    hours = hours_between([specialist.pk], FIRST, FIRST)[specialist.pk][0][2]

    assert (hours.service, hours.room, hours.weekdays) == (service, specialist.room, [MONDAY])
    assert (hours.first_day, hours.last_day, hours.starts, hours.ends) == (FIRST, None, time(9), time(13))


@pytest.mark.django_db
def test_a_moment_cuts_where_a_day_does_not():
    specialist = SpecialistFactory()
    works(specialist)
    works(specialist, start=time(14), end=time(16))
    noon = datetime(2026, 11, 30, 13, 30, tzinfo=WARSAW)

    after = hours_between([specialist], noon, FIRST)
    before = hours_between([specialist], FIRST, noon)

    assert on_the_wall(after, specialist) == [wall(FIRST, time(14), time(16))]
    assert on_the_wall(before, specialist) == [wall(FIRST, time(9), time(13))]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_many_specialists_ask_no_more_of_the_database(number, django_assert_num_queries):
    specialists = SpecialistFactory.create_batch(number)
    for specialist in specialists:
        works(specialist)
        works(specialist, weekdays=[TUESDAY])

    with django_assert_num_queries(2):
        found = hours_between(specialists, FIRST, date(2026, 12, 31))

    assert {len(hours) for hours in found.values()} == {10}


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    from_day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    lasts=st.none() | st.integers(0, 800),
    asked=st.dates(date(2024, 1, 1), date(2033, 12, 31)),
    days=st.integers(0, 60),
)
def test_the_days_are_those_that_a_calendar_on_the_wall_gives(weekdays, from_day, lasts, asked, days):
    specialist = SpecialistFactory()
    until = None if lasts is None else from_day + timedelta(days=lasts)
    works(specialist, weekdays=weekdays, from_day=from_day, until=until)

    found = hours_between([specialist], asked, asked + timedelta(days=days))

    wanted = [
        day
        for day in (asked + timedelta(days=shift) for shift in range(days + 1))
        if day.weekday() in weekdays and day >= from_day and (until is None or day <= until)
    ]
    assert on_the_wall(found, specialist) == [wall(day, time(9), time(13)) for day in wanted]
