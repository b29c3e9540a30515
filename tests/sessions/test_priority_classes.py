"""A family with a court's deadline goes first, and everybody sees how many are before them."""

import pytest

from sessions.errors import TransitionRefused
from sessions.models import Offer, Place
from sessions.waiting_list import position, queue_of, set_priority
from tests.factories.sessions import PriorityClassFactory, RunFactory
from tests.sessions.queueing import book, family, full_run, give_back, status_of

pytestmark = pytest.mark.django_db

WAITING, OFFERED = Place.Status.WAITING, Place.Status.OFFERED


def test_a_class_of_priority_goes_first_and_the_others_see_their_honest_position(oksana, marta, pan_adam):
    run, seated = full_run()
    first, second, third = (book(person, run=run)[0] for person in (oksana, marta, pan_adam))
    court = PriorityClassFactory(rank=1, name="Termin sądu")

    set_priority(third, court, by=pan_adam, cause="Sprawa III RNsm 12")
    positions = [position(Place.objects.get(pk=place.pk)) for place in (first, second, third)]
    give_back(seated)

    offer = Offer.objects.get()
    assert positions == [2, 3, 1]
    assert status_of(third) == OFFERED
    assert (offer.standing["class"], offer.standing["rank"]) == ("Termin sądu", 1)
    assert (offer.standing["number"], offer.standing["position"]) == (3, 1)


def test_a_class_is_given_to_the_whole_party_with_author_and_cause(oksana, pan_adam):
    run = RunFactory(capacity=2)
    book(*family(2), run=run)
    book(oksana, run=run)
    mother, child = book(*family(2), run=run)
    court = PriorityClassFactory(rank=1, name="Termin sądu")

    set_priority(child, court, by=pan_adam, cause="Sprawa w sądzie")

    assert [place.person for place in queue_of(run)[0]] == [mother.person, child.person]
    change = mother.changes.last()
    assert (change.before, change.after, change.by) == (WAITING, WAITING, pan_adam)
    assert "Termin sądu" in change.cause
    assert "Sprawa w sądzie" in change.cause


def test_a_class_that_is_taken_away_again_puts_everybody_back(oksana, marta, pan_adam):
    run, _seated = full_run()
    first, second = book(oksana, run=run)[0], book(marta, run=run)[0]
    set_priority(second, PriorityClassFactory(rank=5), by=pan_adam, cause="")

    set_priority(second, None, by=pan_adam, cause="Pomyłka")

    assert [party[0].pk for party in queue_of(run)] == [first.pk, second.pk]


def test_a_class_with_another_rank_takes_its_people_along(oksana, marta, pan_adam):
    run, _seated = full_run()
    places = [book(person, run=run)[0] for person in (oksana, marta)]
    slow, quick = PriorityClassFactory(rank=5), PriorityClassFactory(rank=3)
    set_priority(places[0], slow, by=pan_adam, cause="")
    set_priority(places[1], quick, by=pan_adam, cause="")

    slow.rank = 1
    slow.save()

    assert [party[0].pk for party in queue_of(run)] == [places[0].pk, places[1].pk]


def test_whoever_has_a_seat_has_no_class(oksana, pan_adam):
    place = book(oksana, run=RunFactory())[0]

    with pytest.raises(TransitionRefused):
        set_priority(place, PriorityClassFactory(rank=1), by=pan_adam, cause="")
