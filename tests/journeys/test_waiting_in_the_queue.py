"""A full run has an honest queue, and a place given back goes to whoever stands first in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.journeys.booking import Newcomer, takes_a_place
from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
IN_THREE_DAYS = 3 * 24 * 60


def test_who_comes_to_a_full_run_gets_a_place_in_the_queue(
    house: House, comes: Callable[..., Visitor]
) -> None:
    opened = house.arrange("open_run", course="RODZ", capacity=1, begins_in_minutes=IN_THREE_DAYS)
    house.arrange("seat", run=opened["run"], given_name="Larysa", family_name="Petrenko")
    late = Newcomer("Vira", "Moroz", "Віра", "Мороз")
    guest = comes(language="uk")

    takes_a_place(guest, late, opened, house=house)

    guest.reads(guest.say("You are in the queue"))
    assert house.arrange("places", run=opened["run"])[late.full_name] == "waiting"
    assert letter("place_waiting", late.email, house=house)["language"] == "uk"


def test_a_place_given_back_is_offered_to_the_first_in_the_queue(
    house: House, comes: Callable[..., Visitor]
) -> None:
    opened = house.arrange("open_run", course="TRAUMA", capacity=1, begins_in_minutes=IN_THREE_DAYS)
    quick = Newcomer("Hanna", "Maj")
    guest = comes(language="pl")
    guest.is_in_a_hurry = True
    takes_a_place(guest, quick, opened, house=house)
    waiting = house.arrange("seat", run=opened["run"], given_name="Iryna", family_name="Bilyk", language="uk")
    assert waiting["status"] == "waiting"

    guest.is_in_a_hurry = False
    gives_the_place_back(guest)

    offered = letter("place_offered", waiting["email"], house=house)
    assert offered["language"] == "uk"
    assert letter("place_cancelled", quick.email, house=house)["language"] == "pl"
    places = house.arrange("places", run=opened["run"])
    assert places == {"Hanna Maj": "cancelled", "Iryna Bilyk": "offered"}


def gives_the_place_back(guest: Visitor) -> None:
    guest.opens("/pl/my/").looks()
    guest.page.locator('main a[href*="/my/places/"]').first.click()
    guest.looks()
    guest.page.locator('main a[href$="/give-back/"]').click()
    guest.looks()
    guest.presses(guest.say("Yes, give it back"))
    guest.reads(guest.say("The place is given back. Thank you: somebody else can come now."))
    guest.looks()


def letter(kind: str, email: str, *, house: House) -> dict[str, Any]:
    """The letter of a kind, once the worker has sent it."""

    def sent() -> dict[str, Any] | None:
        letters = house.arrange("messages", email=email)
        return next((each for each in letters if each["kind"] == kind and each["status"] == "sent"), None)

    found: dict[str, Any] = eventually(sent, what=f"{kind} to {email}")
    return found
