"""A coordinator drags a meeting into a clash, reads what is free instead, and drops it where it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.demonstration import enters_as
from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
BELOW_ITS_EDGE = 6
FOCUSED = "document.activeElement.closest('article').dataset.entry"


def test_a_meeting_is_dragged_into_a_clash_and_dropped_where_it_fits(
    house: House, comes: Callable[..., Visitor]
) -> None:
    planned = house.arrange("two_in_a_room")
    beata = comes(language="pl", at_a_desk=True, viewport={"width": 1280, "height": 1400})
    enters_as(beata, "pani_beata")
    beata.opens(f"/admin/calendar/?view=week&date={planned['day']}&room={planned['room']}")
    morning = entry(beata, planned["morning"])
    morning.wait_for()
    beata.looks()

    drags(beata, morning, onto=entry(beata, planned["afternoon"]))
    hint = beata.page.locator("[data-hint]", has_text="Sala Sosna")
    hint.wait_for()
    assert "krok-taken-there" in str(beata.page.locator("body").get_attribute("class"))
    beata.page.mouse.up()

    dialog = beata.page.locator("[data-dialog]")
    dialog.locator('[data-outlook="taken"]').wait_for()
    assert dialog.locator("[data-confirm]").count() == 0
    assert house.arrange("hours_of", session=planned["morning"]) == ["Wed 10:00", "Wed 12:00"]
    beata.looks()
    dialog.locator("[data-leave]").click()
    dialog.wait_for(state="hidden")

    drags(beata, entry(beata, planned["morning"]), onto=entry(beata, planned["afternoon"]), days=1)
    beata.page.mouse.up()
    dialog.locator('[data-outlook="free"]').wait_for()
    assert dialog.locator("[data-confirm]").inner_text() == beata.say.plural(
        "Move it and tell %(number)d person", "Move it and tell %(number)d people", 2, number=2
    )
    dialog.locator("[data-confirm]").click()
    dialog.wait_for(state="hidden")

    assert house.arrange("hours_of", session=planned["morning"]) == ["Thu 14:00", "Thu 16:00"]
    for email in planned["people"]:
        told = eventually(lambda email=email: moved(house, email), what=f"session_moved to {email}")
        assert told["language"] == "uk"


def test_a_meeting_is_made_longer_by_its_edge_wherever_the_browser_stands(
    house: House, comes: Callable[..., Visitor]
) -> None:
    planned = house.arrange("two_in_a_room")
    beata = comes(
        language="en",
        at_a_desk=True,
        viewport={"width": 1280, "height": 1400},
        timezone_id="America/New_York",
    )
    enters_as(beata, "pani_beata")
    beata.opens(f"/admin/calendar/?view=week&date={planned['day']}&room={planned['room']}")

    box = place_of(entry(beata, planned["morning"]))
    mouse = beata.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 2)
    mouse.down()
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 1.2, steps=8)
    mouse.up()
    beata.page.locator("[data-dialog] [data-confirm]").click()
    beata.page.locator("[data-dialog]").wait_for(state="hidden")

    assert house.arrange("hours_of", session=planned["morning"]) == ["Wed 10:00", "Wed 12:30"]


def test_the_same_is_done_with_the_keyboard(house: House, comes: Callable[..., Visitor]) -> None:
    planned = house.arrange("two_in_a_room")
    beata = comes(language="pl", at_a_desk=True)
    enters_as(beata, "pani_beata")
    beata.opens(f"/admin/calendar/?view=week&date={planned['day']}&room={planned['room']}")
    morning = entry(beata, planned["morning"])
    morning.wait_for()

    morning.get_by_role("link").focus()
    beata.page.keyboard.press("Enter")
    beata.page.locator("[data-dialog]").wait_for()
    beata.looks()
    beata.page.keyboard.press("Escape")
    beata.page.locator("[data-dialog]").wait_for(state="hidden")
    assert (
        beata.page.evaluate("document.activeElement.closest('article').dataset.entry")
        == f"session-{planned['morning']}"
    )
    beata.page.keyboard.press("Enter")
    beata.page.locator("[data-dialog] a.button").first.wait_for()
    beata.page.keyboard.press("Enter")

    beata.page.wait_for_url(f"**/session/move/{planned['morning']}/")


def test_without_scripts_the_week_is_a_list(house: House, comes: Callable[..., Visitor]) -> None:
    planned = house.arrange("two_in_a_room")
    beata = comes(language="pl", at_a_desk=True)
    enters_as(beata, "pani_beata")
    plain = comes(
        language="pl",
        at_a_desk=True,
        java_script_enabled=False,
        storage_state=beata.context.storage_state(),
    )

    plain.opens(f"/admin/calendar/?date={planned['day']}&room={planned['room']}")

    plain.page.locator(f'a[href$="/calendar/session/{planned["morning"]}/"]').click()
    plain.page.locator(f'a[href$="/session/move/{planned["morning"]}/"]').wait_for()


def entry(worker: Visitor, session: int) -> Locator:
    return worker.page.locator(f'[data-entry="session-{session}"]:not(.ec-preview, .ec-ghost)').first


def place_of(found: Locator) -> dict[str, float]:
    found.wait_for()
    box = found.bounding_box()
    assert box is not None
    return dict(box)


def drags(worker: Visitor, what: Locator, *, onto: Locator, days: int = 0) -> None:
    """Take it up near its upper edge and hold it at the hour of the other, so many columns further."""
    taken, there = place_of(what), place_of(onto)
    column = place_of(worker.page.locator(".ec-body .ec-day").first)["width"]
    mouse = worker.page.mouse
    mouse.move(taken["x"] + 20, taken["y"] + BELOW_ITS_EDGE)
    mouse.down()
    mouse.move(taken["x"] + 30, taken["y"] + 40, steps=4)
    mouse.move(there["x"] + 20 + days * column, there["y"] + BELOW_ITS_EDGE, steps=12)


def moved(house: House, email: str) -> dict[str, str] | None:
    letters = house.arrange("messages", email=email)
    return next((one for one in letters if one["kind"] == "session_moved" and one["status"] == "sent"), None)
