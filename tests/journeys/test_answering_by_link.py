"""Whoever reads a message answers it by its link, on any phone, without signing in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
IN_THREE_DAYS = 3 * 24 * 60
LINK = re.compile(r"https?://\S+/(?:answer|place)/\S+/")


def test_an_offer_is_answered_without_signing_in(house: House, comes: Callable[..., Visitor]) -> None:
    opened = house.arrange("open_run", course="RODZ", capacity=1, begins_in_minutes=IN_THREE_DAYS)
    first = house.arrange("seat", run=opened["run"], given_name="Larysa", family_name="Petrenko")
    waiting = house.arrange("seat", run=opened["run"], given_name="Vira", family_name="Moroz", language="uk")
    house.arrange("give_back", run=opened["run"], email=first["email"])
    letter = letter_of("place_offered", waiting["email"], house=house)
    assert letter["language"] == "uk"

    guest = comes(language="uk")
    guest.opens(link_in(letter, house)).looks().looks_on_a_desktop()
    assert house.arrange("places", run=opened["run"])["Vira Moroz"] == "offered"
    guest.page.locator('main button[value="accept"]').click()

    guest.page.locator(".success-panel").wait_for()
    guest.looks()
    assert house.arrange("places", run=opened["run"])["Vira Moroz"] == "confirmed"
    assert letter_of("place_confirmed", waiting["email"], house=house)["language"] == "uk"


def test_a_place_is_given_back_by_link(house: House, comes: Callable[..., Visitor]) -> None:
    opened = house.arrange("open_run", course="TRAUMA", capacity=3, begins_in_minutes=IN_THREE_DAYS)
    held = house.arrange("seat", run=opened["run"], given_name="Hanna", family_name="Maj", language="pl")

    guest = comes(language="pl")
    guest.opens(link_in(letter_of("place_confirmed", held["email"], house=house), house))
    guest.looks().looks_on_a_desktop()
    assert house.arrange("places", run=opened["run"])["Hanna Maj"] == "confirmed"
    guest.page.locator("main form button").last.click()

    guest.page.locator("main form button").wait_for(state="detached")
    guest.looks()
    assert house.arrange("places", run=opened["run"])["Hanna Maj"] == "cancelled"
    assert letter_of("place_cancelled", held["email"], house=house)["language"] == "pl"


def link_in(letter: dict[str, Any], house: House) -> str:
    """The path of the link that works without signing in."""
    found = LINK.search(letter["text"])
    assert found, letter["text"]
    return found[0].removeprefix(house.address)


def letter_of(kind: str, email: str, *, house: House) -> dict[str, Any]:
    """The letter of a kind, once the worker has sent it."""

    def sent() -> dict[str, Any] | None:
        letters = house.arrange("messages", email=email)
        return next((each for each in letters if each["kind"] == kind and each["status"] == "sent"), None)

    found: dict[str, Any] = eventually(sent, what=f"{kind} to {email}")
    return found
