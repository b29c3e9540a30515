"""From a poster to a place: a run, a few questions, a code, done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Audience
from lms.people.models import Acceptance, Person
from sessions.booking import take_place
from sessions.models import Place, Run
from tests.factories.people import InformationClauseFactory, PersonFactory
from tests.factories.sessions import RoomFactory, RunFactory
from tests.sessions.book.visit import CHILD, NEWCOMER, at, book_as_newcomer, last_code, text_of

pytestmark = pytest.mark.django_db


def test_a_newcomer_takes_a_place_with_a_code_and_no_password(client, run):
    start = client.get(at("start", run))
    contact = client.post(at("contact", run), NEWCOMER)
    check = client.get(at("check", run))
    sent = client.post(at("check", run))
    entered = client.post(sent.url, {"code": last_code()})
    finished = client.get(entered.url)
    done = client.get(finished.url)

    assert at("contact", run) in start.content.decode()
    assert contact.url == at("check", run)
    assert "Iryna Bondarenko" in text_of(check)
    assert sent.url == at("code", run)
    assert entered.url == at("finish", run)
    assert finished.url == at("done", run)
    assert "You have a place" in text_of(done)
    place = Place.objects.get()
    assert place.status == Place.Status.CONFIRMED
    assert place.person.full_name_cyrillic == "Ірина Бондаренко"
    assert not place.person.user.has_usable_password()


def test_nothing_is_kept_in_the_session_once_the_place_is_taken(client, run):
    sent = book_as_newcomer(client, run)
    client.get(client.post(sent.url, {"code": last_code()}).url)

    assert client.session["booking"] == {}


def test_a_full_run_leads_to_an_honest_place_in_the_queue(client, run, oksana):
    Run.objects.filter(pk=run.pk).update(capacity=1)
    run.refresh_from_db()
    other = PersonFactory()
    take_place(other, in_run=run, booked_by=other)
    client.force_login(oksana.user)

    check = client.get(at("check", run))
    client.post(at("check", run))
    done = client.get(at("done", run))

    assert "Join the queue" in text_of(check)
    assert "You are in the queue" in text_of(done)
    assert "number 1 in the queue" in text_of(client.get(at("start", run)))


def test_a_guardian_takes_places_for_herself_and_a_child_together(client, evening, oksana, danylo):
    client.force_login(oksana.user)

    client.post(at("who", evening), {"who": ["me", str(danylo.uuid)]})
    client.post(at("check", evening))

    places = Place.objects.all()
    assert {place.person for place in places} == {oksana, danylo}
    assert {place.booked_by for place in places} == {oksana}
    assert len({place.party for place in places}) == 1


def test_a_newcomer_brings_a_child_into_her_care(client, evening):
    client.post(at("who", evening), {"who": ["me", "new"]})
    to_contact = client.post(at("child", evening), CHILD)
    sent = book_as_newcomer(client, evening)
    client.get(client.post(sent.url, {"code": last_code()}).url)

    mother = Person.objects.get(email=NEWCOMER["email"])
    child = Person.objects.in_care_of(mother).get()
    assert to_contact.url == at("contact", evening)
    assert child.full_name == "Marko Bondarenko"
    assert not mother.guardianships_held.get().is_verified
    assert {place.person for place in Place.objects.all()} == {mother, child}


def test_no_child_is_written_down_before_the_code_is_confirmed(client, evening):
    client.post(at("who", evening), {"who": ["new"]})
    client.post(at("child", evening), CHILD)
    book_as_newcomer(client, evening)

    assert not Person.objects.filter(given_name="Marko").exists()
    assert not Place.objects.exists()


def test_only_the_needs_that_the_run_offers_are_asked(client, oksana):
    run = RunFactory(offers_childcare=True, offers_meal=True, room=RoomFactory(is_step_free=False))
    client.force_login(oksana.user)
    client.post(at("who", run), {"who": ["me"]})

    form = client.get(at("needs", run)).context["form"]

    assert list(form.fields) == ["childcare", "diet"]


def test_needs_are_noted_with_the_place(client, oksana):
    run = RunFactory(
        course__audience=Audience.GUARDIANS, offers_childcare=True, offers_meal=True, offers_interpreter=True
    )
    client.force_login(oksana.user)
    client.post(at("needs", run), {"childcare": "2", "diet": "no nuts"})
    client.post(at("check", run))

    place = Place.objects.get()
    assert (place.needs_childcare, place.childcare_children) == (True, 2)
    assert (place.needs_interpreter, place.needs_diet) == (False, "no nuts")


def test_a_later_step_leads_back_to_the_first_unanswered_one(client, evening):
    response = client.get(at("check", evening))

    assert response.url == at("who", evening)


def test_what_was_typed_stays_after_an_error(client, run):
    response = client.post(at("contact", run), NEWCOMER | {"email": "iryna"})
    again = client.get(at("contact", run))

    assert "This does not look like an e-mail address" in text_of(response)
    assert 'value="Iryna"' in response.content.decode()
    assert 'value="Iryna"' in again.content.decode()


def test_a_name_in_cyrillic_gets_its_latin_form_suggested(client, run):
    response = client.post(at("contact", run), NEWCOMER | {"family_name": "Бондаренко"})

    assert "Is it “Bondarenko”?" in text_of(response)


def test_the_clause_is_shown_and_its_version_accepted(client, run):
    clause = InformationClauseFactory(version="2026-1")

    without = client.post(at("contact", run), NEWCOMER)
    sent = book_as_newcomer(client, run, clause=clause.pk, accept="on")
    client.get(client.post(sent.url, {"code": last_code()}).url)

    assert "Please read how we use your data" in text_of(without)
    acceptance = Acceptance.objects.get()
    assert (acceptance.clause, acceptance.person.email) == (clause, NEWCOMER["email"])


def test_somebody_known_is_asked_only_to_read_a_new_version_of_the_clause(client, run, oksana):
    clause = InformationClauseFactory()
    client.force_login(oksana.user)

    asked = client.get(at("check", run))
    client.post(at("contact", run), {"clause": clause.pk, "accept": "on"})
    client.post(at("check", run))

    assert asked.url == at("contact", run)
    assert Acceptance.objects.get().person == oksana
    assert client.get(at("done", run)).status_code == 200


def test_a_version_that_changed_meanwhile_must_be_read_again(client, run, oksana):
    old = InformationClauseFactory(valid_from=timezone.localdate() - timedelta(days=9))
    InformationClauseFactory()
    client.force_login(oksana.user)

    response = client.post(at("contact", run), {"clause": old.pk, "accept": "on"})

    assert "has changed meanwhile" in text_of(response)
