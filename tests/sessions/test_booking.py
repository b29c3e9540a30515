"""A guardian takes a place, and nobody takes the eleventh of ten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import Audience, Enrolment
from lms.messaging.models import Message
from lms.messaging.outbox import Paper
from sessions import signals
from sessions.booking import Needs, Wish, cancel_place, take_place, take_places
from sessions.errors import (
    BookingClosed,
    ChildcareFull,
    NotEligible,
    NotInYourCare,
    ParticipantBusy,
    TooLateToCancel,
    TooManyForRun,
)
from sessions.models import Place, Reservation, Run
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


def statuses(places):
    return [place.status for place in places]


def kinds_told(person):
    return list(Message.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def busy_people():
    reservations = Reservation.objects.filter(active=True, resource__person__isnull=False)
    return {reservation.resource.person for reservation in reservations.select_related("resource__person")}


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


def test_giving_a_place_back_frees_the_seat_and_the_hours_and_tells_so(oksana):
    session = SessionFactory()
    place = take_place(oksana, in_run=session.run, booked_by=oksana)

    cancel_place(place, by=oksana)

    session.run.refresh_from_db()
    assert place.status == Place.Status.CANCELLED
    assert session.run.seats_taken == 0
    assert not Reservation.objects.filter(active=True).exists()
    assert kinds_told(oksana) == ["place_confirmed", "place_cancelled"]


def test_giving_a_place_back_twice_changes_nothing(oksana):
    run = RunFactory()
    place = take_place(oksana, in_run=run, booked_by=oksana)

    cancel_place(place, by=oksana)
    cancel_place(place, by=oksana)

    run.refresh_from_db()
    assert run.seats_taken == 0
    assert place.changes.count() == 2
    assert kinds_told(oksana) == ["place_confirmed", "place_cancelled"]


def test_whoever_gave_a_place_back_may_take_a_new_one(oksana):
    run = RunFactory()
    given_back = cancel_place(take_place(oksana, in_run=run, booked_by=oksana), by=oksana)

    taken_again = take_place(oksana, in_run=run, booked_by=oksana)

    assert taken_again != given_back
    assert taken_again.status == Place.Status.CONFIRMED


def test_after_the_deadline_only_the_organiser_cancels(oksana, pan_adam):
    session = SessionFactory(starts_at=timezone.now() + timedelta(hours=5))
    place = take_place(oksana, in_run=session.run, booked_by=oksana)

    with pytest.raises(TooLateToCancel):
        cancel_place(place, by=oksana)
    cancel_place(place, by=pan_adam, by_organiser=True)

    assert place.status == Place.Status.CALLED_OFF
    assert not place.cancelled_late


def test_where_the_run_lets_people_go_late_it_is_noted_and_the_seat_is_free(oksana):
    session = SessionFactory(
        starts_at=timezone.now() + timedelta(hours=5), run__late_cancellation=Run.LateCancellation.NOTED
    )
    place = take_place(oksana, in_run=session.run, booked_by=oksana)

    cancel_place(place, by=oksana)

    place.refresh_from_db()
    assert (place.status, place.cancelled_late) == (Place.Status.CANCELLED, True)


def test_whoever_gives_a_place_back_in_time_is_not_noted_as_late(oksana):
    session = SessionFactory(run__late_cancellation=Run.LateCancellation.NOTED)
    place = take_place(oksana, in_run=session.run, booked_by=oksana)

    cancel_place(place, by=oksana)

    place.refresh_from_db()
    assert not place.cancelled_late


def test_nobody_gives_back_what_is_over(oksana):
    session = SessionFactory(run__late_cancellation=Run.LateCancellation.NOTED)
    place = take_place(oksana, in_run=session.run, booked_by=oksana)
    gone_by = timezone.now() - timedelta(hours=3)
    session.starts_at, session.ends_at = gone_by, gone_by + timedelta(hours=2)
    session.save()

    with pytest.raises(TooLateToCancel):
        cancel_place(place, by=oksana)


def test_in_a_drop_in_group_a_place_is_taken_and_given_back_at_any_time(oksana):
    session = SessionFactory(
        starts_at=timezone.now() + timedelta(hours=1), run__closed=True, run__is_drop_in=True
    )

    place = take_place(oksana, in_run=session.run, booked_by=oksana)
    was = place.status
    cancel_place(place, by=oksana)

    assert was == Place.Status.CONFIRMED
    assert place.status == Place.Status.CANCELLED
    assert session.run in Run.objects.open()


def test_a_drop_in_group_that_meets_no_more_takes_nobody(oksana):
    run = RunFactory(is_drop_in=True)
    SessionFactory(run=run, starts_at=timezone.now() - timedelta(days=1))

    with pytest.raises(BookingClosed):
        take_place(oksana, in_run=run, booked_by=oksana)


def test_the_queue_may_be_left_at_any_hour(oksana, marta):
    session = SessionFactory(run__capacity=1, starts_at=timezone.now() + timedelta(hours=5))
    take_place(oksana, in_run=session.run, booked_by=oksana)
    place = take_place(marta, in_run=session.run, booked_by=marta)

    cancel_place(place, by=marta)

    session.run.refresh_from_db()
    assert place.status == Place.Status.CANCELLED
    assert session.run.people_waiting == 0


def test_nobody_gives_back_the_place_of_a_stranger(oksana, marta):
    place = take_place(oksana, in_run=RunFactory(), booked_by=oksana)

    with pytest.raises(NotInYourCare):
        cancel_place(place, by=marta)


def test_what_hears_of_a_confirmed_place_may_add_papers_and_an_address(oksana):
    heard = []
    paper = Paper(name="pass.pdf", content_type="application/pdf", content=b"%PDF")

    def hear(sender, place, **kwargs):
        heard.append(place)

    def give_paper(sender, place, **kwargs):
        return [paper]

    signals.place_confirmed.connect(hear)
    signals.confirmation_papers.connect(give_paper)
    try:
        place = take_place(oksana, in_run=RunFactory(), booked_by=oksana)
    finally:
        signals.place_confirmed.disconnect(hear)
        signals.confirmation_papers.disconnect(give_paper)

    attached = Message.objects.get(recipient=oksana).attachments.values_list("name", flat=True)
    assert heard == [place]
    assert {"pass.pdf", "krok.ics"} <= set(attached)


def test_the_database_itself_refuses_an_eleventh_and_a_second_place(oksana):
    run = RunFactory(capacity=1)
    place = take_place(oksana, in_run=run, booked_by=oksana)

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(seats_taken=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(run=run, person=oksana, booked_by=oksana, status=place.status)


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
