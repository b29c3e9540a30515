"""Pan Adam answers those who ask, sees why each stands where they stand, and sets things right by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.messaging.models import Message
from lms.privacy.models import AuditEntry
from sessions.booking import Wish, cancel_place, take_place, take_places
from sessions.models import Offer, Place, PriorityClass, Run
from sessions.waiting_list import set_priority
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def asked_for(mops, oksana, danylo, marta):
    """A run where each place is approved: Oksana asks with Danylo, then Marta."""
    run = RunFactory(organiser=mops, capacity=2, needs_approval=True)
    take_places([Wish(oksana), Wish(danylo)], in_run=run, booked_by=oksana)
    take_place(marta, in_run=run, booked_by=marta)
    return run


@pytest.fixture
def waited_for(mops, oksana, marta):
    """A run of one seat, a week ahead: somebody has it, Oksana waits, then Marta."""
    run = RunFactory(organiser=mops, capacity=1)
    SessionFactory(run=run)
    seated = PersonFactory()
    take_place(seated, in_run=run, booked_by=seated)
    for person in (oksana, marta):
        take_place(person, in_run=run, booked_by=person)
    return run


def party_of(run, person):
    return str(run.places.get(person=person).party)


def statuses(run):
    return {place.person.given_name: place.status for place in run.places.select_related("person")}


def test_who_asks_together_is_one_row_and_is_answered_together(desk_of_adam, asked_for, oksana):
    address = reverse("run:requests", args=[asked_for.pk])

    page = desk_of_adam.get(address)
    desk_of_adam.post(address, {"parties": [party_of(asked_for, oksana)], "approve": "1"})

    assert [party.names for party in page.context["parties"]] == [
        "Oksana Shevchenko + Danylo Koval",
        "Marta Kowalska",
    ]
    assert statuses(asked_for) == {"Oksana": "confirmed", "Danylo": "confirmed", "Marta": "applied"}


def test_several_are_approved_at_once_and_who_finds_no_seat_waits(
    desk_of_adam, pan_adam, asked_for, oksana, marta
):
    everyone = [party_of(asked_for, oksana), party_of(asked_for, marta)]

    desk_of_adam.post(reverse("run:requests", args=[asked_for.pk]), {"parties": everyone, "approve": "1"})

    assert statuses(asked_for) == {"Oksana": "confirmed", "Danylo": "confirmed", "Marta": "waiting"}
    assert asked_for.places.get(person=marta).changes.last().by == pan_adam


def test_a_refusal_needs_words_and_they_are_sent(desk_of_adam, asked_for, marta):
    address = reverse("run:requests", args=[asked_for.pk])
    answer = {"parties": [party_of(asked_for, marta)], "refuse": "1"}

    silent = desk_of_adam.post(address, answer)
    desk_of_adam.post(address, {**answer, "reason": "Grupa jest już pełna, zadzwonimy wiosną."})

    assert silent.status_code == 422
    assert "reason" in silent.context["form"].errors
    assert silent.context["chosen"] == answer["parties"]
    assert statuses(asked_for)["Marta"] == "refused"
    assert "zadzwonimy wiosną" in Message.objects.get(kind="place_refused", recipient=marta).text


def test_an_answer_to_nobody_is_asked_for_again(desk_of_adam, asked_for):
    page = desk_of_adam.post(reverse("run:requests", args=[asked_for.pk]), {"approve": "1"})

    assert page.status_code == 422
    assert "parties" in page.context["form"].errors


def test_the_queue_says_whose_turn_it_is_and_a_class_puts_a_family_first(
    desk_of_adam, pan_adam, waited_for, marta
):
    court = PriorityClass.objects.create(name="Termin sądowy", rank=1)
    place = waited_for.places.get(person=marta)

    before = desk_of_adam.get(reverse("run:queue", args=[waited_for.pk]))
    desk_of_adam.post(
        reverse("run:priority", args=[place.pk]),
        {"priority": court.pk, "cause": "Postanowienie z 12 listopada"},
    )
    after = desk_of_adam.get(reverse("run:queue", args=[waited_for.pk]))

    change = place.changes.last()
    assert [party.names for _turn, party in before.context["queue"]] == [
        "Oksana Shevchenko",
        "Marta Kowalska",
    ]
    assert [party.names for _turn, party in after.context["queue"]] == ["Marta Kowalska", "Oksana Shevchenko"]
    assert change.by == pan_adam
    assert "Postanowienie z 12 listopada" in change.cause


def test_a_class_is_taken_back_and_the_order_of_asking_counts_again(
    desk_of_adam, pan_adam, waited_for, marta
):
    place = waited_for.places.get(person=marta)
    set_priority(place, PriorityClass.objects.create(name="Termin sądowy", rank=1), by=pan_adam)
    address = reverse("run:priority", args=[place.pk])

    choices = desk_of_adam.get(address).context["form"].fields["priority"].choices
    desk_of_adam.post(address, {"priority": "", "cause": "Pomyłka"})

    assert next(iter(choices))[0] == ""
    assert waited_for.places.waiting().last() == place


def test_an_offer_says_when_until_when_and_why(desk_of_adam, pan_adam, waited_for, oksana):
    seated = waited_for.places.confirmed().get()
    cancel_place(seated, by=pan_adam, by_organiser=True)

    page = desk_of_adam.get(reverse("run:queue", args=[waited_for.pk]))

    made = page.context["offers"][0]
    assert [place.person for place in made.places] == [oksana]
    assert made.offer.cause == Offer.Cause.FREED
    assert ["1" in reason for reason in made.why] == [True]


def test_a_seat_given_by_hand_past_the_queue_is_noted_with_its_author(
    desk_of_adam, pan_adam, waited_for, marta
):
    Run.objects.update(capacity=2)
    place = waited_for.places.get(person=marta)

    desk_of_adam.post(reverse("run:promote", args=[place.pk]), {"how": "seat"})
    page = desk_of_adam.get(reverse("run:queue", args=[waited_for.pk]))

    place.refresh_from_db()
    made = page.context["offers"][0]
    assert place.status == Place.Status.CONFIRMED
    assert (made.offer.made_by, made.offer.cause) == (pan_adam, Offer.Cause.BY_HAND)
    assert "Oksana Shevchenko" in made.why[1]


def test_no_seat_to_give_by_hand_is_said(desk_of_adam, waited_for, marta):
    place = waited_for.places.get(person=marta)

    page = desk_of_adam.post(reverse("run:promote", args=[place.pk]), {"how": "offer"})

    assert page.status_code == 422
    assert page.context["form"].non_field_errors()


def test_a_place_is_moved_to_another_run_of_mine_with_its_company(
    desk_of_adam, mops, fundacja, asked_for, oksana
):
    there = RunFactory(organiser=mops, course=asked_for.course, capacity=5)
    SessionFactory(run=there)
    SessionFactory(run__organiser=fundacja)
    desk_of_adam.post(
        reverse("run:requests", args=[asked_for.pk]),
        {"parties": [party_of(asked_for, oksana)], "approve": "1"},
    )
    place = asked_for.places.get(person=oksana)
    address = reverse("run:move_place", args=[place.pk])

    page = desk_of_adam.get(address)
    desk_of_adam.post(address, {"to_run": there.pk, "together": "on", "cause": "Bliżej domu"})

    assert [run.pk for run in page.context["form"].runs.values()] == [there.pk]
    assert statuses(there) == {"Oksana": "confirmed", "Danylo": "confirmed"}
    assert statuses(asked_for)["Oksana"] == "moved"


def test_a_place_tells_all_that_happened_to_it(desk_of_adam, pan_adam, waited_for, oksana):
    place = waited_for.places.get(person=oksana)
    cancel_place(place, by=pan_adam, cause="Na prośbę rodziny", by_organiser=True)

    page = desk_of_adam.get(reverse("run:place", args=[place.pk]))

    assert [(change.after, change.by, change.cause) for change in page.context["changes"]] == [
        ("called_off", pan_adam, "Na prośbę rodziny"),
        ("waiting", oksana, ""),
    ]
    assert not page.context["may_move"]


def test_only_those_who_coordinate_learn_how_often_somebody_did_not_come(
    desk_of_adam, mops, fundacja, waited_for, oksana
):
    PlaceFactory(run__organiser=mops, person=oksana, status=Place.Status.NO_SHOW)
    PlaceFactory(run__organiser=fundacja, person=oksana, status=Place.Status.NO_SHOW)
    place = waited_for.places.get(person=oksana)

    page = desk_of_adam.get(reverse("run:place", args=[place.pk]))

    assert page.context["missed"] == 1


def test_who_was_there_after_all_is_no_longer_missing(desk_of_adam, mops, oksana):
    place = PlaceFactory(run__organiser=mops, person=oksana, status=Place.Status.NO_SHOW)
    Run.objects.update(seats_taken=1)

    desk_of_adam.post(reverse("run:take_back", args=[place.pk]))

    place.refresh_from_db()
    assert place.status == Place.Status.CONFIRMED


def test_a_look_at_a_place_in_a_confidential_run_is_noted(desk_of_adam, mops, oksana):
    secret = PlaceFactory(run=RunFactory(organiser=mops, confidential=True), person=oksana)

    desk_of_adam.get(reverse("run:place", args=[secret.pk]))

    assert AuditEntry.objects.get(action="viewed").subject == oksana


def test_the_queue_and_the_requests_cost_the_same_for_three_as_for_one(
    desk_of_adam, asked_for, waited_for, django_assert_max_num_queries
):
    pages = [reverse("run:requests", args=[asked_for.pk]), reverse("run:queue", args=[waited_for.pk])]
    for page in pages:
        desk_of_adam.get(page)
    with django_assert_max_num_queries(60) as before:
        for page in pages:
            desk_of_adam.get(page)
    for person in PersonFactory.create_batch(2):
        take_place(person, in_run=asked_for, booked_by=person)
        take_place(person, in_run=waited_for, booked_by=person)
        Offer.objects.create(
            run=waited_for,
            party=waited_for.places.get(person=person).party,
            seats=1,
            cause="freed",
            standing={"position": 1},
            answer_until=timezone.now() + timedelta(hours=5),
        )

    with django_assert_max_num_queries(len(before)):
        for page in pages:
            desk_of_adam.get(page)
