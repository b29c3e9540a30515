"""A place is given back, and its seat, hours and childcare are free for others."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.messaging.models import Message
from lms.messaging.outbox import Paper
from sessions import signals
from sessions.booking import cancel_place, take_place
from sessions.errors import (
    BookingClosed,
    NotInYourCare,
    TooLateToCancel,
)
from sessions.models import Place, Reservation, Run
from tests.factories.sessions import RunFactory, SessionFactory
from tests.sessions.telling import kinds_told

pytestmark = pytest.mark.django_db


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
