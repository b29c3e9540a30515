"""A guardian takes a place, and nobody takes the eleventh of ten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Audience, Enrolment
from sessions.booking import Needs, Wish, cancel_place, take_place, take_places
from sessions.errors import (
    BookingClosed,
    NotEligible,
    NotInYourCare,
    ParticipantBusy,
    TooManyForRun,
)
from sessions.models import Place, Run
from tests.factories.people import GuardianshipFactory
from tests.factories.sessions import RunFactory, SessionFactory
from tests.sessions.telling import kinds_told

pytestmark = pytest.mark.django_db


def statuses(places):
    return [place.status for place in places]


def test_the_last_seat_goes_to_one_person_and_the_next_waits(oksana, marta):
    run = RunFactory(capacity=1)

    first = take_place(oksana, in_run=run, booked_by=oksana)
    second = take_place(marta, in_run=run, booked_by=marta)

    assert first.status == Place.Status.CONFIRMED
    assert second.status == Place.Status.WAITING
    assert kinds_told(oksana) == ["place_confirmed"]
    assert kinds_told(marta) == ["place_waiting"]


def test_asking_twice_returns_the_place_already_held_even_when_booking_has_closed(oksana):
    run = RunFactory()
    held = take_place(oksana, in_run=run, booked_by=oksana)
    run.booking_closes_at = timezone.now() - timedelta(minutes=1)
    run.save()

    again = take_place(oksana, in_run=run, booked_by=oksana)

    run.refresh_from_db()
    assert again == held
    assert run.seats_taken == 1
    assert kinds_told(oksana) == ["place_confirmed"]


def test_naming_somebody_twice_in_one_request_takes_one_place(oksana):
    run = RunFactory()

    places = take_places([Wish(oksana), Wish(oksana)], in_run=run, booked_by=oksana)

    assert places[0] == places[1]
    assert run.places.count() == 1


@pytest.mark.parametrize(
    "run_that_is_shut",
    [
        {"status": Run.Status.DRAFT},
        {"status": Run.Status.CANCELLED},
        {"closed": True},
        {"booking_opens_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_run_that_is_not_open_takes_nobody(oksana, run_that_is_shut):
    run = RunFactory(**run_that_is_shut)

    with pytest.raises(BookingClosed):
        take_place(oksana, in_run=run, booked_by=oksana)

    assert not run.places.exists()


def test_a_run_called_off_while_somebody_fills_in_the_form_takes_nobody(oksana):
    seen_before = RunFactory()
    Run.objects.update(status=Run.Status.CANCELLED)

    with pytest.raises(BookingClosed):
        take_place(oksana, in_run=seen_before, booked_by=oksana)


def test_a_course_for_children_takes_no_adult(oksana):
    run = RunFactory(course__audience=Audience.CHILDREN)

    with pytest.raises(NotEligible):
        take_place(oksana, in_run=run, booked_by=oksana)


def test_a_carer_books_for_her_child_and_nobody_elses(oksana, danylo, marta):
    run = RunFactory(course__audience=Audience.CHILDREN)

    with pytest.raises(NotInYourCare):
        take_place(danylo, in_run=run, booked_by=marta)
    place = take_place(danylo, in_run=run, booked_by=oksana)

    assert place.person == danylo
    assert place.booked_by == oksana
    assert kinds_told(oksana) == ["place_confirmed"]


def test_of_two_carers_the_one_who_booked_reads_of_the_child(oksana, danylo, marta):
    GuardianshipFactory(carer=marta, child=danylo)

    take_place(danylo, in_run=RunFactory(), booked_by=oksana)

    assert kinds_told(oksana) == ["place_confirmed"]
    assert kinds_told(marta) == []


def test_when_a_coordinator_booked_all_carers_read_of_the_child(oksana, danylo, marta, pan_adam):
    GuardianshipFactory(carer=marta, child=danylo)

    take_place(danylo, in_run=RunFactory(), booked_by=pan_adam)

    assert kinds_told(oksana) == kinds_told(marta) == ["place_confirmed"]
    assert kinds_told(pan_adam) == []


def test_a_coordinator_enrols_a_family_that_stands_at_the_counter(pan_adam, marta):
    place = take_place(marta, in_run=RunFactory(), booked_by=pan_adam)

    assert place.booked_by == pan_adam
    assert kinds_told(marta) == ["place_confirmed"]
    assert kinds_told(pan_adam) == []


def test_a_family_gets_seats_together(oksana, danylo):
    run = RunFactory(capacity=2)

    places = take_places([Wish(oksana), Wish(danylo)], in_run=run, booked_by=oksana)

    assert [place.person for place in places] == [oksana, danylo]
    assert statuses(places) == [Place.Status.CONFIRMED] * 2


def test_a_family_waits_together_when_only_one_seat_is_left(oksana, danylo, marta):
    run = RunFactory(capacity=2)
    take_place(marta, in_run=run, booked_by=marta)

    places = take_places([Wish(oksana), Wish(danylo)], in_run=run, booked_by=oksana)

    run.refresh_from_db()
    assert statuses(places) == [Place.Status.WAITING] * 2
    assert (run.seats_taken, run.people_waiting) == (1, 2)


def test_a_family_larger_than_the_run_is_told_so_instead_of_waiting_for_ever(oksana, danylo):
    with pytest.raises(TooManyForRun):
        take_places([Wish(oksana), Wish(danylo)], in_run=RunFactory(capacity=1), booked_by=oksana)


def test_a_child_may_follow_a_carer_who_has_a_place_already(oksana, danylo):
    run = RunFactory()
    hers = take_place(oksana, in_run=run, booked_by=oksana)

    places = take_places([Wish(danylo), Wish(oksana)], in_run=run, booked_by=oksana)

    assert places[1] == hers
    assert places[0].person == danylo


def test_only_what_the_run_offers_is_promised(oksana):
    run = RunFactory(offers_childcare=True)
    wanted = Needs(childcare=True, interpreter=True, step_free=True, diet="vegetarian")

    place = take_place(oksana, in_run=run, booked_by=oksana, needs=wanted)

    assert place.needs_childcare
    assert place.needs_step_free
    assert not place.needs_interpreter
    assert place.needs_diet == ""


def test_nobody_is_booked_into_two_things_at_the_same_hour(oksana):
    session = SessionFactory()
    other = SessionFactory(starts_at=session.starts_at + timedelta(hours=1))
    take_place(oksana, in_run=session.run, booked_by=oksana)

    with pytest.raises(ParticipantBusy) as refusal:
        take_place(oksana, in_run=other.run, booked_by=oksana)

    other.run.refresh_from_db()
    assert refusal.value.people == [oksana]
    assert other.run.seats_taken == 0
    assert not other.run.places.exists()


def test_sessions_one_after_the_other_are_no_clash(oksana):
    session = SessionFactory()
    following = SessionFactory(starts_at=session.ends_at)
    take_place(oksana, in_run=session.run, booked_by=oksana)

    place = take_place(oksana, in_run=following.run, booked_by=oksana)

    assert place.status == Place.Status.CONFIRMED


def test_a_confirmed_place_starts_an_enrolment_and_a_cancelled_one_withdraws_it(oksana):
    run = RunFactory()

    place = take_place(oksana, in_run=run, booked_by=oksana)
    enrolment = place.enrolment
    cancel_place(place, by=oksana)

    assert enrolment.course == run.course
    enrolment.refresh_from_db()
    assert enrolment.result == Enrolment.Result.WITHDRAWN
    assert enrolment.ended_at


def test_a_place_remembers_who_did_what_and_why(oksana, pan_adam):
    place = take_place(oksana, in_run=RunFactory(), booked_by=pan_adam)
    cancel_place(place, by=oksana, cause="ill")

    log = place.changes.values_list("before", "after", "by", "cause")
    assert list(log) == [
        ("", "confirmed", pan_adam.pk, ""),
        ("confirmed", "cancelled", oksana.pk, "ill"),
    ]
