"""A phone is lost, or a right ends, while scans wait on it: nothing is lost, nothing counts by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from attendance.codes.passes import pass_of
from attendance.desk.devices import give_lists, is_locked, lock, note_emptied, seen
from attendance.models import Attendance, Contradiction, Device, Handover, Scan
from lms.people.models import Membership
from lms.privacy.models import AuditEntry
from sessions.models import SessionTrainer
from tests.attendance.conftest import START
from tests.factories.attendance import DeviceFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import SessionFactory

API = "/api/v1/desk/"


@pytest.fixture
def phone(irena, session):
    """Irena's phone, with the list of the session on it."""
    device = seen("phone-1", person=irena, label="Android, Chrome")
    give_lists(device, [session])
    return device


@pytest.fixture
def event(session, oksana, seat):
    def told(**facts):
        return {
            "event_id": str(uuid4()),
            "session": str(session.uuid),
            "happened_at": timezone.now().isoformat(),
            "code": pass_of(oksana).secret,
        } | facts

    return told


@pytest.fixture
def post(client):
    def to(path, *events, device="phone-1"):
        body = {"device": device, "sent_at": timezone.now().isoformat(), "events": list(events)}
        return client.post(
            API + path, body, content_type="application/json", headers={"accept-language": "en"}
        )

    return to


def waiting():
    return list(Contradiction.objects.values_list("kind", "person__given_name"))


# --- locked ----------------------------------------------------------------------------------------------


def test_a_locked_device_is_asked_to_destroy_its_lists_and_what_it_tells_is_held_back(
    client, post, event, phone, irena, pan_adam
):
    client.force_login(irena.user)
    lock(phone, by=pan_adam)

    answer = post("scans", event()).json()

    assert answer["revoked"] is True
    assert [result["verdict"] for result in answer["results"]] == ["held_back"]
    assert not Attendance.objects.exists()
    assert waiting() == [("held_back", "Oksana")]


def test_it_is_told_so_also_when_it_has_nothing_to_tell(client, post, session, phone, irena):
    client.force_login(irena.user)
    lock(phone, by=irena)

    assert post("scans").json()["revoked"] is True


def test_locking_signs_out_whoever_is_signed_in_on_it_and_is_in_the_log(phone, irena, pan_adam):
    sign_in = SessionStore()
    sign_in.create()
    Device.objects.update(sign_in_key=sign_in.session_key)
    phone.refresh_from_db()

    locked = lock(lock(phone, by=pan_adam), by=irena)

    assert (locked.is_revoked, locked.revoked_by) == (True, pan_adam)
    assert not SessionStore().exists(sign_in.session_key)
    assert AuditEntry.objects.filter(action=AuditEntry.Action.REVOKED).count() == 1


def test_signed_out_it_hands_in_what_is_left_and_learns_nobodys_name(post, event, phone, irena):
    lock(phone, by=irena)

    answer = post("leftovers", event()).json()

    [result] = answer["results"]
    assert (result["status"], result["verdict"]) == ("recorded", "held_back")
    assert (result["name"], result["person"], result["detail"], result["attendance"]) == ("", None, "", "")
    assert Scan.objects.get().noted_by == irena


def test_leftovers_that_were_told_before_tell_nobodys_name_either(client, post, event, phone, irena):
    client.force_login(irena.user)
    told = event()
    post("scans", told)
    client.logout()
    lock(phone, by=irena)

    [result] = post("leftovers", told).json()["results"]

    assert (result["status"], result["name"]) == ("repeated", "")
    assert Attendance.objects.get().status == "present"


def test_signed_out_it_needs_no_token_of_a_page(event, phone, irena):
    careful = Client(enforce_csrf_checks=True)
    lock(phone, by=irena)
    letter = {"device": "phone-1", "sent_at": timezone.now().isoformat(), "events": [event()]}

    told = careful.post(API + "leftovers", letter, content_type="application/json")
    emptied = careful.post(API + "emptied", {"device": "phone-1"}, content_type="application/json")

    assert (told.status_code, emptied.status_code) == (200, 204)


def test_no_other_device_hands_in_without_signing_in(post, event, phone):
    assert post("leftovers", event()).status_code == 403
    assert post("leftovers", event(), device="phone-9").status_code == 403


def test_a_stolen_device_does_not_fill_the_log(post, event, phone, irena):
    lock(phone, by=irena)
    elsewhere = SessionFactory(starts_at=START)

    [foreign] = post("leftovers", event(session=str(elsewhere.uuid))).json()["results"]
    statuses = {post("leftovers", event()).status_code for _ in range(40)}

    assert foreign["error"] == "no_session"
    assert statuses == {200, 429}


def test_anybody_may_ask_whether_a_device_is_locked_and_learns_nothing_else(client, phone, irena):
    before = client.get(API + "devices/phone-1").json()
    lock(phone, by=irena)

    assert before == client.get(API + "devices/nobodys").json() == {"revoked": False}
    assert client.get(API + "devices/phone-1").json() == {"revoked": True}
    assert is_locked("phone-1")


def test_it_says_that_its_lists_are_destroyed(client, phone, five_o_clock):
    answer = client.post(API + "emptied", {"device": "phone-1"}, content_type="application/json")
    phone.refresh_from_db()
    note_emptied("phone-1")

    assert (answer.status_code, phone.emptied_at) == (204, five_o_clock)


def test_a_locked_device_stays_locked_whoever_signs_in_on_it(irena, marta):
    DeviceFactory(name="phone-7", person=irena, locked=True)

    again = seen("phone-7", person=marta)

    assert (again.is_revoked, again.person) == (True, irena)


# --- a right that ended ----------------------------------------------------------------------------------


def role_ended(session, irena):
    Membership.objects.filter(person=irena).update(
        starts_on=START.date() - timedelta(days=9), ends_on=START.date() - timedelta(days=1)
    )


def trainer_replaced(session, irena):
    SessionTrainer.objects.filter(session=session).update(trainer=PersonFactory())


def week_gone_by(session, irena):
    session.starts_at -= timedelta(days=9)
    session.ends_at -= timedelta(days=9)
    session.save()


@pytest.mark.parametrize("ended", [role_ended, trainer_replaced, week_gone_by])
def test_whoever_had_the_list_and_lost_the_right_meanwhile_is_heard_and_held_back(
    client, post, event, phone, session, irena, ended
):
    client.force_login(irena.user)
    ended(session, irena)

    [result] = post("scans", event()).json()["results"]

    assert (result["status"], result["verdict"]) == ("recorded", "held_back")
    assert waiting() == [("held_back", "Oksana")]
    assert not Attendance.objects.exists()


def nobody_named(result):
    return (result["name"], result["person"], result["detail"], result["attendance"]) == ("", None, "", "")


@pytest.mark.parametrize("ended", [role_ended, trainer_replaced, week_gone_by])
def test_without_the_right_they_learn_neither_names_nor_who_was_there(
    client, post, event, phone, session, irena, oksana, ended
):
    client.force_login(irena.user)
    told = event()
    post("scans", told)
    ended(session, irena)

    tapped = event(code="", person=str(oksana.uuid), method="list")
    answers = post("scans", told, event(), tapped).json()["results"]

    assert [answer["status"] for answer in answers] == ["repeated", "recorded", "recorded"]
    assert all(nobody_named(answer) for answer in answers)


def test_on_a_locked_device_nobody_is_named_either(client, post, event, phone, irena):
    client.force_login(irena.user)
    lock(phone, by=irena)

    [result] = post("scans", event()).json()["results"]

    assert nobody_named(result)


def test_a_substitute_from_whom_the_session_was_taken_back_is_heard_too(
    client, post, event, session, pani_beata, irena
):
    Handover.objects.create(session=session, substitute=pani_beata, by=irena, taken_back_at=timezone.now())
    client.force_login(pani_beata.user)

    [result] = post("scans", event()).json()["results"]

    assert result["verdict"] == "held_back"
    assert nobody_named(result)


def test_another_persons_phone_opens_no_session(client, post, event, phone, pani_beata):
    client.force_login(pani_beata.user)

    [result] = post("scans", event()).json()["results"]

    assert (result["status"], result["error"]) == ("refused", "no_session")
    assert not Scan.objects.exists()
