"""A trainer lets people in and out: by pass, by name, by a scanner that types; each of it counts once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from lms.web.qr import qr_png
from tests.journeys.camera import NOBODY, film_of, flags_for
from tests.journeys.demonstration import enters_as
from tests.journeys.door import Said, Verdict, hears, opens_the_scanner
from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Request

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
A_SCANNERS_PACE = 8  # milliseconds between two keys
A_LATE_KEY = 150
MOMENTS = "performance.getEntriesByName('verdict').map((entry) => Math.round(entry.duration))"


@pytest.fixture
def opened(house: House) -> Iterator[dict[str, Any]]:
    run: dict[str, Any] = house.arrange("open_run", course="OPIEK", trainer="Irena")
    yield run
    house.arrange("asks_nothing_more", run=run["run"])


def seat(house: House, opened: dict[str, Any], name: str) -> str:
    given, family = name.split()
    held = house.arrange("seat", run=opened["run"], given_name=given, family_name=family)
    return str(held["pass"])


def events_sent(trainer: Visitor) -> set[str]:
    """The ids of all events that leave this phone, from now on."""
    ids: set[str] = set()

    def hear(request: Request) -> None:
        if "/api/v1/desk/scans" in request.url and request.post_data:
            ids.update(event["event_id"] for event in json.loads(request.post_data)["events"])

    trainer.context.on("request", hear)
    return ids


def log(house: House, opened: dict[str, Any]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = house.arrange("scans_of", session=opened["session"])
    return entries


def told(house: House, opened: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(entry["name"], entry["act"], entry["verdict"]) for entry in log(house, opened)]


def is_scanned(trainer: Visitor, code: str, late: int = -1) -> None:
    """A scanner in the other hand types a code, wherever the page has its mind; one key may be heard late."""
    for at, key in enumerate([*code, "Enter"]):
        trainer.page.wait_for_timeout(A_LATE_KEY if at == late else A_SCANNERS_PACE)
        trainer.page.keyboard.press(key)


def opens_the_list(trainer: Visitor, opened: dict[str, Any]) -> None:
    trainer.opens(f"/{trainer.language}/desk/{opened['session']}/")
    trainer.page.locator("[data-live][data-is-live] .door-row").first.wait_for()


def row(trainer: Visitor, name: str) -> Any:
    return trainer.page.locator(".door-row", has_text=name)


def test_a_film_of_passes(
    house: House,
    opened: dict[str, Any],
    comes: Callable[..., Visitor],
    browser_with: Callable[..., Browser],
    tmp_path: Path,
) -> None:
    hers, his = seat(house, opened, "Halyna Koval"), seat(house, opened, "Roman Bojko")
    passes = [
        hers,
        house.arrange("revoked_pass", run=opened["run"]),
        house.arrange("stranger"),
        "https://example.org/some-poster",
        his,
    ]
    film = film_of([*map(qr_png, passes), *[NOBODY] * 3], tmp_path / "film.mjpeg", frames_each=36)
    trainer = comes(language="en", browser=browser_with(*flags_for(film)))
    enters_as(trainer, "irena")
    sent = events_sent(trainer)

    opens_the_scanner(trainer, opened["session"])
    hears(
        trainer,
        Said(Verdict.WELCOME, "Halyna Koval", "green"),
        Said(Verdict.REVOKED_PASS, "Bohdana Kravets", "red"),
        Said(Verdict.NO_PLACE, "", "red"),
        Said(Verdict.UNKNOWN_PASS, "", "red"),
        Said(Verdict.WELCOME, "Roman Bojko", "green"),
        Said(Verdict.ALREADY_IN, "Halyna Koval", "amber"),
    )
    trainer.looks().looks_on_a_desktop()
    print(f"from a picture read to a verdict on the screen: {trainer.page.evaluate(MOMENTS)} ms")

    trainer.opens(f"/en/desk/{opened['session']}/")
    eventually(lambda: {entry["event"] for entry in log(house, opened)} >= sent, what="the log")
    entries = log(house, opened)
    assert sorted(entry["event"] for entry in entries) == sorted(sent)
    welcomed = [entry["name"] for entry in entries if entry["verdict"] == "welcome"]
    assert welcomed == ["Halyna Koval", "Roman Bojko"]


def test_a_child_is_brought_and_fetched(
    house: House, opened: dict[str, Any], comes: Callable[..., Visitor]
) -> None:
    child = house.arrange("seat_child", run=opened["run"], child="Danylo Koval", carer="Halyna Koval")
    house.arrange("asks_at_the_door", run=opened["run"])
    trainer = comes(language="en")
    enters_as(trainer, "irena")
    opens_the_scanner(trainer, opened["session"])

    is_scanned(trainer, child["pass"][-20:])  # what is left where the page opened while a scanner typed
    is_scanned(trainer, child["pass"])
    trainer.reads("Who brings Danylo Koval?")
    trainer.looks()
    trainer.page.get_by_role("button", name="Halyna Koval").click()
    hears(trainer, Said(Verdict.WELCOME, "Danylo Koval", "green"))
    trainer.page.get_by_role("radio", name="Going").check(force=True)
    is_scanned(trainer, child["short"].replace(" ", ""), late=3)
    trainer.reads("Who fetches Danylo Koval?")
    trainer.page.keyboard.press("Enter")
    trainer.reads("Goodbye")
    trainer.looks()
    trainer.page.get_by_role("button", name="Undo: Danylo Koval").click()
    trainer.reads("Undone")

    eventually(lambda: len(log(house, opened)) == 3, what="three entries")
    assert told(house, opened) == [
        ("Danylo Koval", "enter", "welcome"),
        ("Danylo Koval", "leave", "noted"),
        ("Danylo Koval", "annul", "noted"),
    ]


def test_the_house_puts_right_what_the_phone_said(
    house: House, opened: dict[str, Any], comes: Callable[..., Visitor]
) -> None:
    seat(house, opened, "Halyna Koval")
    trainer = comes(language="en")
    enters_as(trainer, "irena")
    opens_the_scanner(trainer, opened["session"])
    trainer.page.locator("[data-is-live]").wait_for()
    late = seat(house, opened, "Roman Bojko")

    is_scanned(trainer, late)

    hears(trainer, Said(Verdict.NO_PLACE, "", "red"), Said(Verdict.WELCOME, "Roman Bojko", "green"))
    trainer.reads("Put right")
    trainer.looks()


def test_the_list_goes_on_without_a_network(
    house: House, opened: dict[str, Any], comes: Callable[..., Visitor]
) -> None:
    for name in ("Halyna Koval", "Roman Bojko", "Oksana Szewczenko"):
        seat(house, opened, name)
    trainer = comes(language="en")
    enters_as(trainer, "irena")
    opens_the_list(trainer, opened)
    trainer.looks().looks_on_a_desktop()

    trainer.context.set_offline(True)
    trainer.page.get_by_label("Find a name").fill("Шевч")
    assert trainer.page.locator(".door-row").count() == 1
    row(trainer, "Oksana").get_by_role("button", name="Came").click()
    row(trainer, "Oksana").get_by_text("Present").wait_for()
    trainer.page.get_by_label("Find a name").fill("")
    row(trainer, "Roman").get_by_role("button", name="Change the mark").click()
    trainer.looks()
    trainer.page.get_by_role("button", name="Absent").click()
    row(trainer, "Roman").get_by_text("Absent").wait_for()
    trainer.page.get_by_role("button", name="Undo", exact=True).click()
    row(trainer, "Roman").get_by_text("Expected").wait_for()
    trainer.page.get_by_role("button", name="Not on the list").click()
    trainer.page.get_by_label("Name", exact=True).fill("Zofia Mazur")
    trainer.page.get_by_label("Phone or e-mail").fill("600 100 200")
    trainer.page.get_by_label("Year of birth").fill("1990")
    trainer.page.get_by_role("button", name="They are here").click()
    row(trainer, "Zofia Mazur").get_by_text("Walked in").wait_for()
    assert log(house, opened) == []
    trainer.context.set_offline(False)

    eventually(lambda: len(log(house, opened)) == 4, what="four entries")
    trainer.forgives("ERR_INTERNET_DISCONNECTED")
    assert told(house, opened) == [
        ("Oksana Szewczenko", "enter", "welcome"),
        ("Roman Bojko", "absent", "noted"),
        ("Roman Bojko", "annul", "noted"),
        ("Zofia Mazur", "enter", "welcome"),
    ]


def test_the_list_by_keyboard_alone(
    house: House, opened: dict[str, Any], comes: Callable[..., Visitor]
) -> None:
    seat(house, opened, "Halyna Koval")
    trainer = comes(language="en", at_a_desk=True)
    enters_as(trainer, "irena")
    opens_the_list(trainer, opened)
    keys = trainer.page.keyboard

    trainer.page.get_by_label("Find a name").focus()
    for _step in range(6):  # years of birth, four parts of the list, the first name
        keys.press("Tab")
    keys.press("Enter")
    row(trainer, "Halyna").get_by_text("Present").wait_for()
    keys.press("Enter")
    trainer.page.get_by_role("dialog").wait_for()
    keys.press("Enter")
    row(trainer, "Halyna").get_by_text("Expected").wait_for()

    eventually(lambda: len(log(house, opened)) == 2, what="two entries")
    assert [act for _name, act, _verdict in told(house, opened)] == ["enter", "annul"]
