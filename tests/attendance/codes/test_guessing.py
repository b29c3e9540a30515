"""Whoever tries out short codes is stopped, by device and by address; an honest trainer never notices."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from attendance.codes.guessing import MOST_FAILED, WINDOW_SECONDS, is_short
from attendance.codes.passes import pass_address, pass_of
from attendance.models import Scan
from tests.attendance.conftest import START


@pytest.fixture
def trainer(client, irena, seat):
    client.force_login(irena.user)
    return irena


def told(client, session, *codes, device="phone-1", address="10.0.0.1", method="code", ids=None):
    """A device tells of some codes at once."""
    ids = ids or [str(uuid4()) for _code in codes]
    events = [
        {
            "event_id": event_id,
            "session": str(session.uuid),
            "sequence": number,
            "happened_at": timezone.now().isoformat(),
            "act": "enter",
            "method": method,
            "code": code,
        }
        for number, (code, event_id) in enumerate(zip(codes, ids, strict=True), start=1)
    ]
    body = {"device": device, "sent_at": timezone.now().isoformat(), "events": events}
    return client.post(
        "/api/v1/desk/scans?lang=en",
        json.dumps(body),
        content_type="application/json",
        REMOTE_ADDR=address,
    )


def guesses(number):
    return [f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n % 26]}{n // 26 + 2}AAAAAA" for n in range(number)]


def test_a_device_that_tries_out_codes_is_stopped_and_the_others_go_on(client, trainer, session, oksana):
    code = pass_of(oksana).short_code
    tried = told(client, session, *guesses(MOST_FAILED))

    stopped = told(client, session, code)
    another = told(client, session, code, device="phone-2", address="10.0.0.2")

    assert (tried.status_code, stopped.status_code, another.status_code) == (200, 429, 200)


def test_another_name_of_the_device_does_not_help(client, trainer, session):
    told(client, session, *guesses(MOST_FAILED))

    assert told(client, session, "ZZZZ ZZZZ", device="phone-2").status_code == 429


def test_another_address_does_not_help(client, trainer, session):
    told(client, session, *guesses(MOST_FAILED))

    assert told(client, session, "ZZZZ ZZZZ", address="10.0.0.2").status_code == 429


def test_after_a_while_it_is_forgotten_and_nothing_was_lost(client, trainer, session, oksana):
    told(client, session, *guesses(MOST_FAILED))
    told(client, session, pass_of(oksana).short_code)

    with time_machine.travel(START + timedelta(seconds=WINDOW_SECONDS), tick=False):
        again = told(client, session, pass_of(oksana).short_code)

    assert again.status_code == 200
    assert Scan.objects.filter(person=oksana, verdict="welcome").exists()


def test_a_stopped_device_still_scans_and_taps(client, trainer, session, oksana):
    told(client, session, *guesses(MOST_FAILED))

    assert told(client, session, pass_address(pass_of(oksana)), method="camera").status_code == 200


def test_codes_of_other_houses_are_no_guesses(client, trainer, session, oksana):
    foreign = [f"https://elsewhere.example/t/{n}" for n in range(MOST_FAILED + 5)]
    told(client, session, *foreign, method="camera")

    assert told(client, session, pass_of(oksana).short_code).status_code == 200


def test_what_is_told_again_is_counted_once(client, trainer, session, oksana):
    ids = [str(uuid4()) for _guess in range(MOST_FAILED - 1)]
    for _time in range(3):
        told(client, session, *guesses(MOST_FAILED - 1), ids=ids)

    assert told(client, session, pass_of(oksana).short_code).status_code == 200


def test_the_page_without_scripts_counts_too(client, trainer, session):
    address = f"/en/desk/{session.uuid}/scan/"

    answers = [client.post(address, {"code": code}).status_code for code in guesses(MOST_FAILED + 1)]

    assert (answers[0], answers[MOST_FAILED - 1], answers[MOST_FAILED]) == (200, 200, 429)


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("ABCD EFGH", True),
        ("A" * 25, True),
        ("A" * 26, False),
        ("https://krok.example", False),
        ("", False),
    ],
)
def test_only_the_beginning_of_a_secret_can_be_guessed(code, short):
    assert is_short(code) is short
