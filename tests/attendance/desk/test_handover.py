"""Irena is ill: a colleague holds one session for her, sees that one only, and may be sent home again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.desk.access import sessions_at_desk
from attendance.desk.handover import (
    HoldsItAlready,
    NotATrainer,
    NotYoursToHandOver,
    OverAlready,
    hand_over,
    handovers_of,
    take_back,
)
from attendance.models import Handover
from courses.models import Audience
from lms.messaging.models import Message
from lms.people.models import Clearance, Membership, Role
from lms.people.roles import forget_roles, grant
from lms.privacy.models import AuditEntry
from sessions.errors import Clash, NotCleared
from sessions.models import Session
from sessions.planning import change_trainers, move_session, what_if
from sessions.reservations import reserve, resources_of_people
from tests.factories.people import PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory


@pytest.fixture
def petro(mops):
    """Another trainer of the house."""
    person = PersonFactory(given_name="Petro", email="petro@example.org", language="uk", with_sign_in=True)
    grant(Role.TRAINER, to=person, at=mops)
    return person


def desk_of(person):
    return set(sessions_at_desk(person.user))


def test_a_substitute_holds_this_session_and_no_other(session, run, irena, petro):
    other = SessionFactory(run=run, starts_at=session.starts_at + timedelta(days=1), trainers=[irena])

    hand_over(session, to=petro, by=irena, reason="Gorączka")

    assert desk_of(petro) == {session}
    assert desk_of(irena) == {session, other}


def test_the_sessions_of_a_desk_are_one_query_still(session, irena, petro, django_assert_num_queries):
    hand_over(session, to=petro, by=irena)

    with django_assert_num_queries(1):
        assert desk_of(petro) == {session}


def test_a_substitute_sees_it_a_week_around_and_while_they_are_a_trainer(run, irena, petro):
    far = SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=9), trainers=[irena])
    near = SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=2), trainers=[irena])
    for each in (far, near):
        hand_over(each, to=petro, by=irena)

    assert desk_of(petro) == {near}

    Membership.objects.filter(person=petro).delete()
    forget_roles(petro.user)
    assert desk_of(petro) == set()


def test_taken_back_it_is_gone_from_the_desk(session, irena, petro):
    handover = hand_over(session, to=petro, by=irena)

    take_back(handover, by=irena)
    take_back(handover, by=irena)

    assert desk_of(petro) == set()
    assert list(handovers_of(session)) == []
    assert Message.objects.filter(recipient=petro).count() == 2


def test_handed_over_twice_it_is_one_handover(session, irena, petro):
    assert hand_over(session, to=petro, by=irena) == hand_over(session, to=petro, by=irena)
    assert Message.objects.filter(recipient=petro).count() == 1


def test_a_coordinator_hands_over_and_one_of_another_house_does_not(session, pan_adam, pani_beata, petro):
    with pytest.raises(NotYoursToHandOver):
        hand_over(session, to=petro, by=pani_beata)

    assert hand_over(session, to=petro, by=pan_adam).by == pan_adam


def test_a_substitute_passes_nothing_on(session, irena, petro, mops):
    third = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=third, at=mops)
    handover = hand_over(session, to=petro, by=irena)

    with pytest.raises(NotYoursToHandOver):
        hand_over(session, to=third, by=petro)
    with pytest.raises(NotYoursToHandOver):
        take_back(handover, by=petro)


def test_only_a_trainer_of_the_house_steps_in(session, irena, oksana, pan_adam, fundacja):
    elsewhere = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=elsewhere, at=fundacja)

    for person in (oksana, pan_adam, elsewhere):
        with pytest.raises(NotATrainer):
            hand_over(session, to=person, by=irena)
    with pytest.raises(HoldsItAlready):
        hand_over(session, to=irena, by=irena)


@pytest.mark.parametrize("status", [Session.Status.CANCELLED, Session.Status.CLOSED])
def test_what_is_over_is_not_handed_over(session, irena, petro, status):
    session.status = status
    session.closed_at = timezone.now() if status == "closed" else None
    session.save()

    with pytest.raises(OverAlready):
        hand_over(session, to=petro, by=irena)


def test_with_children_a_substitute_is_checked_first(session, run, irena, petro):
    run.audience = Audience.CHILDREN
    run.save()

    with pytest.raises(NotCleared):
        hand_over(session, to=petro, by=irena)

    Clearance.objects.create(
        person=petro, checked_on=timezone.localdate(), valid_until=timezone.localdate() + timedelta(days=90)
    )
    assert hand_over(session, to=petro, by=irena).substitute == petro


def test_nobody_steps_in_while_they_are_elsewhere(session, irena, petro):
    other = SessionFactory(run=RunFactory(), starts_at=session.starts_at)
    reserve(other, resources_of_people([petro]))

    with pytest.raises(Clash):
        hand_over(session, to=petro, by=irena)

    assert not Handover.objects.exists()


def test_taken_back_the_hours_are_free_again(session, irena, petro):
    take_back(hand_over(session, to=petro, by=irena), by=irena)

    reserve(SessionFactory(run=RunFactory(), starts_at=session.starts_at), resources_of_people([petro]))


def test_wherever_a_session_is_moved_its_hours_are_the_substitutes_too(session, irena, petro):
    handover = hand_over(session, to=petro, by=irena)
    later = session.starts_at + timedelta(hours=3)

    move_session(session, starts_at=later, ends_at=later + timedelta(hours=2), room=None, by=None)

    theirs = resources_of_people([petro])
    with pytest.raises(Clash):
        reserve(SessionFactory(run=RunFactory(), starts_at=later), theirs)
    reserve(SessionFactory(run=RunFactory(), starts_at=later - timedelta(hours=3)), theirs)

    take_back(handover, by=irena)
    reserve(SessionFactory(run=RunFactory(), starts_at=later), theirs)


def test_a_session_is_not_moved_to_where_its_substitute_is_elsewhere(session, irena, petro):
    hand_over(session, to=petro, by=irena)
    later = session.starts_at + timedelta(hours=3)
    reserve(SessionFactory(run=RunFactory(), starts_at=later), resources_of_people([petro]))

    hours = {"starts_at": later, "ends_at": later + timedelta(hours=2), "room": None}
    assert isinstance(what_if(session, **hours), Clash)
    with pytest.raises(Clash):
        move_session(session, **hours, by=None)


def test_nor_to_a_day_on_which_the_check_of_its_substitute_has_lapsed(session, run, irena, petro):
    for person, days in ((irena, 365), (petro, 10)):
        Clearance.objects.create(
            person=person,
            checked_on=timezone.localdate(),
            valid_until=timezone.localdate() + timedelta(days=days),
        )
    run.audience = Audience.CHILDREN
    run.save()
    session.refresh_from_db()
    hand_over(session, to=petro, by=irena)
    later = session.starts_at + timedelta(days=30)

    hours = {"starts_at": later, "ends_at": later + timedelta(hours=2), "room": None}

    assert isinstance(what_if(session, **hours), NotCleared)
    with pytest.raises(NotCleared):
        move_session(session, **hours, by=None)


def test_whoever_became_its_trainer_keeps_the_hours_when_the_handover_is_taken_back(session, irena, petro):
    handover = hand_over(session, to=petro, by=irena)
    change_trainers(session, [irena, petro], by=None)

    take_back(handover, by=irena)

    with pytest.raises(Clash):
        reserve(SessionFactory(run=RunFactory(), starts_at=session.starts_at), resources_of_people([petro]))


def test_both_are_told_in_their_language(session, irena, petro, pan_adam):
    hand_over(session, to=petro, by=pan_adam)

    told = {message.recipient: message for message in Message.objects.all()}
    assert set(told) == {irena, petro}
    assert told[petro].language == "uk"
    assert session.run.course.title in told[petro].subject


def test_of_a_confidential_meeting_the_messages_say_nothing(mops, irena, petro):
    run = RunFactory(organiser=mops, confidential=True)
    held = SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=1), trainers=[irena])

    hand_over(held, to=petro, by=irena, reason="Bezpieczny plan")

    assert Message.objects.count() == 2
    for message in Message.objects.all():
        words = message.subject + message.text + message.html
        assert run.course.title not in words
        assert "Petro" not in words


def test_the_log_knows_who_handed_over_and_took_back(session, irena, petro):
    take_back(hand_over(session, to=petro, by=irena), by=irena)

    entries = AuditEntry.objects.filter(subject=petro, actor=irena.user, target__contains="Handover")
    assert set(entries.values_list("action", flat=True)) == {"created", "revoked"}


# --- the page at Desk -------------------------------------------------------------------------------------


def page_of(session):
    return f"/pl/desk/{session.uuid}/hand-over/"


def test_the_page_offers_colleagues_and_hands_over(client, session, irena, petro):
    client.force_login(irena.user)

    asked = client.get(page_of(session)).content.decode()
    client.post(page_of(session), {"to": str(petro.uuid), "reason": "Gorączka"})
    after = client.get(page_of(session)).content.decode()

    assert f'value="{petro.uuid}"' in asked
    assert Handover.objects.get().reason == "Gorączka"
    assert "Petro" in after
    assert f'value="{petro.uuid}"' not in after


def test_the_page_takes_back(client, session, irena, petro):
    handover = hand_over(session, to=petro, by=irena)
    client.force_login(irena.user)

    client.post(f"{page_of(session)}{handover.pk}/take-back/")

    assert not handovers_of(session).exists()


def test_the_page_says_why_not(client, session, irena, petro):
    other = SessionFactory(run=RunFactory(), starts_at=session.starts_at)
    reserve(other, resources_of_people([petro]))
    client.force_login(irena.user)

    said = client.post(page_of(session), {"to": str(petro.uuid)})

    assert said.status_code == 422
    assert "error-summary" in said.content.decode()


@pytest.mark.parametrize("to", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_bad_input_is_answered_on_the_page(client, session, irena, to):
    client.force_login(irena.user)

    assert client.post(page_of(session), {"to": to, "reason": "x" * 500}).status_code == 422


def test_the_list_leads_there_but_not_for_the_substitute(client, session, irena, petro):
    hand_over(session, to=petro, by=irena)

    client.force_login(irena.user)
    hers = client.get(f"/pl/desk/{session.uuid}/").content.decode()
    client.force_login(petro.user)
    his = client.get(f"/pl/desk/{session.uuid}/").content.decode()

    assert page_of(session) in hers
    assert page_of(session) not in his


def test_a_substitute_and_a_stranger_find_no_such_page(client, session, irena, petro, pani_beata):
    handover = hand_over(session, to=petro, by=irena)
    other = SessionFactory(run=session.run, starts_at=session.starts_at, trainers=[irena])

    for person in (petro, pani_beata):
        client.force_login(person.user)
        assert client.get(page_of(session)).status_code == 404
        assert client.post(f"{page_of(session)}{handover.pk}/take-back/").status_code == 404
    client.force_login(irena.user)
    assert client.post(f"{page_of(other)}{handover.pk}/take-back/").status_code == 404
