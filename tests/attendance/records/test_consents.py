"""Danylo may take part when Oksana agrees; the house asks her, and she may change her mind."""

import pytest
from django.urls import reverse

from attendance.models import GuardianConsent
from attendance.records import consents
from lms.privacy.models import AuditEntry
from sessions.errors import NotInYourCare
from tests.factories.courses import CourseFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory


@pytest.fixture
def run(mops):
    run = RunFactory(organiser=mops, course=CourseFactory(title="Klub malucha", needs_consent=True))
    SessionFactory(run=run)
    return run


@pytest.fixture
def place(run, oksana, danylo):
    return PlaceFactory(run=run, person=danylo, booked_by=oksana)


def test_given_twice_it_is_one(place, oksana):
    first = consents.give(place, by=oksana)

    assert consents.give(place, by=oksana) == first


def test_a_stranger_does_not_consent_for_a_child(place, marta):
    with pytest.raises(NotInYourCare):
        consents.give(place, by=marta)
    with pytest.raises(NotInYourCare):
        consents.withdraw(place, by=marta)


def test_taken_back_it_is_missing_again_and_stands_in_the_log(place, oksana):
    consents.give(place, by=oksana)

    consents.withdraw(place, by=oksana)
    consents.withdraw(place, by=oksana)

    assert consents.missing([place]) == [place]
    assert GuardianConsent.objects.get().withdrawn_at
    assert AuditEntry.objects.get().actor == oksana.user


def test_after_taking_it_back_she_may_give_it_again(place, oksana):
    consents.give(place, by=oksana)
    consents.withdraw(place, by=oksana)

    consents.give(place, by=oksana)

    assert consents.missing([place]) == []


def test_paper_is_written_down_by_the_house(place, pan_adam):
    consent = consents.record_on_paper(place, by=pan_adam)

    assert (consent.is_on_paper, consent.given_by, consent.recorded_by) == (True, None, pan_adam)
    assert consents.missing([place]) == []


def test_paper_does_not_replace_what_was_given_on_line(place, oksana, pan_adam):
    given = consents.give(place, by=oksana)

    assert consents.record_on_paper(place, by=pan_adam) == given


def test_nobody_is_asked_for_an_adult_or_where_the_course_does_not_ask(run, oksana, danylo):
    of_adult = PlaceFactory(run=run, person=oksana)
    elsewhere = PlaceFactory(run=RunFactory(), person=danylo, booked_by=oksana)

    assert consents.missing([of_adult, elsewhere]) == []


def test_my_krok_asks_until_it_is_given(client, place, oksana):
    client.force_login(oksana.user)
    page = reverse("records:consent", args=[place.uuid])

    assert page in client.get(reverse("my:home")).content.decode()
    assert page in client.get(reverse("my:place", args=[place.uuid])).content.decode()

    client.post(page)

    assert page not in client.get(reverse("my:home")).content.decode()
    assert consents.standing_for(place).given_by == oksana


def test_of_a_confidential_run_the_page_names_no_course(client, place, run, oksana):
    run.visibility = "confidential"
    run.save()
    client.force_login(oksana.user)

    for page in (reverse("my:home"), reverse("records:consent", args=[place.uuid])):
        assert run.course.title not in client.get(page).content.decode()


def test_where_no_consent_is_asked_there_is_no_page(client, oksana, danylo):
    elsewhere = PlaceFactory(run=RunFactory(), person=danylo, booked_by=oksana)
    client.force_login(oksana.user)

    assert client.get(reverse("records:consent", args=[elsewhere.uuid])).status_code == 404


def test_the_coordinator_writes_down_the_signed_paper(client, place, pan_adam):
    client.force_login(pan_adam.user)
    page, deed = reverse("run:place", args=[place.pk]), reverse("consent_on_paper", args=[place.pk])
    assert deed in client.get(page).content.decode()

    client.post(deed)

    assert consents.standing_for(place).is_on_paper
    assert deed not in client.get(page).content.decode()


def test_the_last_page_of_booking_asks_for_it(client, run, place, oksana):
    client.force_login(oksana.user)

    page = client.get(reverse("book:done", args=[run.uuid]))

    assert reverse("records:consent", args=[place.uuid]) in page.content.decode()
