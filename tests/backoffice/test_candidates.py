"""Pan Adam leads candidates: whoever waits longest stands first, and the next step is one button."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from courses.candidates import express_interest, note_step, take_over
from courses.models import CandidatePath
from courses.newcomers import Newcomer, Reach
from lms.people.models import InformationClause
from lms.privacy.models import AuditEntry
from sessions.booking import take_place
from tests.factories.courses import CourseFactory
from tests.factories.people import InformationClauseFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

Stage = CandidatePath.Stage
HALINA = Newcomer(given_name="Halina", family_name="Maj", language="pl")
BY_PHONE = Reach(phone="600 100 200", call_when="evening")


@pytest.fixture
def desk(client, pan_adam):
    UserProfile.objects.create(user=pan_adam.user, preferred_language="en")
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def path(mops):
    return express_interest(person=HALINA, organisation=mops, reach=BY_PHONE, message="Mamy wolny pokój.")


@pytest.fixture
def led(path, pan_adam):
    return take_over(path, by=pan_adam)


@pytest.fixture
def evening(mops):
    run = RunFactory(organiser=mops, course=CourseFactory(candidate_stage="evening"))
    SessionFactory(run=run)
    return run


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def open_path(desk, path):
    response = desk.get(reverse("candidatepath:inspect", args=[path.pk]))
    assert response.status_code == 200
    return read(response)


def listed(desk, **asked):
    rows = read(desk.get(reverse("candidatepath:index"), asked)).select("tbody tr")
    return [row.select_one("td").get_text(strip=True) for row in rows]


def asked_ago(days, mops, name):
    path = express_interest(
        person=PersonFactory(given_name=name, family_name="Maj"), organisation=mops, reach=Reach()
    )
    path.steps.update(reached_at=timezone.now() - timedelta(days=days))
    return path


def test_whoever_waits_longest_stands_first_and_who_has_arrived_last(desk, mops, pan_adam):
    asked_ago(2, mops, "Ewa")
    asked_ago(9, mops, "Ada")
    note_step(asked_ago(30, mops, "Iga"), stage=Stage.CERTIFIED, by=pan_adam)

    assert listed(desk) == ["Ada Maj", "Ewa Maj", "Iga Maj"]


def test_the_list_narrows_to_a_stage_and_to_those_nobody_leads(desk, mops, pan_adam):
    take_over(asked_ago(2, mops, "Ewa"), by=pan_adam)
    note_step(asked_ago(9, mops, "Ada"), stage=Stage.INTERVIEW, by=pan_adam)

    assert listed(desk, leads="nobodys") == ["Ada Maj"]
    assert listed(desk, leads="mine") == ["Ewa Maj"]
    assert listed(desk, stage="interview") == ["Ada Maj"]
    assert listed(desk, q="ada") == ["Ada Maj"]


def test_candidates_of_another_organisation_are_not_there(client, pani_beata, path):
    client.force_login(pani_beata.user)

    assert listed(client) == []
    assert client.get(reverse("candidatepath:inspect", args=[path.pk])).status_code == 404


def test_the_page_says_how_it_is_safe_to_reach_them_and_leaves_an_entry(desk, path, pan_adam):
    facts = open_path(desk, path).select_one(".krok-facts").get_text(" ", strip=True)

    assert "600 100 200" in facts
    assert "do not leave any" in facts
    assert AuditEntry.objects.filter(action="viewed", subject=path.person, actor=pan_adam.user).exists()


def test_the_first_thing_to_do_is_to_take_over(desk, path, pan_adam):
    button = open_path(desk, path).select_one("form.krok-deed")
    assert button["action"] == reverse("candidatepath:take_over", args=[path.pk])

    desk.post(button["action"])

    path.refresh_from_db()
    assert path.coordinator == pan_adam


@pytest.mark.parametrize(
    ("reached", "next_step"),
    [
        ([], "#invite"),
        (["evening"], "?stage=interview"),
        (["evening", "interview"], "#invite"),
        (["interview"], "#invite"),
    ],
)
def test_then_the_next_step_is_the_button(desk, led, reached, next_step):
    for stage in reached:
        note_step(led, stage=stage, by=None)

    assert open_path(desk, led).select_one(".krok-deeds a.button")["href"].endswith(next_step)


def test_the_evening_to_come_is_one_click_from_a_place(desk, led, evening):
    SessionFactory(run=RunFactory(organiser=evening.organiser))
    to_enrol = reverse("run:enrol_person", args=[evening.pk, led.person_id])
    links = [link["href"] for link in open_path(desk, led).select("a.button")]
    assert [link for link in links if "/enrol/" in link] == [to_enrol]

    desk.post(to_enrol, {"who": [str(led.person.uuid)], "channel": "phone"})

    assert evening.places.get().person == led.person
    assert to_enrol not in str(open_path(desk, led))


def test_a_talk_is_written_down_with_a_note(desk, led):
    response = desk.post(
        reverse("candidatepath:note", args=[led.pk]), {"stage": "interview", "note": "Spokojni, ciepli."}
    )

    assert response.status_code == 302
    led.refresh_from_db()
    assert led.stage == Stage.INTERVIEW
    assert "Spokojni, ciepli." in open_path(desk, led).text


def test_a_step_that_is_written_is_not_offered_again(desk, led):
    response = desk.post(reverse("candidatepath:note", args=[led.pk]), {"stage": "interested"})

    assert response.status_code == 422


def test_stopping_is_asked_once_more_and_ends_the_path(desk, led):
    address = reverse("candidatepath:withdraw", args=[led.pk])
    assert desk.get(address).status_code == 200

    desk.post(address, {"note": "Przeprowadzka."})

    page = open_path(desk, led)
    assert "Przeprowadzka." in page.text
    assert page.select(".krok-deeds") == []


def test_a_newcomer_who_is_known_is_joined_with_them(desk, mops, path):
    known = PersonFactory(given_name="Halina", family_name="Maj", phone="600 100 200")
    take_place(known, in_run=RunFactory(organiser=mops), booked_by=known)
    address = reverse("candidatepath:recognise", args=[path.pk, known.pk])
    assert open_path(desk, path).select(f'form[action="{address}"]')

    desk.post(address)

    path.refresh_from_db()
    assert path.person == known


def test_a_person_of_somebody_else_cannot_be_joined(desk, path):
    stranger = PersonFactory(given_name="Halina", family_name="Maj")
    address = reverse("candidatepath:recognise", args=[path.pk, stranger.pk])

    assert address not in str(open_path(desk, path))
    assert desk.post(address).status_code == 404


def test_a_path_is_opened_by_hand_for_somebody_who_phones(desk, mops, pan_adam):
    person = PersonFactory()
    take_place(person, in_run=RunFactory(organiser=mops), booked_by=person)
    InformationClauseFactory(purpose=InformationClause.Purpose.CANDIDATE)
    address = reverse("candidatepath:open", args=[person.pk])
    assert address in desk.get(reverse("person:inspect", args=[person.pk])).content.decode()
    answers = {"organisation": mops.pk, "call_when": "morning", "message": "Dzwoniła."}

    unread = desk.post(address, answers)
    response = desk.post(address, {**answers, "informed": "on"})

    assert unread.status_code == 422
    path = CandidatePath.objects.get(person=person)
    assert response.url == reverse("candidatepath:inspect", args=[path.pk])
    assert (path.coordinator, path.call_when) == (pan_adam, "morning")
    assert person.acceptances.get().accepted_by == pan_adam


def test_the_morning_counts_those_who_wait_for_a_call(desk, mops, pan_adam):
    assert "krok-home__news" not in desk.get(reverse("wagtailadmin_home")).content.decode()
    asked_ago(1, mops, "Ewa")
    take_over(asked_ago(1, mops, "Ada"), by=pan_adam)

    news = read(desk.get(reverse("wagtailadmin_home"))).select_one(".krok-home__news a")

    assert news.text.startswith("1 ")
    assert listed(desk, leads="nobodys", stage="interested") == ["Ewa Maj"]
    assert "leads=nobodys" in news["href"]


def test_the_list_costs_the_same_for_many(desk, mops, django_assert_num_queries):
    asked_ago(1, mops, "Ewa")
    listed(desk)
    with CaptureQueriesContext(connection) as one:
        listed(desk)
    for number in range(3):
        asked_ago(number, mops, f"Ada{number}")

    with django_assert_num_queries(len(one)):
        listed(desk)
