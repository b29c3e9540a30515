"""One page of open questions: what, who, since when, and the remedy one click away."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from attendance.backoffice.questions import tally
from attendance.models import Apology, Appeal, Attendance, Contradiction, WalkIn
from attendance.records.closing import close_session
from lms.privacy.models import AuditEntry
from tests.factories.attendance import (
    ApologyFactory,
    AppealFactory,
    ContradictionFactory,
    GuardianConsentFactory,
    ScanFactory,
    WalkInFactory,
)
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db
QUESTIONS = reverse("attendance:questions")


@pytest.fixture
def desk_of_adam(client, pan_adam):
    """He reads the back office in English."""
    UserProfile.objects.update_or_create(user=pan_adam.user, defaults={"preferred_language": "en"})
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def session(mops):
    """It ended an hour ago."""
    return SessionFactory(run__organiser=mops, starts_at=timezone.now() - timedelta(hours=3))


def one_of_each(session):
    """Six questions: three contradictions, a walk-in, an apology, an appeal."""
    place = PlaceFactory(run=session.run)
    for kind in Contradiction.Kind.values:
        ContradictionFactory(session=session, person=place.person, kind=kind)
    ApologyFactory(session=session, place=place)
    AppealFactory(session=session, person=place.person)
    WalkInFactory(session=session)


def texts(page, selector):
    return [
        one.get_text(" ", strip=True) for one in BeautifulSoup(page.content, "html.parser").select(selector)
    ]


def test_nothing_open_is_told_kindly(desk_of_adam):
    page = desk_of_adam.get(QUESTIONS)

    assert "No question is open." in page.content.decode()


def test_questions_stand_in_groups_with_their_number(desk_of_adam, session):
    one_of_each(session)
    WalkInFactory(session=session)

    page = desk_of_adam.get(QUESTIONS)

    assert {group.kind.name: group.total for group in page.context["groups"]} == {
        "there_or_away": 1,
        "after_closing": 1,
        "held_back": 1,
        "walk_in": 2,
        "apology": 1,
        "appeal": 1,
    }
    assert len(texts(page, ".krok-board__items li")) == 7


def test_every_question_has_a_page_that_answers_it(desk_of_adam, session):
    one_of_each(session)

    found = BeautifulSoup(desk_of_adam.get(QUESTIONS).content, "html.parser")
    remedies = [link["href"] for link in found.select(".krok-board__items a.button")]

    assert len(remedies) == 6
    assert {desk_of_adam.get(address).status_code for address in remedies} == {200}


def test_those_of_the_neighbours_are_not_there(client, pani_beata, session):
    one_of_each(session)
    client.force_login(pani_beata.user)

    assert client.get(QUESTIONS).context["groups"] == []


def test_what_is_answered_waits_no_more(desk_of_adam, session, pan_adam):
    one_of_each(session)
    now = timezone.now()
    Contradiction.objects.update(settled_at=now, settled_by=pan_adam, kept="there", reason="x")
    Apology.objects.update(status="accepted", decided_at=now, decided_by=pan_adam)
    Appeal.objects.update(status="refused", decided_at=now, decided_by=pan_adam, answer="x")
    known = PersonFactory()
    WalkIn.objects.update(matched_to=known)

    assert desk_of_adam.get(QUESTIONS).context["groups"] == []
    assert tally(pan_adam.user) == []


def test_the_page_asks_no_more_often_for_more_questions(desk_of_adam, mops, django_assert_max_num_queries):
    one_of_each(SessionFactory(run__organiser=mops))
    desk_of_adam.get(QUESTIONS)
    with django_assert_max_num_queries(40) as one:
        desk_of_adam.get(QUESTIONS)
    for _n in range(2):
        one_of_each(SessionFactory(run__organiser=mops))

    with django_assert_max_num_queries(len(one)):
        desk_of_adam.get(QUESTIONS)


def test_all_kinds_are_counted_in_one_query(session, pan_adam, django_assert_num_queries):
    one_of_each(session)
    tally(pan_adam.user)

    with django_assert_num_queries(1):
        found = tally(pan_adam.user)

    assert [(one.kind.name, one.number) for one in found] == [
        ("there_or_away", 1),
        ("after_closing", 1),
        ("held_back", 1),
        ("walk_in", 1),
        ("apology", 1),
        ("appeal", 1),
    ]


def test_both_versions_are_shown_with_all_that_tells_how_far_to_trust_them(desk_of_adam, session, irena):
    question = ContradictionFactory(session=session)
    facts = {"session": session, "person": question.person, "happened_at": session.starts_at}
    ScanFactory(
        **facts,
        noted_by=irena,
        device_at=session.starts_at - timedelta(minutes=17),
        received_at=session.starts_at + timedelta(hours=2),
    )
    ScanFactory(**facts, act="absent", method="list", verdict="noted", noted_by=PersonFactory(alias="Petro"))

    there, away = texts(
        desk_of_adam.get(reverse("attendance:settle", args=[question.pk])), ".krok-versions section"
    )

    assert "They were there" in there
    for told in ("Irena", "camera", "By the clock of the device", "Received"):
        assert told in there
    assert "They were away" in away
    assert "Petro" in away


def test_settling_keeps_one_version(desk_of_adam, session, irena, pan_adam):
    place = PlaceFactory(run=session.run)
    question = ContradictionFactory(session=session, person=place.person)
    facts = {"session": session, "person": place.person, "happened_at": session.starts_at}
    ScanFactory(**facts, noted_by=irena)
    ScanFactory(**facts, act="absent", method="list", verdict="noted")

    answer = desk_of_adam.post(
        reverse("attendance:settle", args=[question.pk]), {"keep": "there", "reason": "Zapytałem."}
    )

    question.refresh_from_db()
    assert answer.url == QUESTIONS
    assert (question.kept, question.settled_by) == ("there", pan_adam)
    assert Attendance.objects.get(person=place.person).status == "present"


def test_settling_needs_a_reason(desk_of_adam, session):
    question = ContradictionFactory(session=session)

    answer = desk_of_adam.post(reverse("attendance:settle", args=[question.pk]), {"keep": "there"})

    assert answer.status_code == 422


def test_an_apology_is_answered(desk_of_adam, mops, pan_adam):
    coming = SessionFactory(run=RunFactory(organiser=mops))
    apology = ApologyFactory(session=coming, place=PlaceFactory(run=coming.run))
    address = reverse("attendance:apology", args=[apology.pk])

    refused = desk_of_adam.post(address, {"decision": "no", "answer": ""})
    desk_of_adam.post(address, {"decision": "yes", "answer": "Zdrowia!"})

    apology.refresh_from_db()
    assert refused.status_code == 422
    assert (apology.status, apology.decided_by, apology.answer) == ("accepted", pan_adam, "Zdrowia!")
    assert "Zdrowia!" in desk_of_adam.get(address).content.decode()


def test_an_appeal_is_granted_with_the_hours_the_coordinator_found(desk_of_adam, session, pan_adam):
    place = PlaceFactory(run=session.run)
    session.status, session.closed_at, session.closed_by = "closed", timezone.now(), pan_adam
    session.save()
    appeal = AppealFactory(session=session, person=place.person, claim="late")
    came = timezone.localtime(session.starts_at + timedelta(minutes=30))

    desk_of_adam.post(
        reverse("attendance:appeal", args=[appeal.pk]),
        {"decision": "yes", "came": f"{came:%H:%M}", "answer": "Trener potwierdził."},
    )

    appeal.refresh_from_db()
    assert appeal.status == Appeal.Status.GRANTED
    assert Attendance.objects.get().status == "late"


def test_a_look_at_a_question_of_a_confidential_run_is_in_the_log(desk_of_adam, mops):
    hidden = SessionFactory(run=RunFactory(organiser=mops, confidential=True))
    question = ContradictionFactory(session=hidden)

    desk_of_adam.get(reverse("attendance:settle", args=[question.pk]))

    assert AuditEntry.objects.filter(target=f"training_sessions.Session {hidden.pk}").count() == 1


def test_people_who_fell_silent_are_thought_of(desk_of_adam, mops, irena, oksana):
    run = RunFactory(organiser=mops, course__absences_before_alert=2)
    place = PlaceFactory(run=run, person=oksana)
    SessionFactory(run=run)
    for days in (14, 7):
        close_session(SessionFactory(run=run, starts_at=timezone.now() - timedelta(days=days)), by=irena)

    groups = desk_of_adam.get(QUESTIONS).context["groups"]

    assert [(group.kind.name, group.questions[0].url) for group in groups] == [
        ("silent", reverse("run:place", args=[place.pk]))
    ]


def test_a_consent_is_missed_before_the_meeting(desk_of_adam, mops, pan_adam):
    run = RunFactory(organiser=mops, course__needs_consent=True)
    child = PlaceFactory(run=run, person=PersonFactory(child=True))
    PlaceFactory(run=run)
    SessionFactory(run=run)

    [group] = desk_of_adam.get(QUESTIONS).context["groups"]
    found = [(question.who, group.kind.name) for question in group.questions]
    GuardianConsentFactory(place=child)

    assert found == [(child.person.display_name, "consent")]
    assert tally(pan_adam.user) == []


def test_the_board_leads_to_the_questions(desk_of_adam, session):
    WalkInFactory(session=session)

    page = desk_of_adam.get(reverse("board"))

    assert f'href="{QUESTIONS}#walk_in"' in page.content.decode()
