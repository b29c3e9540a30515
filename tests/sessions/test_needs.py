"""What people need to come is promised as far as the run has it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sessions.booking import Needs, Wish, cancel_place, take_place, take_places
from sessions.errors import (
    ChildcareFull,
    ParticipantBusy,
)
from sessions.models import Place, Reservation, Run
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


def busy_people():
    reservations = Reservation.objects.filter(active=True, resource__person__isnull=False)
    return {reservation.resource.person for reservation in reservations.select_related("resource__person")}


def test_children_are_looked_after_as_far_as_there_are_places(oksana, marta):
    run = RunFactory(offers_childcare=True, childcare_places=3)
    place = take_place(oksana, in_run=run, booked_by=oksana, needs=Needs(children_in_childcare=2))

    with pytest.raises(ChildcareFull) as refusal:
        take_place(marta, in_run=run, booked_by=marta, needs=Needs(children_in_childcare=2))
    one_child = take_place(marta, in_run=run, booked_by=marta, needs=Needs(children_in_childcare=1))

    run.refresh_from_db()
    assert refusal.value.left == 1
    assert (place.needs_childcare, place.childcare_children, one_child.childcare_children) == (True, 2, 1)
    assert (run.childcare_taken, run.seats_taken) == (3, 2)


def test_a_place_given_back_frees_the_childcare_too(oksana):
    run = RunFactory(offers_childcare=True, childcare_places=2)
    place = take_place(oksana, in_run=run, booked_by=oksana, needs=Needs(children_in_childcare=2))

    cancel_place(place, by=oksana)

    run.refresh_from_db()
    assert run.childcare_taken == 0


def test_the_database_itself_refuses_one_child_too_many(oksana):
    run = RunFactory(offers_childcare=True, childcare_places=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(childcare_taken=3)


def test_travel_costs_are_refunded_where_the_run_does_so(oksana, marta):
    offered, not_offered = RunFactory(offers_transport_refund=True), RunFactory()

    refunded = take_place(oksana, in_run=offered, booked_by=oksana, needs=Needs(transport_refund=True))
    paid = take_place(marta, in_run=not_offered, booked_by=marta, needs=Needs(transport_refund=True))

    assert (refunded.needs_transport_refund, paid.needs_transport_refund) == (True, False)


def test_a_carer_who_stays_with_the_child_is_taken_at_that_hour(oksana, danylo):
    session = SessionFactory(run__carer_stays=True)
    elsewhere = SessionFactory(starts_at=session.starts_at)

    place = take_places([Wish(danylo, accompanied_by=oksana)], in_run=session.run, booked_by=oksana)[0]

    assert place.accompanied_by == oksana
    assert busy_people() == {oksana, danylo}
    with pytest.raises(ParticipantBusy):
        take_place(oksana, in_run=elsewhere.run, booked_by=oksana)


def test_a_carer_who_need_not_stay_is_free(oksana, danylo):
    session = SessionFactory()

    place = take_places([Wish(danylo, accompanied_by=oksana)], in_run=session.run, booked_by=oksana)[0]

    assert place.accompanied_by is None
    assert busy_people() == {danylo}


def test_the_hours_of_a_carer_are_given_back_with_the_last_place_that_needs_them(oksana, danylo):
    session = SessionFactory(run__carer_stays=True)
    sister = GuardianshipFactory(carer=oksana).child
    brother_place, sister_place = take_places(
        [Wish(danylo, accompanied_by=oksana), Wish(sister, accompanied_by=oksana)],
        in_run=session.run,
        booked_by=oksana,
    )
    hers = take_place(oksana, in_run=session.run, booked_by=oksana)

    cancel_place(brother_place, by=oksana)
    after_one = busy_people()
    cancel_place(hers, by=oksana)
    after_two = busy_people()
    cancel_place(sister_place, by=oksana)

    assert (after_one, after_two, busy_people()) == ({oksana, sister}, {oksana, sister}, set())


def test_a_place_says_how_it_was_asked_for(pan_adam, marta):
    place = take_place(marta, in_run=RunFactory(), booked_by=pan_adam, channel=Place.Channel.PHONE)

    assert Place.objects.get(pk=place.pk).channel == Place.Channel.PHONE


@pytest.mark.parametrize("sessions_planned", [1, 3])
def test_taking_a_place_asks_the_database_no_more_for_a_longer_run(
    oksana, sessions_planned, django_assert_max_num_queries
):
    run = RunFactory()
    for week in range(sessions_planned):
        SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=7 * (week + 1)))
    silent = PersonFactory(email="")

    with django_assert_max_num_queries(40):
        take_place(silent, in_run=run, booked_by=silent)
