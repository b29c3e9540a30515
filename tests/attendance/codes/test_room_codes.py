"""A code that a room shows is right for its window and the next, at its own meeting, and nowhere else."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from attendance.codes.room_codes import (
    CODE_LENGTH,
    Reading,
    code_of,
    is_valid,
    printed_code_of,
    read,
    room_address,
    secret_of,
    short_of,
    uuid_in,
)
from attendance.models import DoorSecret
from tests.attendance.conftest import START
from tests.factories.sessions import SessionFactory

SECRET = "0f" * 32


@pytest.mark.parametrize(
    ("at", "code"),
    [(0, "WZJGSIGC4L"), (19, "WZJGSIGC4L"), (20, "PCCQDWHRMY"), (1_795_536_000, "DELJA4NYQF")],
)
def test_the_arithmetic_is_the_one_the_screen_does(at, code):
    """The same figures stand in the test of the screen in the browser."""
    assert code_of(SECRET, datetime.fromtimestamp(at, UTC)) == code


def test_a_code_lasts_for_its_window_and_the_one_after(session):
    code = code_of(secret_of(session), START)

    seen = {
        seconds: read(session, code, at=START + timedelta(seconds=seconds))
        for seconds in (0, 19, 39, 40, 600)
    }

    assert seen == {
        0: Reading.SCREEN,
        19: Reading.SCREEN,
        39: Reading.SCREEN,
        40: Reading.EXPIRED,
        600: Reading.EXPIRED,
    }


def test_a_code_of_the_future_is_no_code_yet(session):
    code = code_of(secret_of(session), START + timedelta(seconds=20))

    assert read(session, code, at=START) is Reading.AHEAD
    assert not is_valid(session, code, START)


def test_a_code_of_another_meeting_opens_nothing(session):
    other = SessionFactory(run=session.run)
    code = code_of(secret_of(other), START)
    secret_of(session)

    assert read(session, code, at=START) is Reading.FOREIGN


@pytest.mark.parametrize("forged", ["", "A" * CODE_LENGTH, "A" * 9, "a" * 5_000, "Ґанок12345", "\x00" * 10])
def test_a_forged_code_opens_nothing(session, forged):
    secret_of(session)

    assert read(session, forged, at=START) is Reading.FOREIGN


def test_the_code_in_small_letters_is_not_the_code(session):
    code = code_of(secret_of(session), START)

    assert read(session, code.lower(), at=START) is Reading.FOREIGN


def test_the_printed_code_lasts_and_is_known_as_printed(session):
    code = printed_code_of(secret_of(session))

    assert read(session, code, at=START) is Reading.PRINTED
    assert read(session, code, at=START + timedelta(days=1)) is Reading.PRINTED
    assert not is_valid(session, code, START)


def test_asking_about_a_code_makes_no_secret(session):
    read(session, "A" * CODE_LENGTH, at=START)

    assert not DoorSecret.objects.exists()


def test_the_secret_of_a_meeting_is_made_once(session):
    assert secret_of(session) == secret_of(session)
    assert secret_of(session) != secret_of(SessionFactory(run=session.run))


def test_the_address_is_short_and_leads_back_to_the_meeting(session):
    address = room_address(session, code_of(secret_of(session), START))
    _empty, c, short, code = urlsplit(address).path.split("/")

    assert address.startswith(settings.SITE_ADDRESS)
    assert (c, len(code)) == ("c", CODE_LENGTH)
    assert uuid_in(short) == session.uuid
    assert (short + code).isupper()


@pytest.mark.parametrize("text", ["", "A", "a" * 26, "Ж" * 26, "1" * 26, "A" * 27, "=" * 26])
def test_what_is_no_meeting_leads_nowhere(text):
    assert uuid_in(text) is None


def test_every_meeting_comes_back_from_its_short_form(session):
    assert uuid_in(short_of(session)) == session.uuid
