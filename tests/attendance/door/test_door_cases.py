"""The house and the device say the same at the door: one file of cases, told to both.

The device is a real browser that knows nothing but its own modules; there is no house behind it.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest

from attendance.codes.passes import code_in
from attendance.door.derive import derive
from attendance.door.events import DoorEvent
from attendance.door.judgement import Face, Facts, judge
from attendance.models import Scan
from lms.people.names import search_keys, search_terms
from sessions.models import Place
from tests.attendance.door.on_device import ask, device

__all__ = ["device"]
HERE = Path(__file__).parent
CASES = json.loads((HERE / "door_cases.json").read_text())
PLACES = {
    "expected": Place.Status.CONFIRMED,
    "guest": Place.Status.CONFIRMED,
    "elsewhere": Place.Status.CONFIRMED,
    "waiting": Place.Status.WAITING,
    "cancelled": Place.Status.CANCELLED,
    "walk_in": "",
    "": "",
}
DAY = "2026-11-24T{}:00+01:00"
SECRET = "ABCDEFGHIJKLMNOPQRSTUV2345"

CODES = [
    (f"https://krok.example/p/{SECRET}", SECRET),
    (f"HTTPS://KROK.EXAMPLE/P/{SECRET}", SECRET),
    (f"https://krok.example/p/{SECRET}/?utm=1", SECRET),
    ("abcd efgh", "ABCDEFGH"),
    ("ABCD-EF67", "ABCDEF67"),
    ("A8CD 1FG0", "ABCDIFGO"),
    ("ABCDEFG", ""),
    (SECRET + "A", ""),
    ("https://krok.example/kursy/opiekun/", ""),
    ("ABCD EFG!", ""),
    ("", ""),
]

MANGLED = {
    "a Ukrainian layout": "реезі://лкщл.учфьзду/з/фисвуапршолдьтщзйкіегм2345",
    "a Polish typewriter's layout": f"httpsĄ&&krok.exampleńp&{SECRET.lower()}",
    "a German layout": f"httpsÖ--krok.example-p-{SECRET.lower()}",
}
"""A Ukrainian layout as the keys of the address read there; of the others only the slashes differ."""

NAMES = ["Oksana Shevchenko", "Stanisława Błaszczyk", "Юлія Щербак", "Iryna Tkaczenko", "Żaneta Wójcik"]
TYPED = [
    "Szew",
    "Шевченко",
    "oksana",
    "blasz",
    "stanislawa b",
    "Shcherbak",
    "yulia",
    "ткаченко",
    "zan wo",
    "kowal",
]


def case_ids(kind):
    return [case[0].replace(" ", "_") for case in CASES[kind]]


# --- the house -------------------------------------------------------------------------------------


def moment(text):
    return datetime.fromisoformat(text)


def the_house_says(facts):
    course = SimpleNamespace(
        needs_consent=facts.get("asks_consent", False), is_handed_over=facts.get("asks_guardian", False)
    )
    session = SimpleNamespace(
        status=facts.get("status", "planned"),
        starts_at=moment(CASES["session"]["starts_at"]),
        ends_at=moment(CASES["session"]["ends_at"]),
        run=SimpleNamespace(course=course),
    )
    event = DoorEvent(
        event_id=UUID(int=1),
        device="phone",
        happened_at=moment(facts.get("at", CASES["session"]["starts_at"])),
        act=Scan.Act(facts.get("act", "enter")),
        method=Scan.Method(facts.get("method", "camera")),
        has_paper_consent=facts.get("has_paper_consent", False),
    )
    elsewhere = facts.get("elsewhere", "")
    known = Facts(
        is_in=facts.get("is_in", False),
        belongs_elsewhere=bool(elsewhere),
        is_on_next_door=elsewhere == "wrong_room",
        meets=facts.get("meets", False),
        is_handed_over=facts.get("guardian", False),
    )
    place = facts.get("place", "expected")
    age = 9 if facts.get("is_child") else 39
    face = place is not None and Face(
        person=SimpleNamespace(age_on=lambda _day: age),
        pass_is_valid=facts.get("pass_is_valid", True),
        place_status=PLACES[place],
        is_walk_in=place == "walk_in",
        has_consent=facts.get("has_consent", False),
    )
    return judge(event, face or None, session=session, facts=known)


@pytest.mark.parametrize(
    ("facts", "said"), [case[1:] for case in CASES["verdicts"]], ids=case_ids("verdicts")
)
def test_the_house_says(facts, said):
    assert the_house_says(facts) == said


@pytest.mark.parametrize(("marks", "known"), [case[1:] for case in CASES["states"]], ids=case_ids("states"))
def test_the_house_knows(marks, known):
    entries = [
        Scan(
            event_id=UUID(int=number),
            device="phone",
            act=act,
            verdict=Scan.Verdict.NOTED,
            person_id=1,
            happened_at=moment(DAY.format(at)),
            stated_at=moment(DAY.format(more[0])) if act != "annul" and more else None,
            annuls_event=UUID(int=more[0]) if act == "annul" else None,
        )
        for number, (act, at, *more) in enumerate(marks)
    ]

    starts_at, ends_at = (moment(CASES["session"][end]) for end in ("starts_at", "ends_at"))
    derived = derive(entries, starts_at=starts_at, ends_at=ends_at)

    came, left = (at and f"{at:%H:%M}" for at in (derived.arrived_at, derived.left_at))
    assert [derived.status or "", came, left] == known


@pytest.mark.parametrize(("text", "code"), CODES)
def test_the_house_finds_the_code_in(text, code):
    assert code_in(text) == code


# --- the device ------------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_device_says_the_same_as_the_house_in_every_case(device):
    told = ask(
        device,
        "judge.js",
        """return argument.verdicts.map(([name, facts]) => {
          const session = { ...argument.session, status: "planned", ...facts };
          const event = { happened_at: facts.at ?? session.starts_at, ...argument.usual, ...facts };
          const place = facts.place === undefined ? "expected" : facts.place;
          const face = place === null ? null : { pass_is_valid: true, ...facts, place };
          const { is_in: isIn, elsewhere, meets } = facts;
          return [name, facts, module.verdictOf(session, event, face, { isIn, elsewhere, meets })];
        });""",
        CASES | {"usual": {"act": "enter", "method": "camera"}},
    )

    assert told == CASES["verdicts"]


@pytest.mark.browser
def test_the_device_knows_the_same_as_the_house_in_every_case(device):
    told = ask(
        device,
        "judge.js",
        """const on = (hour) => hour && `2026-11-24T${hour}:00+01:00`;
        const clock = { timeZone: "Europe/Warsaw", timeStyle: "short" };
        const hour = (moment) => moment && new Date(moment).toLocaleTimeString("pl", clock);
        return argument.states.map(([name, marks]) => {
          const log = marks.map(([act, at, more], number) => ({
            event_id: String(number), act, happened_at: on(at), sequence: number,
            annuls: act === "annul" ? String(more) : undefined,
            stated_at: act === "annul" ? undefined : on(more),
          }));
          const { status, came_at, left_at } = module.stateOf(argument.session, log);
          return [name, marks, [status, hour(came_at), hour(left_at)]];
        });""",
        CASES,
    )

    assert told == CASES["states"]


@pytest.mark.browser
def test_the_device_finds_the_same_codes_as_the_house(device):
    found = ask(device, "recognise.js", "return argument.map(module.codeIn)", [text for text, _code in CODES])

    assert found == [code for _text, code in CODES]


@pytest.mark.browser
def test_a_name_is_found_on_the_device_by_the_spellings_by_which_the_house_finds_it(device):
    found = ask(
        device,
        "sounds.js",
        "return argument[1].map((typed) => argument[0].filter((name) => module.matches(name, typed)))",
        [NAMES, TYPED],
    )

    def house(typed):
        return [
            name
            for name in NAMES
            if all(any(f in search_keys(name) for f in folds) for folds in search_terms(typed))
        ]

    assert found == [house(typed) for typed in TYPED]
    assert sum(map(bool, found)) == len(TYPED) - 1


@pytest.mark.browser
@pytest.mark.parametrize("layout", MANGLED)
def test_of_an_address_that_a_keyboard_mangled_the_code_remains(device, layout):
    found = ask(device, "recognise.js", "return module.codesIn(argument)", MANGLED[layout])

    assert SECRET in found
