"""Free hours are what the specialist works, less what is taken, and they are found in one pass."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.absences import plan_absence
from sessions.appointments.booking import book, hold
from sessions.appointments.free_times import first_free, free_times
from sessions.appointments.taken import Taken
from sessions.models import RoomHours, WorkingHours
from sessions.models.session import WARSAW
from sessions.planning import add_session
from sessions.reservations import resources_of_people
from sessions.working_hours import hours_between, set_weekly, strike_out
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, ServiceFactory, SpecialistFactory

pytestmark = pytest.mark.django_db

MONTH = timedelta(days=31)


def hours_of(service, specialist, day, **known):
    since = datetime.combine(day, time(), tzinfo=WARSAW)
    found = free_times(
        service, specialists=[specialist], since=since, until=since + timedelta(days=1), **known
    )
    return [f"{each.starts_at.astimezone(WARSAW):%H:%M}" for each in found]


MONDAY = date(2026, 11, 23)


def test_the_grid_begins_with_the_block_and_goes_on_by_length_and_buffer(logo, lidia):
    assert hours_of(logo, lidia, MONDAY) == ["09:00", "10:00", "11:00", "12:00"]


def test_what_only_just_fits_is_offered_though_its_buffer_reaches_over_the_end(logo, lidia):
    logo.minutes, logo.buffer_minutes = 60, 30
    logo.save()

    assert hours_of(logo, lidia, MONDAY) == ["09:00", "10:30", "12:00"]


def test_what_the_specialist_teaches_is_not_free_and_neither_is_the_buffer_before_it(logo, lidia, monday):
    add_session(
        RunFactory(), starts_at=monday(10, 50), ends_at=monday(11, 30), trainers=[lidia.person], kind="theory"
    )

    assert hours_of(logo, lidia, MONDAY) == ["09:00", "12:00"]


def test_what_takes_place_in_the_room_is_not_free(logo, lidia, monday):
    add_session(RunFactory(), starts_at=monday(9, 30), ends_at=monday(10), room=lidia.room, kind="theory")

    assert hours_of(logo, lidia, MONDAY) == ["10:00", "11:00", "12:00"]


def test_a_leave_is_not_free(logo, lidia, monday):
    (resource,) = resources_of_people([lidia.person])
    plan_absence(resource, starts_at=monday(11), ends_at=monday(20), reason="", by=None)

    assert hours_of(logo, lidia, MONDAY) == ["09:00", "10:00"]


def test_neither_the_child_nor_the_carer_is_offered_what_they_cannot_keep(
    logo, lidia, oksana, danylo, monday
):
    run = RunFactory()
    PlaceFactory(run=run, person=oksana)
    add_session(run, starts_at=monday(9), ends_at=monday(10), kind="theory")

    assert hours_of(logo, lidia, MONDAY, for_person=danylo) == ["09:00", "10:00", "11:00", "12:00"]
    assert hours_of(logo, lidia, MONDAY, for_person=danylo, carer=oksana) == ["10:00", "11:00", "12:00"]


def test_whoever_moves_an_appointment_may_choose_what_touches_its_old_hour(logo, lidia, oksana, monday):
    held = hold(logo, specialist=lidia, starts_at=monday(10), device_key="a")
    (booked,) = book([held], person=oksana, booked_by=oksana)

    assert "10:00" not in hours_of(logo, lidia, MONDAY, for_person=oksana)
    assert "10:00" in hours_of(logo, lidia, MONDAY, for_person=oksana, instead_of=booked)


def test_a_room_that_is_closed_is_not_offered(logo, lidia):
    RoomHours.objects.create(room=lidia.room, weekday=0, opens=time(10), closes=time(12))

    assert hours_of(logo, lidia, MONDAY) == ["10:00", "11:00"]


def test_a_holiday_and_a_day_struck_out_are_not_offered(clock, logo, lidia):
    easter_monday = date(2027, 3, 29)
    clock.move_to(datetime(2027, 3, 1, 12, tzinfo=WARSAW))
    strike_out(lidia.working_hours.get(), day=date(2027, 3, 15))

    assert hours_of(logo, lidia, easter_monday) == []
    assert hours_of(logo, lidia, date(2027, 3, 15)) == []
    assert len(hours_of(logo, lidia, date(2027, 3, 22))) == 4


def test_hours_of_groups_and_of_other_help_are_not_offered(logo, lidia):
    other = ServiceFactory()
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    day = {"start": time(9), "end": time(11), "from_day": date(2026, 1, 1)}
    set_weekly(lidia, weekdays=[1], purpose=WorkingHours.Purpose.SESSIONS, **day)
    set_weekly(lidia, weekdays=[2], service=other, **day)

    assert hours_of(logo, lidia, tuesday) == []
    assert hours_of(logo, lidia, wednesday) == []


def test_notice_and_horizon_bind_people_and_not_the_organiser(clock, logo, lidia, monday):
    clock.move_to(monday(9, 30) - timedelta(days=1))
    logo.horizon_days = 7
    logo.save()

    assert hours_of(logo, lidia, MONDAY) == ["10:00", "11:00", "12:00"]
    assert hours_of(logo, lidia, MONDAY, by_organiser=True) == ["09:00", "10:00", "11:00", "12:00"]
    assert hours_of(logo, lidia, MONDAY + timedelta(days=7)) == []
    assert hours_of(logo, lidia, MONDAY + timedelta(days=7), by_organiser=True)


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_nine_stays_nine_on_both_sides_of_a_change_of_the_clock(clock, logo, lidia, sunday):
    clock.move_to(datetime.combine(sunday - timedelta(days=10), time(12), tzinfo=WARSAW))
    day = {"start": time(9), "end": time(10), "from_day": sunday - timedelta(days=9)}
    set_weekly(lidia, weekdays=[5, 6], **day)

    assert hours_of(logo, lidia, sunday - timedelta(days=1)) == ["09:00"]
    assert hours_of(logo, lidia, sunday) == ["09:00"]


@pytest.mark.parametrize(("night", "hours"), [(date(2026, 3, 29), 3), (date(2026, 10, 25), 5)])
def test_a_block_over_the_change_of_the_clock_has_as_many_hours_as_really_pass(
    clock, logo, lidia, night, hours
):
    clock.move_to(datetime.combine(night - timedelta(days=10), time(12), tzinfo=WARSAW))
    set_weekly(lidia, weekdays=[6], start=time(0), end=time(4), from_day=night)

    assert len(hours_of(logo, lidia, night)) == hours


def test_the_first_free_is_the_earliest_of_all_specialists(logo, lidia, mops, monday):
    later = SpecialistFactory(services=[logo])
    set_weekly(later, weekdays=[3], start=time(8), end=time(12), from_day=date(2026, 1, 1))

    found = first_free(logo)

    assert (found.specialist, found.starts_at.astimezone(WARSAW).hour) == (later, 8)
    assert found.starts_at < monday(0)


def test_the_first_free_may_be_far_away_or_nowhere(logo, lidia, monday):
    (resource,) = resources_of_people([lidia.person])
    plan_absence(resource, starts_at=monday(0), ends_at=monday(0, weeks=5), reason="", by=None)
    assert first_free(logo).starts_at == monday(9, weeks=5)

    plan_absence(resource, starts_at=monday(0, weeks=5), ends_at=monday(0, weeks=30), reason="", by=None)
    assert first_free(logo) is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_questions_do_not_grow_with_specialists_and_what_is_taken(
    logo, lidia, oksana, monday, number, django_assert_num_queries
):
    specialists = [lidia]
    for _each in range(number):
        specialist = SpecialistFactory(services=[logo], room=RoomFactory())
        set_weekly(specialist, weekdays=[0, 2], start=time(9), end=time(12), from_day=date(2026, 1, 1))
        hold(logo, specialist=specialist, starts_at=monday(9), device_key=str(specialist.pk))
        specialists.append(specialist)

    with django_assert_num_queries(5):
        found = free_times(
            logo, specialists=specialists, since=monday(0), until=monday(0) + MONTH, for_person=oksana
        )

    assert len(found) > 10 * number


# --- against a naive oracle ---

minutes = st.integers(min_value=0, max_value=23 * 60)
stretches = st.lists(st.tuples(minutes, st.integers(min_value=1, max_value=200)), max_size=8)


@given(stretches, minutes, st.integers(min_value=1, max_value=120))
def test_taken_agrees_with_looking_at_every_stretch(taken, start, length):
    origin = datetime(2026, 11, 23, tzinfo=UTC)

    def moments(begins, lasts):
        return origin + timedelta(minutes=begins), origin + timedelta(minutes=begins + lasts)

    begins, ends = moments(start, length)
    each = [moments(*stretch) for stretch in taken]

    assert Taken(each).leaves(begins, ends) == all(other[1] <= begins or other[0] >= ends for other in each)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    length=st.integers(min_value=10, max_value=90),
    buffer=st.integers(min_value=0, max_value=30),
    weekdays=st.sets(st.integers(min_value=0, max_value=6), min_size=1),
    opens=st.integers(min_value=0, max_value=20),
    lasts=st.integers(min_value=1, max_value=10),
    taken=st.lists(
        st.tuples(st.integers(min_value=0, max_value=14 * 24 * 60), st.integers(min_value=5, max_value=600)),
        max_size=6,
    ),
    begins_on=st.sampled_from([date(2026, 10, 19), date(2027, 3, 22), date(2026, 12, 21)]),
)
def test_free_times_agree_with_trying_every_minute(
    db, clock, lidia, length, buffer, weekdays, opens, lasts, taken, begins_on
):
    since = datetime.combine(begins_on, time(), tzinfo=WARSAW)
    with time_machine.travel(since - timedelta(days=3), tick=False):
        service = ServiceFactory(minutes=length, buffer_minutes=buffer)
        specialist = SpecialistFactory(services=[service])
        closes = time(min(opens + lasts, 23), 30)
        hours = set_weekly(
            specialist, weekdays=weekdays, start=time(opens), end=closes, from_day=date(2026, 1, 1)
        )
        until = since + timedelta(days=14)
        away = Taken(
            (
                since.astimezone(UTC) + timedelta(minutes=at),
                since.astimezone(UTC) + timedelta(minutes=at + long),
            )
            for at, long in taken
        )
        (resource,) = resources_of_people([specialist.person])
        for start, end in zip(away.starts, away.ends, strict=True):
            plan_absence(resource, starts_at=start, ends_at=end, reason="", by=None)

        found = free_times(service, specialists=[specialist], since=since, until=until)
        blocks = hours_between([specialist], since, until)[specialist.pk]

    assert [each.starts_at for each in found] == naive(blocks, away, length, buffer, since, until)
    hours.specialist.delete()


def naive(blocks, away, length, buffer, since, until):
    """Walk through every block minute by minute, and look at every stretch that is taken."""
    holidays = {date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 24), date(2026, 12, 25)}
    holidays |= {date(2026, 12, 26), date(2027, 1, 1), date(2027, 3, 28), date(2027, 3, 29)}
    found = []
    for start, end, _hours in blocks:
        if start.astimezone(WARSAW).date() in holidays:
            continue
        minute, passed = start.astimezone(UTC), 0
        while minute < end:
            fits = minute + timedelta(minutes=length) <= end
            on_grid = passed % (length + buffer) == 0
            kept = minute + timedelta(minutes=length + buffer)
            clear = all(
                stop <= minute or begin >= kept for begin, stop in zip(away.starts, away.ends, strict=True)
            )
            if on_grid and fits and clear and since <= minute < until:
                found.append(minute)
            minute, passed = minute + timedelta(minutes=1), passed + 1
    return found
