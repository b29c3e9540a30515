"""What a phone makes of its list and of what it has noted since, before the house has said anything."""

from __future__ import annotations

import hashlib
from uuid import UUID

import pytest

from tests.attendance.door.on_device import ADDRESS, ask, device

__all__ = ["device"]
pytestmark = pytest.mark.browser

SECRET = "ABCDEFGHIJKLMNOPQRSTUV2345"
OTHER_SECRET = "ZYXWVUTSRQPONMLKJIHGFE5432"
SESSION = "0d603064-09d5-43ba-ae57-e4c0fc1bc5dc"


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def person(number, **facts):
    return {
        "person": f"person-{number}",
        "name": f"Person {number}",
        "place": "expected",
        "status": "",
    } | facts


def session(*people, **facts):
    return {
        "uuid": SESSION,
        "title": "OPIEK",
        "room": "Sala 1",
        "status": "planned",
        "starts_at": "2026-11-24T17:00:00+01:00",
        "ends_at": "2026-11-24T19:00:00+01:00",
        "door_opens_at": "2026-11-24T16:00:00+01:00",
        "door_closes_at": "2026-11-24T20:00:00+01:00",
        "is_confidential": False,
        "people": list(people),
        "revoked": [],
    } | facts


def mark(number, act, at, **facts):
    happened = f"2026-11-24T{at}:00+01:00"
    return {"event_id": f"event-{number}", "person": "person-1", "act": act, "happened_at": happened} | facts


def judged(device, here, *, marks=(), others=(), at="17:05", **event):
    event = {"act": "enter", "method": "camera", "happened_at": f"2026-11-24T{at}:00+01:00"} | event
    return ask(
        device,
        "judge.js",
        f"""const {{ recognise }} = await import('{ADDRESS}desk/recognise.js');
        const {{ here, event, marks, others }} = argument;
        const {{ face, code }} = await recognise(here, event, others);
        const said = module.judge(here, event, {{ face, marks, others }});
        return {{ verdict: said.verdict, name: said.person?.name ?? '', by: said.known?.came_by ?? '',
                  elsewhere: said.elsewhere?.title ?? '', code }};""",
        {"here": here, "event": event, "marks": list(marks), "others": list(others)},
    )


def known(device, here, *marks):
    return ask(
        device,
        "judge.js",
        "return module.knownOf(argument.here, argument.here.people[0], argument.marks).status",
        {"here": here, "marks": list(marks)},
    )


# --- who it is ------------------------------------------------------------------------------------------


def test_a_pass_is_known_by_its_fingerprint_alone(device):
    here = session(person(1, fingerprint=sha(SECRET)))

    said = judged(device, here, code=f"https://krok.example/p/{SECRET}")

    assert (said["verdict"], said["name"], said["code"]) == ("welcome", "Person 1", SECRET)


def test_a_short_code_is_known_at_this_session_only(device):
    short = sha(SESSION.replace("-", "") + SECRET[:8])

    assert (
        judged(device, session(person(1, short_fingerprint=short)), code="abcd efgh")["verdict"] == "welcome"
    )
    elsewhere = session(person(1, short_fingerprint=short), uuid=SESSION.replace("0", "1"))
    assert judged(device, elsewhere, code="abcd efgh")["verdict"] == "unknown_pass"


def test_a_scanner_that_types_on_a_ukrainian_keyboard_is_understood(device):
    here = session(person(1, fingerprint=sha(SECRET)))

    said = judged(device, here, code="реезі://лкщл.учфьзду/з/фисвуапршолдьтщзйкіегм2345")

    assert (said["verdict"], said["code"]) == ("welcome", SECRET)


def test_an_old_pass_and_one_of_nobody_here(device):
    here = session(person(1, fingerprint=sha(SECRET)), revoked=[sha(OTHER_SECRET)])

    assert judged(device, here, code=OTHER_SECRET)["verdict"] == "revoked_pass"
    assert judged(device, session(), code=SECRET)["verdict"] == "no_place"
    assert judged(device, session(), code="https://example.org/poster")["verdict"] == "unknown_pass"


def test_whoever_is_expected_in_another_room_now_is_shown_the_way(device):
    there = session(person(1, fingerprint=sha(SECRET)), uuid="there", title="POL-A0", room="Sala 2")

    said = judged(device, session(), others=[there], code=SECRET)
    hidden = judged(device, session(), others=[there | {"is_confidential": True}], code=SECRET)

    assert (said["verdict"], said["elsewhere"], said["name"]) == ("wrong_room", "POL-A0", "")
    assert (hidden["verdict"], hidden["elsewhere"]) == ("no_place", "")


def test_two_who_must_not_meet(device):
    other = UUID(int=7)
    salt = "0" * 32
    veil = sha(SESSION.replace("-", "") + salt + SECRET)[:32]
    kept = {"fingerprint": sha(SECRET), "apart": [f"{salt}{int(veil, 16) ^ other.int:032x}"]}

    def said(status, **how):
        here = session(person(1, **kept), person(2, status=status) | {"person": str(other)})
        return judged(device, here, **how)["verdict"]

    assert said("present", code=SECRET) == "call_coordinator"
    assert said("", code=SECRET) == "welcome"
    assert said("", person="person-1", method="list") == "call_coordinator"


def test_the_coordinator_may_want_to_be_called_whatever_the_list_says(device):
    here = session(person(1, fingerprint=sha(SECRET), calls_first=True))

    assert judged(device, here, code=SECRET)["verdict"] == "call_coordinator"


# --- what is known ----------------------------------------------------------------------------------------


def test_already_in_says_who_noted_it(device):
    came = {"status": "present", "came_at": "2026-11-24T16:58:00+01:00", "came_by": "Irena"}

    said = judged(device, session(person(1, fingerprint=sha(SECRET), **came)), code=SECRET)

    assert (said["verdict"], said["by"]) == ("already_in", "Irena")


def test_what_this_phone_noted_counts_before_the_house_has_heard_of_it(device):
    here = session(person(1, fingerprint=sha(SECRET)))

    said = judged(device, here, marks=[mark(1, "enter", "17:00")], code=SECRET)

    assert said["verdict"] == "already_in"


def test_a_mark_that_did_not_count_changes_nothing(device):
    refused = mark(1, "enter", "17:00", counts=False)

    assert known(device, session(person(1)), refused) == ""


@pytest.mark.parametrize("settled", [True, False])
def test_an_undoing_brings_back_what_was_so_before(device, settled):
    """Whether or not the list that is kept holds the mark already."""
    held = {"status": "present", "came_at": "2026-11-24T17:00:00+01:00"} if settled else {}
    came = mark(1, "enter", "17:00", settled=settled)

    assert known(device, session(person(1, **held)), came) == "present"
    assert known(device, session(person(1, **held)), came, mark(2, "annul", "17:01", annuls="event-1")) == ""


def test_a_mark_on_top_of_what_the_house_knows(device):
    held = person(1, status="present", came_at="2026-11-24T17:00:00+01:00")

    assert known(device, session(held), mark(1, "leave", "18:00")) == "left_early"
    assert known(device, session(held), mark(1, "absent", "18:00")) == "absent"


def test_once_the_list_is_newer_the_list_is_right(device):
    settled = mark(1, "enter", "17:00", settled=True)

    assert known(device, session(person(1, status="absent")), settled) == "absent"


def test_their_own_scan_of_the_room_code_can_be_undone_here(device):
    came = {"status": "present", "came_at": "2026-11-24T17:00:00+01:00", "scanned_in": "room-event"}

    undone = mark(1, "annul", "17:01", annuls="room-event")

    assert known(device, session(person(1, **came)), undone) == ""
