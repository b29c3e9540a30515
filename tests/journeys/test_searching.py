"""A reader types the beginning of a word and goes to a page without touching the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.house import IN_THE_HOUSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
FIELD = "header .site-search:not(.site-search--menu) input"
PROPOSED = "header .site-search:not(.site-search--menu) .suggestions a"
HEARD = "header .site-search:not(.site-search--menu) [role=status]"
FOCUSED = "document.activeElement.matches"


def test_proposed_pages_are_reached_by_the_keyboard_and_told_to_those_who_listen(
    comes: Callable[..., Visitor],
) -> None:
    guest = comes(language="pl", at_a_desk=True).opens("/pl/")
    keyboard = guest.page.keyboard
    guest.page.locator(FIELD).focus()

    keyboard.type("opiekun tym", delay=20)
    guest.page.locator(PROPOSED).first.wait_for()
    number = guest.page.locator(PROPOSED).count()
    heard = guest.page.locator(HEARD).inner_text()
    keyboard.press("ArrowDown")
    on_first = guest.page.evaluate(f"{FOCUSED}('.suggestions a')")
    keyboard.press("Escape")
    back_in_field = guest.page.evaluate(f"{FOCUSED}('input[type=search]')")
    left = guest.page.locator(PROPOSED).count()

    assert heard == guest.say.plural(
        "%(number)s suggestion below", "%(number)s suggestions below", number, number=number
    )
    assert (on_first, back_in_field, left) == (True, True, 0)


def test_enter_on_a_proposed_page_opens_it_and_enter_in_the_field_searches(
    comes: Callable[..., Visitor],
) -> None:
    guest = comes(language="uk", at_a_desk=True).opens("/uk/")
    keyboard = guest.page.keyboard
    guest.page.locator(FIELD).focus()

    keyboard.type("логоп", delay=20)
    guest.page.locator(PROPOSED).first.wait_for()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    guest.page.wait_for_url("**/uk/*/*/")
    guest.page.locator(FIELD).focus()
    keyboard.type("lohoped")
    keyboard.press("Enter")
    guest.page.wait_for_url("**/uk/search/?q=lohoped")

    assert guest.page.locator(".result mark").count() > 0


def test_on_a_phone_the_search_stands_on_top_of_the_menu(comes: Callable[..., Visitor]) -> None:
    guest = comes(language="en").opens("/en/")

    guest.page.get_by_role("button", name=guest.say("Menu"), exact=True).click()
    guest.page.locator("#menu-search").fill("guardian")
    guest.page.locator("#menu-search").press("Enter")
    guest.page.wait_for_url("**/en/search/?q=guardian")

    assert guest.page.locator(".result mark").count() > 0
