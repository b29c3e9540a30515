"""Two carers and three children in one flow: together, or each what there is."""

from datetime import timedelta

import pytest

from courses.models import Audience
from lms.messaging.models import Message
from lms.people.models import Acceptance, Person
from sessions.booking import take_place
from sessions.models import Place, Run
from tests.factories.people import GuardianshipFactory, InformationClauseFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory
from tests.sessions.book.visit import CHILD, NEWCOMER, at, book_as_newcomer, last_code, text_of

pytestmark = pytest.mark.django_db
ADULT = {
    "given_name": "Petro",
    "family_name": "Bondarenko",
    "email": "",
    "phone": "+48 600 100 200",
    "language": "pl",
}


@pytest.fixture
def taras(danylo):
    """Another adult who cares for Danylo."""
    carer = PersonFactory(given_name="Taras", family_name="Koval", language="uk", email="taras@example.org")
    GuardianshipFactory(carer=carer, child=danylo)
    return carer


def statuses():
    return {place.person.given_name: place.status for place in Place.objects.select_related("person")}


# --- who ---------------------------------------------------------------------------------------


def test_two_carers_and_three_children_who_are_all_new_get_places_in_one_flow(client, evening):
    client.post(at("who", evening), {"who": ["me", "new", "adult"]})
    second = client.post(at("child", evening), CHILD | {"more": "1"})
    third = client.post(at("child_2", evening), CHILD | {"given_name": "Lesia", "more": "1"})
    to_adult = client.post(at("child_3", evening), CHILD | {"given_name": "Yurko"})
    to_contact = client.post(at("adult", evening), ADULT)
    client.post(at("contact", evening), NEWCOMER)
    check = client.get(at("check", evening))
    sent = client.post(at("check", evening))
    client.get(client.post(sent.url, {"code": last_code()}).url)
    done = client.get(at("done", evening))

    assert [second.url, third.url] == [at("child_2", evening), at("child_3", evening)]
    assert [to_adult.url, to_contact.url] == [at("adult", evening), at("contact", evening)]
    everybody = "Iryna Bondarenko, Marko Bondarenko, Lesia Bondarenko, Yurko Bondarenko and Petro Bondarenko"
    assert everybody in text_of(check)
    assert statuses() == dict.fromkeys(("Iryna", "Marko", "Lesia", "Yurko", "Petro"), "confirmed")
    assert len({place.party for place in Place.objects.all()}) == 1
    assert "Iryna, Petro, Marko, Lesia and Yurko have places." in text_of(done)


def test_the_second_adult_is_written_to_in_their_own_language(client, evening, oksana):
    client.force_login(oksana.user)
    client.post(at("who", evening), {"who": ["me", "adult"]})
    client.post(at("adult", evening), ADULT)
    client.post(at("check", evening))

    petro = Person.objects.get(given_name="Petro")
    message = Message.objects.get(kind="place_confirmed", recipient=petro)
    assert (message.language, message.channel, petro.user) == ("pl", "sms", None)


def test_the_second_adult_needs_a_way_to_be_reached(client, evening, oksana):
    client.force_login(oksana.user)
    client.post(at("who", evening), {"who": ["me", "adult"]})

    response = client.post(at("adult", evening), ADULT | {"phone": ""})

    assert "Type their e-mail address or their phone number." in text_of(response)
    assert 'value="Petro"' in response.content.decode()


def test_nobody_is_booked_in_whose_name_an_address_was_typed(client, evening, oksana, marta):
    client.force_login(oksana.user)
    client.post(at("who", evening), {"who": ["me", "adult"]})
    known = {"given_name": "Marta", "family_name": "Kowalska", "email": marta.email}
    client.post(at("adult", evening), ADULT | known)
    client.post(at("check", evening))

    assert not Place.objects.filter(person=marta).exists()
    assert not Acceptance.objects.exclude(person=oksana).exists()


def test_another_carer_of_the_same_child_can_be_included(client, evening, oksana, danylo, taras):
    client.force_login(oksana.user)

    who = client.get(at("who", evening))
    client.post(at("who", evening), {"who": ["me", str(taras.uuid), str(danylo.uuid)]})
    client.post(at("check", evening))

    assert "Taras Koval" in text_of(who)
    assert statuses() == dict.fromkeys(("Oksana", "Taras", "Danylo"), "confirmed")


def test_a_carer_of_other_children_cannot(client, evening, oksana, danylo, marta):
    client.force_login(oksana.user)

    response = client.post(at("who", evening), {"who": ["me", str(marta.uuid)]})

    assert response.status_code == 403


def test_before_a_confidential_run_nobody_else_is_named(client, oksana, danylo, taras):
    run = RunFactory(confidential=True, course__audience=Audience.EVERYONE)
    client.force_login(oksana.user)

    who = client.get(at("who", run))
    refused = client.post(at("who", run), {"who": ["me", str(taras.uuid)]})

    assert "Taras" not in who.content.decode()
    assert list(who.context["form"].fields["who"].widget.choices)[-1][0] == "new"
    assert refused.status_code == 403


def test_whoever_comes_alone_is_asked_nothing_more(client, run):
    start = client.get(at("start", run))
    check = client.post(at("contact", run), NEWCOMER)

    assert at("who", run) in start.content.decode()
    assert check.url == at("check", run)


def test_a_child_that_was_added_can_be_left_out_again(client, evening):
    client.post(at("who", evening), {"who": ["me", "new"]})
    client.post(at("child", evening), CHILD | {"more": "1"})
    client.post(at("child_2", evening), CHILD | {"given_name": "Lesia", "more": "1"})

    client.post(at("child_2", evening), {"drop": "1"})
    client.post(at("child_2", evening), {"drop": "1"})
    client.post(at("contact", evening), NEWCOMER)

    assert "Iryna Bondarenko and Marko Bondarenko" in text_of(client.get(at("check", evening)))


def test_the_clause_is_noted_for_the_carer_and_the_children(client, evening, oksana, danylo, taras):
    clause = InformationClauseFactory()
    client.force_login(oksana.user)
    client.post(at("who", evening), {"who": ["me", str(danylo.uuid), str(taras.uuid)]})
    client.post(at("contact", evening), {"clause": clause.pk, "accept": "on"})
    client.post(at("check", evening))

    assert {acceptance.person for acceptance in Acceptance.objects.all()} == {oksana, danylo}


# --- together or apart -------------------------------------------------------------------------


@pytest.fixture
def one_seat_left(evening):
    Run.objects.filter(pk=evening.pk).update(capacity=2)
    evening.refresh_from_db()
    other = PersonFactory()
    take_place(other, in_run=evening, booked_by=other)
    return evening


def test_together_all_of_them_wait(client, one_seat_left, oksana, danylo):
    client.force_login(oksana.user)
    client.post(at("who", one_seat_left), {"who": ["me", str(danylo.uuid)]})

    check = client.get(at("check", one_seat_left))
    client.post(at("check", one_seat_left))
    done = text_of(client.get(at("done", one_seat_left)))

    assert "There is 1 free seat, and you are more" in text_of(check)
    assert check.context["together"]["together"].value() == "together"
    assert Place.objects.filter(status="waiting").count() == 2
    assert "Oksana is number 1 in the queue." in done
    assert "Danylo is number 2 in the queue." in done


def test_apart_each_takes_what_there_is(client, one_seat_left, oksana, danylo):
    client.force_login(oksana.user)
    client.post(at("who", one_seat_left), {"who": ["me", str(danylo.uuid)]})
    client.post(at("check", one_seat_left), {"together": "apart"})
    done = text_of(client.get(at("done", one_seat_left)))

    places = {place.person: place for place in Place.objects.filter(booked_by=oksana)}
    assert (places[oksana].status, places[danylo].status) == ("confirmed", "waiting")
    assert places[oksana].party != places[danylo].party
    assert "Oksana has a place." in done
    assert "Danylo is number 1 in the queue." in done


def test_whoever_is_busy_stands_in_nobody_elses_way_when_apart(client, evening, oksana, danylo):
    busy = SessionFactory(starts_at=evening.sessions.get().starts_at + timedelta(hours=1))
    take_place(danylo, in_run=busy.run, booked_by=oksana)
    client.force_login(oksana.user)
    client.post(at("who", evening), {"who": ["me", str(danylo.uuid)]})

    together = client.post(at("check", evening), {"together": "together"})
    client.post(at("check", evening), {"together": "apart"})
    done = client.get(at("done", evening))

    assert together.status_code == 409
    assert "Danylo Koval has another meeting at one of these hours, so" in text_of(done)
    assert [place.person for place in evening.places.all()] == [oksana]


def test_alone_nobody_is_asked_about_togetherness(client, run, oksana):
    client.force_login(oksana.user)

    assert client.get(at("check", run)).context["together"] is None


# --- who stays with the child ------------------------------------------------------------------


@pytest.fixture
def speech_group():
    """For children; a carer stays."""
    run = RunFactory(course__audience=Audience.CHILDREN, carer_stays=True)
    SessionFactory(run=run)
    return run


def test_the_carer_chooses_who_comes_along(client, speech_group, oksana, danylo, taras):
    client.force_login(oksana.user)
    asked = client.post(at("who", speech_group), {"who": [str(danylo.uuid)]})
    client.post(at("along", speech_group), {"along": str(taras.uuid)})
    check = client.get(at("check", speech_group))
    client.post(at("check", speech_group))

    assert asked.url == at("along", speech_group)
    assert "Comes along with the child Taras Koval" in text_of(check)
    assert Place.objects.get().accompanied_by == taras


def test_a_lone_carer_comes_along_without_being_asked(client, speech_group, oksana, danylo):
    client.force_login(oksana.user)
    asked = client.post(at("who", speech_group), {"who": [str(danylo.uuid)]})
    client.post(at("check", speech_group))

    assert asked.url == at("check", speech_group)
    assert Place.objects.get().accompanied_by == oksana


# --- needs, approval ---------------------------------------------------------------------------


def test_more_children_than_the_childcare_can_take_are_told_beside_the_field(client, oksana):
    run = RunFactory(offers_childcare=True, childcare_places=2, childcare_youngest=3, childcare_oldest=10)
    client.force_login(oksana.user)

    client.post(at("who", run), {"who": ["me"]})
    page = client.get(at("needs", run))
    response = client.post(at("needs", run), {"childcare": "3"})

    assert "For children from 3 to 10 years old. There is room for 2 more." in text_of(page)
    assert "There is room for 2 children only." in text_of(response)
    assert "childcare" in response.context["form"].errors


def test_childcare_that_filled_up_meanwhile_is_told_and_nothing_typed_is_lost(client, oksana):
    run = RunFactory(offers_childcare=True, childcare_places=2, offers_meal=True)
    client.force_login(oksana.user)
    client.post(at("who", run), {"who": ["me"]})
    client.post(at("needs", run), {"childcare": "2", "diet": "no nuts"})
    Run.objects.filter(pk=run.pk).update(childcare_taken=1)

    response = client.post(at("check", run), follow=True)

    assert "There is room for 1 child only." in text_of(response)
    assert "no nuts" in response.content.decode()
    assert not Place.objects.exists()


def test_two_carers_ask_for_the_childcare_once(client, evening, oksana, danylo, taras):
    Run.objects.filter(pk=evening.pk).update(offers_childcare=True)
    client.force_login(oksana.user)
    client.post(at("who", evening), {"who": ["me", str(taras.uuid)]})
    client.post(at("needs", evening), {"childcare": "1"})
    client.post(at("check", evening))

    assert Run.objects.get(pk=evening.pk).childcare_taken == 1
    assert Place.objects.get(childcare_children=1).person == oksana


def test_the_refund_of_travel_costs_is_noted(client, oksana):
    run = RunFactory(offers_transport_refund=True)
    client.force_login(oksana.user)
    client.post(at("who", run), {"who": ["me"]})
    client.post(at("needs", run), {"transport_refund": "on"})
    client.post(at("check", run))

    assert Place.objects.get().needs_transport_refund


def test_where_places_are_approved_it_is_said_before_and_after(client, run, oksana):
    Run.objects.filter(pk=run.pk).update(needs_approval=True)
    client.force_login(oksana.user)

    start, check = client.get(at("start", run)), client.get(at("check", run))
    client.post(at("check", run))
    done = text_of(client.get(at("done", run)))

    promise = "The organiser answers within 3 working days."
    assert promise in text_of(start)
    assert promise in text_of(check)
    assert Place.objects.get().status == Place.Status.APPLIED
    assert "You have asked for a place" in done
    assert promise in done


def test_a_drop_in_group_says_that_one_can_simply_come(client):
    run = RunFactory(is_drop_in=True)
    SessionFactory(run=run)

    assert "You can come without booking" in text_of(client.get(at("start", run)))


def test_a_new_adult_named_twice_is_one_person(client, evening, oksana):
    another = RunFactory(course__audience=Audience.EVERYONE)
    SessionFactory(run=another, starts_at=evening.sessions.get().starts_at + timedelta(days=1))
    client.force_login(oksana.user)
    for each in (evening, another):
        client.post(at("who", each), {"who": ["me", "adult"]})
        client.post(at("adult", each), ADULT)
        client.post(at("check", each))

    assert Person.objects.filter(given_name="Petro").count() == 1


def test_a_newcomer_with_an_adult_passes_the_code(client, run):
    client.post(at("who", run), {"who": ["me", "adult"]})
    client.post(at("adult", run), ADULT)
    sent = book_as_newcomer(client, run)
    finished = client.get(client.post(sent.url, {"code": last_code()}).url)

    assert finished.url == at("done", run)
    assert statuses() == {"Iryna": "confirmed", "Petro": "confirmed"}
