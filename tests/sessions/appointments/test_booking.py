"""Oksana books an hour of speech therapy for Danylo, moves it, and calls it off; nobody gets it twice."""

from datetime import date, timedelta

import pytest

from courses.models import Enrolment
from lms.messaging.models import Message
from lms.people.models import Clearance
from sessions import errors
from sessions.appointments.booking import (
    book,
    hold,
)
from sessions.appointments.free_times import free_times
from sessions.appointments.holds import forget_released, release_lapsed
from sessions.models import Appointment, Place, Service
from sessions.planning import add_session
from tests.factories.sessions import ContractFactory, PlaceFactory, RunFactory
from tests.sessions.appointments.holding_hours import active, free_hours

pytestmark = pytest.mark.django_db
Status = Appointment.Status


def test_a_held_hour_is_nobody_elses(held, lidia, logo, monday):
    with pytest.raises(errors.HourTaken):
        hold(logo, specialist=lidia, starts_at=monday(10), device_key="marta's phone")

    assert free_hours(logo, lidia, monday) == [monday(9), monday(11), monday(12)]


def test_whoever_holds_an_hour_still_sees_it_as_free(held, lidia, logo, monday):
    hours = {"specialists": [lidia], "since": monday(10), "until": monday(11)}

    assert free_times(logo, device_key="oksana's phone", **hours)
    assert free_times(logo, device_key="marta's phone", **hours) == []


def test_two_who_have_no_key_do_not_hold_for_each_other(lidia, logo, monday):
    first = hold(logo, specialist=lidia, starts_at=monday(9), device_key="")
    hold(logo, specialist=lidia, starts_at=monday(10), device_key="")

    first.refresh_from_db()
    assert first.status == Status.HELD
    with pytest.raises(errors.HourTaken):
        hold(logo, specialist=lidia, starts_at=monday(9), device_key="")


def test_another_hour_gives_the_first_back(held, lidia, logo, monday):
    other = hold(logo, specialist=lidia, starts_at=monday(12), device_key="oksana's phone")

    held.refresh_from_db()
    assert (held.status, other.status) == (Status.RELEASED, Status.HELD)
    assert set(active().values_list("starts_at", flat=True)) == {monday(12)}


def test_when_the_other_hour_is_gone_the_first_stays_held(held, lidia, logo, monday):
    hold(logo, specialist=lidia, starts_at=monday(12), device_key="marta's phone")

    with pytest.raises(errors.HourTaken):
        hold(logo, specialist=lidia, starts_at=monday(12), device_key="oksana's phone")

    held.refresh_from_db()
    assert held.status == Status.HELD


def test_the_same_hour_again_is_held_longer_and_once(held, clock, lidia, logo, monday):
    clock.shift(timedelta(minutes=9))

    again = hold(logo, specialist=lidia, starts_at=monday(10), device_key="oksana's phone")

    assert again == held
    assert again.hold_until == held.hold_until + timedelta(minutes=9)
    assert Appointment.objects.count() == 1


def test_what_lapsed_blocks_nobody_even_before_the_task_has_run(held, clock, lidia, logo, monday):
    clock.shift(timedelta(minutes=11))

    assert monday(10) in free_hours(logo, lidia, monday)
    other = hold(logo, specialist=lidia, starts_at=monday(10), device_key="marta's phone")

    held.refresh_from_db()
    assert (held.status, other.status) == (Status.RELEASED, Status.HELD)


def test_a_meeting_can_be_planned_where_a_hold_lapsed(held, clock, lidia, monday):
    clock.shift(timedelta(minutes=11))

    session = add_session(
        RunFactory(), starts_at=monday(10), ends_at=monday(11), trainers=[lidia.person], kind="theory"
    )

    assert session.pk


def test_the_task_gives_back_what_lapsed_and_later_forgets_it(held, clock):
    assert release_lapsed() == 0
    clock.shift(timedelta(minutes=11))

    assert release_lapsed() == 1
    assert not active().exists()
    assert forget_released() == 0
    clock.shift(timedelta(days=3))
    assert forget_released() == 1


@pytest.mark.parametrize(
    ("hour", "minute", "weeks", "error"),
    [
        (10, 30, 1, errors.OutsideHours),
        (13, 0, 1, errors.OutsideHours),
        (9, 0, 0, errors.TooSoon),
        (9, 0, 20, errors.TooFar),
    ],
)
def test_only_hours_on_the_grid_between_notice_and_horizon_are_held(
    lidia, logo, monday, hour, minute, weeks, error
):
    with pytest.raises(error):
        hold(logo, specialist=lidia, starts_at=monday(hour, minute, weeks=weeks), device_key="a phone")


def test_the_organiser_is_not_bound_by_notice_and_horizon(lidia, logo, monday):
    far = hold(logo, specialist=lidia, starts_at=monday(9, weeks=20), device_key="desk", by_organiser=True)

    assert far.status == Status.HELD


def test_a_child_is_booked_with_its_carer_and_the_hours_of_both_are_taken(booked, oksana, danylo, lidia):
    whose = set(active().values_list("resource__person", "resource__room"))

    assert (booked.status, booked.accompanied_by) == (Status.BOOKED, oksana)
    assert whose == {
        (danylo.pk, None),
        (oksana.pk, None),
        (lidia.person_id, None),
        (None, lidia.room_id),
    }
    assert list(booked.changes.values_list("before", "after")) == [("", "held"), ("held", "booked")]


def test_the_buffer_is_the_specialists_and_not_the_familys(booked, oksana, lidia):
    ends = dict(active().values_list("resource__person", "ends_at"))

    assert ends[oksana.pk] == booked.ends_at
    assert ends[lidia.person_id] == booked.ends_at + timedelta(minutes=15)


def test_confirming_twice_books_once(held, oksana, danylo):
    first = book([held], person=danylo, booked_by=oksana)
    second = book([held], person=danylo, booked_by=oksana)

    assert first == second
    assert Message.objects.filter(kind="appointment_booked", recipient=oksana).count() == 1


def test_a_carer_who_is_elsewhere_cannot_come_along(held, oksana, danylo, monday):
    other = RunFactory()
    PlaceFactory(run=other, person=oksana)
    add_session(other, starts_at=monday(10, 30), ends_at=monday(12), kind="theory")

    with pytest.raises(errors.ParticipantBusy) as busy:
        book([held], person=danylo, booked_by=oksana)

    held.refresh_from_db()
    assert busy.value.people == [oksana]
    assert held.status == Status.HELD


def test_what_lapsed_can_still_be_confirmed_while_nobody_took_it(held, clock, oksana):
    clock.shift(timedelta(minutes=30))

    (appointment,) = book([held], person=oksana, booked_by=oksana)

    assert appointment.status == Status.BOOKED


def test_what_lapsed_and_was_taken_is_told(held, clock, oksana, lidia, logo, monday):
    clock.shift(timedelta(minutes=30))
    hold(logo, specialist=lidia, starts_at=monday(10), device_key="marta's phone")

    with pytest.raises(errors.HourTaken):
        book([held], person=oksana, booked_by=oksana)


def test_nobody_books_for_a_child_of_somebody_else(held, marta, danylo):
    with pytest.raises(errors.NotInYourCare):
        book([held], person=danylo, booked_by=marta)


@pytest.mark.parametrize(("audience", "refused"), [("adults", "danylo"), ("children", "oksana")])
def test_help_for_adults_is_for_adults_and_for_children_for_children(
    held, logo, oksana, danylo, audience, refused
):
    Service.objects.update(audience=audience)
    person = {"oksana": oksana, "danylo": danylo}[refused]

    with pytest.raises(errors.NotForThem):
        book([held], person=person, booked_by=oksana)


def test_help_for_those_we_know_is_not_for_a_stranger(held, oksana, danylo):
    Service.objects.update(booked_by=Service.BookedBy.KNOWN)
    with pytest.raises(errors.NotForThem):
        book([held], person=danylo, booked_by=oksana)

    PlaceFactory(person=oksana, status=Place.Status.CONFIRMED)

    assert book([held], person=danylo, booked_by=oksana)


def test_help_after_a_referral_is_booked_by_staff_only(held, oksana, danylo, pan_adam):
    Service.objects.update(booked_by=Service.BookedBy.STAFF)
    with pytest.raises(errors.NotForThem):
        book([held], person=danylo, booked_by=oksana)

    (appointment,) = book([held], person=danylo, booked_by=pan_adam)

    assert (appointment.booked_by, appointment.accompanied_by) == (pan_adam, oksana)


def test_a_specialist_without_a_check_sees_adults_and_no_children(held, oksana, danylo):
    Clearance.objects.all().delete()

    with pytest.raises(errors.NotCleared):
        book([held], person=danylo, booked_by=oksana)

    assert book([held], person=oksana, booked_by=oksana)


def test_the_hour_counts_for_the_contract_of_its_day(lidia, logo, monday, oksana):
    logo.contract = ContractFactory(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30))
    logo.save()
    inside = hold(logo, specialist=lidia, starts_at=monday(9), device_key="a")
    after = hold(logo, specialist=lidia, starts_at=monday(9, weeks=3), device_key="b")

    assert book([inside], person=oksana, booked_by=oksana)[0].contract == logo.contract
    assert book([after], person=oksana, booked_by=oksana)[0].contract is None


def test_nothing_of_it_stands_in_the_training_history(booked):
    assert not Enrolment.objects.exists()
