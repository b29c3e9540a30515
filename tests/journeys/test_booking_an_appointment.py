"""A guardian books a series for a child, without a password; a link in the message moves and cancels it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.booking import (
    Child,
    Newcomer,
    proves_the_address,
    tells_of_the_child,
    tells_of_themselves,
)
from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
LANGUAGES = ["pl", "uk", "en"]
LINK = re.compile(r"https?://\S+/visit/[^\s\"<>]+/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guardian_books_a_series_for_a_child(
    language: str, house: House, comes: Callable[..., Visitor]
) -> None:
    service = house.arrange("open_help")["service"]
    guardian = Newcomer("Vira", "Moroz", child=Child("Nazar", "Moroz"))
    guest = comes(language=language)

    finds_the_help(guest, service)
    says_who_comes(guest, guardian)
    chooses_an_hour(guest)
    chooses_a_series_without_one_date(guest)
    tells_of_themselves(guest, guardian)
    guest.page.wait_for_url("**/check/")
    guest.looks().looks_on_a_desktop()
    guest.page.locator("main form button").last.click()
    proves_the_address(guest, guardian, house=house)

    guest.looks_on_a_desktop()
    booked = house.arrange("visits", service=service)
    assert [(each["person"], each["status"]) for each in booked] == [("Nazar Moroz", "booked")] * 3
    told = letter("appointment_booked", guardian.email, house=house)
    assert told["language"] == language
    guest.opens(f"/{language}/my/").looks()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_appointment_is_moved_and_cancelled_by_link(
    language: str, house: House, comes: Callable[..., Visitor]
) -> None:
    service = house.arrange("open_help")["service"]
    person = {"given_name": "Larysa", "family_name": "Maj", "language": language}
    email = house.arrange("book_help", service=service, number=3, **person)["email"]
    address = LINK.search(letter("appointment_booked", email, house=house)["text"])
    assert address, "the message bears no link"
    before = house.arrange("visits", service=service)
    guest = comes(language=language)

    guest.opens(address[0]).looks().looks_on_a_desktop()
    guest.page.locator('main a[href$="/move/"]').click()
    guest.looks().looks_on_a_desktop()
    guest.page.locator("button.hour").nth(1).click()
    guest.reads(guest.say("Done: the appointment has its new hour. We have written to you."))
    guest.looks()
    guest.page.locator('main a[href$="/cancel/"]').click()
    guest.looks()
    guest.page.locator('[name="which"][value="later"]').check()
    guest.presses(guest.say("Yes, cancel"))
    guest.page.wait_for_url(address[0])

    guest.looks()
    after = house.arrange("visits", service=service)
    assert [each["status"] for each in after] == ["cancelled"] * 3
    assert after[0]["starts_at"] != before[0]["starts_at"]
    assert letter("appointment_cancelled", email, house=house)["language"] == language


def finds_the_help(guest: Visitor, service: str) -> None:
    guest.opens(f"/{guest.language}/help/").looks().looks_on_a_desktop()
    guest.page.locator(f'main a[href*="{service}"]').click()
    guest.page.wait_for_url(f"**/{guest.language}/help/{service}/")
    guest.looks()
    guest.page.locator("main .actions a").first.click()


def says_who_comes(guest: Visitor, guardian: Newcomer) -> None:
    assert guardian.child
    guest.page.wait_for_url("**/who/")
    guest.page.locator('[name="who"][value="new"]').check()
    guest.looks().presses(guest.say("Continue"))
    tells_of_the_child(guest, guardian.child)


def chooses_an_hour(guest: Visitor) -> None:
    guest.page.wait_for_url("**/time/")
    guest.looks().looks_on_a_desktop()
    guest.page.locator('.week-turn a[href*="week="]').last.click()
    guest.page.wait_for_url("**week=**")
    guest.page.locator("button.hour").nth(2).click()


def chooses_a_series_without_one_date(guest: Visitor) -> None:
    guest.page.wait_for_url("**/series/")
    guest.page.locator('[name="number"][value="4"]').check()
    guest.looks().presses(guest.say("Continue"))
    guest.page.wait_for_url("**/dates/")
    guest.page.locator('[name="dates"]').nth(1).uncheck()
    guest.looks().presses(guest.say("Continue"))
    guest.page.wait_for_url("**/contact/")


def letter(kind: str, email: str, *, house: House) -> dict[str, Any]:
    """The letter of a kind, once the worker has sent it."""

    def sent() -> dict[str, Any] | None:
        letters = house.arrange("messages", email=email)
        return next((each for each in letters if each["kind"] == kind and each["status"] == "sent"), None)

    found: dict[str, Any] = eventually(sent, what=f"{kind} to {email}")
    return found
