"""A phone knows its owner at the door once she has ticked that it may, for half a year at most."""

from datetime import timedelta

import pytest

from attendance.codes.passes import replace_pass, revoke_passes
from attendance.codes.remembered import COOKIE
from attendance.models import Attendance
from tests.attendance.codes.room_visits import later, shown, tap, text
from tests.attendance.conftest import START
from tests.factories.sessions import SessionFactory


@pytest.fixture
def mum(client, oksana, seat):
    """Oksana, signed in on her phone, who has a place."""
    client.force_login(oksana.user)
    return oksana


def remembered_on(client, person, session):
    """A phone on which somebody ticked the box, and then signed out."""
    client.force_login(person.user)
    tap(client, shown(session), person, remember="on")
    kept = client.cookies[COOKIE].value
    client.logout()
    return kept


def test_a_remembered_phone_needs_no_sign_in(client, oksana, seat, session):
    kept = remembered_on(client, oksana, session)

    with later(days=179):
        again = SessionFactory(run=session.run, starts_at=START + timedelta(days=179))
        address = shown(again, at=START + timedelta(days=179))
        client.cookies[COOKIE] = kept
        page = client.get(address)
        tap(client, address, oksana)

    assert 'name="here"' in text(page)
    assert Attendance.objects.filter(session=again, person=oksana).exists()


def test_without_the_tick_nothing_is_remembered(client, mum, session):
    said = tap(client, shown(session), mum)

    assert COOKIE not in said.cookies


def test_the_cookie_goes_to_room_codes_only_and_scripts_do_not_see_it(client, mum, session):
    kept = tap(client, shown(session), mum, remember="on").cookies[COOKIE]

    assert (kept["path"], kept["httponly"], kept["samesite"]) == ("/c/", True, "Lax")
    assert kept["max-age"] == 180 * 24 * 60 * 60
    for personal in ("Oksana", "Shevchenko", "oksana@example.org", mum.uuid.hex):
        assert personal not in kept.value


@pytest.mark.parametrize("lose", [replace_pass, revoke_passes])
def test_a_pass_replaced_or_revoked_forgets_the_phone(client, oksana, seat, session, lose):
    client.cookies[COOKIE] = remembered_on(client, oksana, session)

    lose(oksana, by=oksana)

    assert "account/sign-in" in text(client.get(shown(session)))


def test_after_half_a_year_a_phone_forgets(client, oksana, seat, session):
    kept = remembered_on(client, oksana, session)

    with later(days=181):
        client.cookies[COOKIE] = kept
        page = client.get("/c/")

    assert "Oksana" not in text(page)


@pytest.mark.parametrize("forged", ["", "nonsense", "WzEsICJhIl0:1abc:def", "x" * 4000])
def test_a_cookie_that_we_did_not_make_is_nobodys(client, session, forged):
    client.cookies[COOKIE] = forged

    assert "account/sign-in" in text(client.get(shown(session)))


def test_the_forget_button_forgets(client, oksana, seat, session):
    client.cookies[COOKIE] = remembered_on(client, oksana, session)

    before = client.get("/c/")
    client.post("/c/forget")
    after = client.get("/c/")

    assert "Oksana" in text(before)
    assert "Oksana" not in text(after)


def test_a_remembered_phone_remembers_nobody_anew(client, oksana, seat, session):
    """Only a sign-in proves who somebody is, so half a year is half a year."""
    client.cookies[COOKIE] = remembered_on(client, oksana, session)

    said = tap(client, shown(session), oksana, remember="on")

    assert COOKIE not in said.cookies
