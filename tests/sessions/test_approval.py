"""Where each place is approved, people ask, and a coordinator says yes or no in words they will read."""

import pytest

from lms.messaging.models import Message
from sessions.approval import approve, refuse
from sessions.booking import Needs, Wish, cancel_place, take_places
from sessions.errors import BookingClosed, ChildcareFull, ParticipantBusy
from sessions.models import Offer, Place, Run
from sessions.waiting_list import position
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

Status = Place.Status


def book(*people, run, **needs):
    wishes = [Wish(person, Needs(**needs)) for person in people]
    return take_places(wishes, in_run=run, booked_by=people[0])


def statuses(*places):
    return [Place.objects.get(pk=place.pk).status for place in places]


def kinds_told(person):
    return list(Message.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def run():
    return RunFactory(capacity=2, needs_approval=True)


@pytest.fixture
def child(oksana):
    return GuardianshipFactory(carer=oksana).child


def test_whoever_asks_has_no_seat_yet_but_a_number_and_is_told_so(run, oksana):
    place = book(oksana, run=run)[0]

    run.refresh_from_db()
    assert (place.status, place.queue_number) == (Status.APPLIED, 1)
    assert (run.seats_taken, run.people_waiting) == (0, 0)
    assert kinds_told(oksana) == ["place_applied"]


def test_a_family_that_asks_together_is_told_once(run, oksana, child):
    book(oksana, child, run=run)

    assert kinds_told(oksana) == ["place_applied"]


def test_whoever_is_approved_is_seated_while_there_are_seats(run, oksana, pan_adam):
    place = book(oksana, run=run)[0]

    approved = approve([place], by=pan_adam)

    run.refresh_from_db()
    assert [each.status for each in approved] == [Status.CONFIRMED]
    assert run.seats_taken == 1
    assert place.changes.last().by == pan_adam
    assert kinds_told(oksana) == ["place_applied", "place_confirmed"]


def test_approving_twice_changes_nothing(run, oksana, pan_adam):
    place = book(oksana, run=run)[0]

    approve([place], by=pan_adam)
    approve([place], by=pan_adam)

    run.refresh_from_db()
    assert run.seats_taken == 1
    assert kinds_told(oksana) == ["place_applied", "place_confirmed"]


def test_when_the_run_is_full_the_approved_wait_in_the_order_of_their_asking(run, oksana, marta, pan_adam):
    asked = [book(person, run=run)[0] for person in (oksana, marta, PersonFactory(), PersonFactory())]

    for place in reversed(asked):
        approve([place], by=pan_adam)

    assert statuses(*asked) == [Status.WAITING, Status.WAITING, Status.CONFIRMED, Status.CONFIRMED]
    assert [position(Place.objects.get(pk=place.pk)) for place in asked[:2]] == [1, 2]
    assert kinds_told(oksana) == ["place_applied", "place_waiting"]


def test_whoever_asked_first_gets_the_freed_seat_though_approved_last(run, oksana, marta, pan_adam):
    asked = [book(person, run=run)[0] for person in (oksana, marta, PersonFactory(), PersonFactory())]
    for place in reversed(asked):
        approve([place], by=pan_adam)

    cancel_place(Place.objects.get(pk=asked[3].pk), by=None, by_organiser=True)

    assert statuses(*asked[:2]) == [Status.OFFERED, Status.WAITING]


def test_while_a_family_waits_for_its_second_seat_whoever_asked_later_waits_too(
    run, oksana, child, marta, pan_adam
):
    family, later = book(oksana, child, run=run), book(marta, run=run)
    approve(book(PersonFactory(), run=run), by=pan_adam)
    approve(family, by=pan_adam)

    approve(later, by=pan_adam)

    assert statuses(*family, *later) == [Status.WAITING] * 3


def test_some_of_a_family_may_be_approved_without_the_others(run, oksana, child, pan_adam):
    mother, asking_child = book(oksana, child, run=run)

    approve([asking_child], by=pan_adam)
    refuse([mother], by=pan_adam, reason="To zajęcia dla dzieci.")

    assert statuses(mother, asking_child) == [Status.REFUSED, Status.CONFIRMED]


def test_parts_of_a_family_approved_one_after_the_other_are_asked_apart(run, oksana, child, pan_adam):
    mother, asking_child = book(oksana, child, run=run)
    seated = [book(PersonFactory(), run=run)[0] for _seat in range(2)]
    for place in seated:
        approve([place], by=pan_adam)
    approve([asking_child], by=pan_adam)
    approve([mother], by=pan_adam)

    for place in seated:
        cancel_place(Place.objects.get(pk=place.pk), by=None, by_organiser=True)

    assert statuses(mother, asking_child) == [Status.OFFERED] * 2
    assert Offer.objects.open().count() == 2


def test_whoever_is_refused_reads_the_words_of_the_coordinator(run, oksana, child, pan_adam):
    places = book(oksana, child, run=run)

    refuse(places, by=pan_adam, reason="Ta grupa jest dla rodzin zastępczych.")
    refuse(places, by=pan_adam, reason="Ta grupa jest dla rodzin zastępczych.")

    message = Message.objects.get(recipient=oksana, kind="place_refused")
    assert statuses(*places) == [Status.REFUSED] * 2
    assert "Ta grupa jest dla rodzin zastępczych." in message.text
    assert places[0].changes.last().cause == "Ta grupa jest dla rodzin zastępczych."


def test_whoever_was_refused_may_ask_again(run, oksana, pan_adam):
    refused = book(oksana, run=run)
    refuse(refused, by=pan_adam, reason="Nie tym razem.")

    again = book(oksana, run=run)[0]

    assert (again.status, again.queue_number) == (Status.APPLIED, 2)


def test_a_request_may_be_taken_back_at_any_hour(run, oksana):
    place = cancel_place(book(oksana, run=run)[0], by=oksana)

    run.refresh_from_db()
    assert place.status == Status.CANCELLED
    assert (run.seats_taken, run.people_waiting) == (0, 0)


def test_nobody_is_approved_into_two_things_at_the_same_hour(oksana, pan_adam):
    session = SessionFactory(run__needs_approval=True)
    elsewhere = SessionFactory(starts_at=session.starts_at)
    place = book(oksana, run=session.run)[0]
    book(oksana, run=elsewhere.run)

    with pytest.raises(ParticipantBusy):
        approve([place], by=pan_adam)

    assert statuses(place) == [Status.APPLIED]


def test_approval_counts_the_children_to_be_looked_after(oksana, marta, pan_adam):
    run = RunFactory(needs_approval=True, offers_childcare=True, childcare_places=1)
    first, second = (book(person, run=run, childcare=True)[0] for person in (oksana, marta))
    approve([first], by=pan_adam)

    with pytest.raises(ChildcareFull):
        approve([second], by=pan_adam)

    run.refresh_from_db()
    assert (run.childcare_taken, run.seats_taken) == (1, 1)


def test_nobody_is_approved_into_a_run_that_was_called_off(run, oksana, pan_adam):
    place = book(oksana, run=run)[0]
    Run.objects.update(status=Run.Status.CANCELLED)

    with pytest.raises(BookingClosed):
        approve([place], by=pan_adam)
