"""A keyboard alone is enough to take a place, and so is a browser that runs no scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.booking import Newcomer, code_sent_to, takes_a_place
from tests.journeys.house import IN_THE_HOUSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
IN_THREE_DAYS = 3 * 24 * 60
MOST_STEPS = 60
RING = """() => {
  const focused = document.activeElement;
  const near = [focused, ...focused.parentElement.children];
  const rings = near.map((each) => getComputedStyle(each));
  return rings.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
}"""


def test_a_browser_without_scripts_is_enough(house: House, comes: Callable[..., Visitor]) -> None:
    opened = house.arrange("open_run", course="OPIEK", begins_in_minutes=IN_THREE_DAYS)
    guest = comes(language="uk", java_script_enabled=False)
    guest.is_in_a_hurry = True
    newcomer = Newcomer("Olha", "Savchuk")

    takes_a_place(guest, newcomer, opened, house=house)

    assert house.arrange("places", run=opened["run"]) == {"Olha Savchuk": "confirmed"}


def test_a_keyboard_is_enough(house: House, comes: Callable[..., Visitor]) -> None:
    opened = house.arrange("open_run", course="OPIEK", begins_in_minutes=IN_THREE_DAYS)
    guest = comes(language="pl", at_a_desk=True)
    newcomer = Newcomer("Hanna", "Kos")
    guest.opens(f"/pl/book/{opened['run']}/")

    reaches(guest, "main .actions a")
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_url("**/needs/")
    reaches(guest, "[name=childcare]")
    guest.page.keyboard.press("Space")
    sends(guest, "**/contact/")
    for name in ("given_name", "family_name", "email"):
        reaches(guest, f"[name={name}]")
        guest.page.keyboard.type(getattr(newcomer, name))
    reaches(guest, "[name=accept]")
    guest.page.keyboard.press("Space")
    sends(guest, "**/check/")
    sends(guest, "**/code/")
    reaches(guest, "[name=code]")
    guest.page.keyboard.type(code_sent_to(newcomer.email, house=house))
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_url("**/done/")

    assert house.arrange("places", run=opened["run"]) == {"Hanna Kos": "confirmed"}


def reaches(guest: Visitor, selector: str) -> None:
    """Go from control to control until this one has the focus, and is seen to have it."""
    for _step in range(MOST_STEPS):
        if guest.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
        guest.page.keyboard.press("Tab")
    else:
        raise AssertionError(f"{selector} cannot be reached with the keyboard on {guest.page.url}")
    assert guest.page.evaluate(RING), f"the focus on {selector} cannot be seen on {guest.page.url}"


def sends(guest: Visitor, address: str) -> None:
    reaches(guest, "main form .button--next")
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_url(address)
