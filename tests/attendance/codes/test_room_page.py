"""Oksana scans the code in the room, says who she is, and checks in herself and Danylo with one tap each."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from attendance.codes.room_codes import code_of, printed_code_of, secret_of, short_of
from attendance.models import Attendance, KeptApart, Scan
from lms.messaging.models import Message
from sessions.models import Place, Session
from tests.attendance.codes.room_visits import later, shown, tap, text
from tests.attendance.conftest import START
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory


@pytest.fixture
def mum(client, oksana, seat):
    """Oksana, signed in on her phone, who has a place."""
    client.force_login(oksana.user)
    return oksana


# --- who is here ------------------------------------------------------------------------------------------


def test_a_tap_on_the_signed_in_phone_checks_in(client, mum, session):
    address = shown(session)

    asked = client.get(address)
    said = tap(client, address, mum)

    assert asked.status_code == said.status_code == 200
    scan = Scan.objects.get()
    assert (scan.person, scan.noted_by, scan.method, scan.verdict) == (mum, mum, "room", "welcome")
    assert scan.device.startswith("room-")
    assert Attendance.objects.get().status == Attendance.Status.PRESENT
    assert "verdict--green" in text(said)


def test_opening_the_address_notes_nothing(client, mum, session):
    for _time in range(3):
        client.get(shown(session))
        client.head(shown(session))

    assert not Scan.objects.exists()


def test_a_double_tap_is_one_event(client, mum, session):
    address = shown(session)
    client.get(address)

    tap(client, address, mum)
    again = tap(client, address, mum)

    assert Scan.objects.count() == 1
    assert "verdict--green" in text(again)


def test_a_second_scan_says_since_when_she_is_in(client, mum, session):
    tap(client, shown(session), mum)

    with later(minutes=5):
        page = client.get(shown(session, at=START + timedelta(minutes=5)))

    assert "17.00" in text(page) or "17:00" in text(page)
    assert 'name="here"' not in text(page)


def test_a_child_in_her_care_has_a_button_of_its_own(client, mum, danylo, run, session):
    PlaceFactory(run=run, person=danylo)
    address = shown(session)

    page = client.get(address)
    tap(client, address, danylo)

    assert text(page).count('name="here"') == 2
    scan = Scan.objects.get()
    assert (scan.person, scan.noted_by) == (danylo, mum)


def test_nobody_else_can_be_checked_in(client, mum, marta, danylo, run, session):
    PlaceFactory(run=run, person=marta)
    client.get(shown(session))

    assert tap(client, shown(session), marta).status_code == 404
    assert tap(client, shown(session), danylo).status_code == 404
    assert client.post(shown(session), {"here": "nonsense"}).status_code == 404
    assert client.post(shown(session), {}).status_code == 404
    assert not Scan.objects.exists()


def test_a_child_whose_care_has_ended_is_hers_no_more(client, mum, danylo, run, session):
    PlaceFactory(run=run, person=danylo)
    danylo.guardianships_over.update(revoked_at=START - timedelta(days=1))

    assert tap(client, shown(session), danylo).status_code == 404


@pytest.mark.parametrize(
    "place",
    [
        {"status": Place.Status.WAITING, "queue_number": 1},
        {"status": Place.Status.CANCELLED},
        {"status": Place.Status.APPLIED},
    ],
)
def test_without_a_seat_she_is_told_what_to_do(client, oksana, run, session, place):
    PlaceFactory(run=run, person=oksana, **place)
    client.force_login(oksana.user)

    page = client.get(shown(session))

    assert 'name="here"' not in text(page)
    assert "verdict--amber" in text(page)
    assert tap(client, shown(session), oksana).status_code == 404


def test_the_name_of_the_course_is_for_those_with_a_place(client, mum, marta, session):
    mine = text(client.get(shown(session)))
    client.force_login(marta.user)
    others = text(client.get(shown(session)))
    client.logout()
    strangers = text(client.get(shown(session)))

    assert "Opiekun tymczasowy" in mine
    assert "Opiekun tymczasowy" not in others + strangers


def test_a_confidential_meeting_says_nothing_but_check_in(client, oksana, irena, five_o_clock):
    run = RunFactory(confidential=True)
    held = SessionFactory(
        run=run, starts_at=START, trainers=[irena], room=RoomFactory(name="Sala 12"), topic="Bezpieczny plan"
    )
    PlaceFactory(run=run, person=oksana)
    client.force_login(oksana.user)

    page = text(client.get(shown(held)))

    assert 'name="here"' in page
    for secret in (run.course.title, "Sala 12", "Bezpieczny plan", run.code):
        assert secret not in page


def test_she_is_spoken_to_in_her_language_unless_she_chose_another(client, mum, session):
    hers = client.get(shown(session), headers={"Accept-Language": "pl"})
    chosen = client.get(f"{shown(session)}?lang=en")

    assert '<html lang="uk"' in text(hers)
    assert '<html lang="en"' in text(chosen)


# --- codes that open nothing ------------------------------------------------------------------------------


def test_a_code_that_is_over_asks_for_the_one_of_now(client, mum, session):
    page = client.get(shown(session, at=START - timedelta(seconds=60)))

    assert page.status_code == 410
    assert 'name="here"' not in text(page)
    assert tap(client, shown(session, at=START - timedelta(seconds=60)), mum).status_code == 410
    assert not Scan.objects.exists()


def test_forged_foreign_and_future_codes_open_nothing(client, mum, session, run):
    other = SessionFactory(run=run)
    secret_of(session)
    addresses = [
        f"/c/{short_of(session)}/AAAAAAAAAA",
        shown(session, secret_from=other),
        shown(session, at=START + timedelta(minutes=5)),
        f"/c/{'A' * 26}/AAAAAAAAAA",
        "/c/nonsense/%00%00",
        f"/c/{short_of(session)}/{'A' * 3000}",
    ]

    assert {client.get(address).status_code for address in addresses} == {404}
    assert {tap(client, address, mum).status_code for address in addresses} == {404}
    assert not Scan.objects.exists()


def test_a_stranger_cannot_tell_a_meeting_from_none(client, session):
    secret_of(session)
    known, unknown = f"/c/{short_of(session)}/AAAAAAAAAA", f"/c/{'A' * 26}/AAAAAAAAAA"

    pages = [text(client.get(address)).split("nonce=")[0] for address in (known, unknown)]

    assert pages[0].replace(known, "") == pages[1].replace(unknown, "")


def test_whoever_guesses_codes_is_slowed_down_and_a_right_one_still_opens(client, mum, session):
    secret_of(session)
    guesses = [client.get(f"/c/{short_of(session)}/AAAAAAAAAA").status_code for _time in range(31)]

    assert (guesses[0], guesses[29], guesses[30]) == (404, 404, 429)
    assert client.get(shown(session)).status_code == 200


def test_it_counts_for_this_meeting_only(client, mum, session, run):
    next_week = SessionFactory(run=run, starts_at=START + timedelta(days=7))

    tap(client, shown(session), mum)

    assert not Scan.objects.filter(session=next_week).exists()
    assert Attendance.objects.get().session == session


@pytest.mark.parametrize("hours", [-3, 6])
def test_outside_its_hours_a_right_code_opens_no_door(client, mum, session, hours):
    with later(hours=hours):
        address = shown(session, at=START + timedelta(hours=hours))
        page = client.get(address)
        tap(client, address, mum)

    assert 'name="here"' not in text(page)
    assert "verdict--amber" in text(page)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("status", [Session.Status.CANCELLED, Session.Status.CLOSED])
def test_a_meeting_that_is_off_or_handed_in_says_so(client, mum, session, status):
    Session.objects.filter(pk=session.pk).update(
        status=status, closed_at=START if status == "closed" else None
    )

    page = client.get(shown(session))
    tap(client, shown(session), mum)

    assert "verdict--" in text(page)
    assert not Attendance.objects.exists()


# --- ten minutes ------------------------------------------------------------------------------------------


def test_the_scan_stays_good_while_she_signs_in(client, oksana, seat, session):
    address = shown(session)
    stranger = client.get(address)

    with later(minutes=9):
        client.force_login(oksana.user)
        page = client.get(address)
        said = tap(client, address, oksana)

    assert f"?next={address}" in text(stranger)
    assert 'name="here"' in text(page)
    assert "verdict--green" in text(said)
    assert Scan.objects.get().happened_at == START


def test_ten_minutes_are_never_made_longer(client, oksana, seat, session):
    address = shown(session)
    client.get(address)
    for minute in (3, 6, 9):
        with later(minutes=minute):
            client.get(address)

    client.force_login(oksana.user)
    with later(minutes=10):
        page = client.get(address)

    assert page.status_code == 410


def test_a_kept_scan_opens_no_other_meeting_and_no_other_code(client, mum, session, run):
    other = SessionFactory(run=run, starts_at=START, ends_at=START + timedelta(hours=1))
    code = code_of(secret_of(session), START)
    client.get(shown(session))

    with later(minutes=5):
        assert client.get(f"/c/{short_of(other)}/{code}").status_code == 404
        assert client.get(f"/c/{short_of(session)}/BBBBBBBBBB").status_code == 404


def test_a_scan_kept_by_hand_is_none(client, mum, session):
    secret_of(session)
    kept = client.session
    kept["room_scan"] = f'["{session.uuid.hex}", "AAAAAAAAAA", false, {START.timestamp()}, "{uuid4().hex}"]'
    kept.save()

    assert client.get(f"/c/{short_of(session)}/AAAAAAAAAA").status_code == 404


# --- leaving, and codes on paper --------------------------------------------------------------------------


def test_where_the_run_asks_for_it_she_checks_out_herself(client, mum, run, session):
    run.checks_out = True
    run.save()
    tap(client, shown(session), mum)

    with later(minutes=110):
        address = shown(session, at=START + timedelta(minutes=110))
        page = client.get(address)
        tap(client, address, mum, "leaving")

    assert 'name="leaving"' in text(page)
    assert Attendance.objects.get().left_at == START + timedelta(minutes=110)


def test_elsewhere_nobody_checks_out(client, mum, session):
    tap(client, shown(session), mum)

    page = client.get(shown(session))

    assert 'name="leaving"' not in text(page)
    assert tap(client, shown(session), mum, "leaving").status_code == 404


def test_the_printed_code_counts_once_a_trainer_nods(client, mum, session):
    address = f"/c/{short_of(session)}/{printed_code_of(secret_of(session))}"

    said = tap(client, address, mum)
    again = client.get(address)

    scan = Scan.objects.get()
    assert (scan.method, scan.verdict) == ("printed", "to_confirm")
    assert not Attendance.objects.exists()
    assert "verdict--amber" in text(said)
    assert 'name="here"' not in text(again)


def test_why_somebody_must_speak_to_the_trainer_is_not_told(client, mum, marta, pan_adam, run, session):
    PlaceFactory(run=run, person=marta)
    one, other = sorted((mum, marta), key=lambda person: person.pk)
    KeptApart.objects.create(one=one, other=other, noted_by=pan_adam)
    client.force_login(marta.user)
    tap(client, shown(session), marta)
    client.force_login(mum.user)

    said = text(tap(client, shown(session), mum))

    assert "verdict--amber" in said
    assert not Attendance.objects.filter(person=mum).exists()
    for telling in ("Marta", "Kowalska", "coordinator", "koordynator", "координатор"):
        assert telling not in said.split("<main")[1].split("</main>")[0]


def test_the_six_digit_code_leads_back_to_the_scan_that_was_kept(client, oksana, seat, session):
    """Once through the house's own sign-in, a minute before the scan is over."""
    address = shown(session)
    client.get(address)

    with later(minutes=8):
        asked = client.post("/pl/account/sign-in/", {"email": oksana.email, "next": address})
        letter = Message.objects.filter(kind="sign_in_code").latest("pk").text
    with later(minutes=9):
        code = re.search(r"\b\d{6}\b", letter)[0]
        entered = client.post(asked["Location"], {"code": code, "next": address})
        page = client.get(entered["Location"])
        tap(client, address, oksana)

    assert entered["Location"] == address
    assert 'name="here"' in text(page)
    assert Scan.objects.get().happened_at == START
