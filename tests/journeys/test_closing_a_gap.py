"""A manager sees who of her people lacks what, takes a place for them, and the square turns to planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.demonstration import enters_as
from tests.journeys.house import IN_THE_HOUSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
ON_THE_LINK = "document.activeElement.closest('td.sq--missing') !== null"
ON_THE_BUTTON = "document.activeElement.closest('main form button') !== null"


def test_on_a_phone_a_gap_is_seen_closed_and_planned(house: House, comes: Callable[..., Visitor]) -> None:
    story = house.arrange("somebody_with_a_gap")
    krystyna = comes(language="uk")
    enters_as(krystyna, "krystyna")
    krystyna.opens(f"/uk/team/?team={story['team']}").looks().looks_on_a_desktop()

    krystyna.page.locator("td.sq--missing a").tap()
    krystyna.page.locator("main form button").first.wait_for()
    krystyna.looks()
    krystyna.presses(krystyna.say("Enrol"), starts=True)
    krystyna.page.locator("main .callout--success").wait_for()
    krystyna.looks()

    krystyna.opens(f"/uk/team/?team={story['team']}")
    krystyna.page.locator("td.sq--planned").wait_for()
    krystyna.looks()
    assert house.arrange("places_of", email=story["email"]) == [story["run"]]
    told = [one["kind"] for one in house.arrange("messages", email=story["email"])]
    assert told == ["place_confirmed"]


def test_by_the_keyboard_alone(house: House, comes: Callable[..., Visitor]) -> None:
    story = house.arrange("somebody_with_a_gap")
    krystyna = comes(language="pl", at_a_desk=True)
    enters_as(krystyna, "krystyna")
    krystyna.opens(f"/pl/team/?team={story['team']}").looks()

    goes_on_to(krystyna, ON_THE_LINK)
    krystyna.page.keyboard.press("Enter")
    krystyna.page.wait_for_url("**/people/*/*/")
    krystyna.looks()
    goes_on_to(krystyna, ON_THE_BUTTON)
    krystyna.page.keyboard.press("Enter")
    krystyna.page.locator("main .callout--success").wait_for()

    assert house.arrange("places_of", email=story["email"]) == [story["run"]]


def test_the_forecast_and_a_plan_are_agreed_by_both_sides(
    house: House, comes: Callable[..., Visitor]
) -> None:
    story = house.arrange("somebody_with_a_gap")
    krystyna = comes(language="en")
    enters_as(krystyna, "krystyna")
    krystyna.opens("/en/team/forecast/").looks()
    krystyna.opens("/en/team/plans/").looks()

    krystyna.page.get_by_role("link", name=story["person"]).click()
    krystyna.presses(krystyna.say("Open a plan"))
    krystyna.page.locator("#add summary").click()
    krystyna.types(krystyna.say("Or a goal in your own words"), "Lead a meeting alone")
    krystyna.presses(krystyna.say("Put it into the plan"))

    krystyna.reads("Lead a meeting alone")
    krystyna.looks().looks_on_a_desktop()


def goes_on_to(visitor: Visitor, there: str, *, within: int = 80) -> None:
    """Press Tab until the focus is there."""
    for _press in range(within):
        if visitor.page.evaluate(there):
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"not reached by the keyboard: {there}")
