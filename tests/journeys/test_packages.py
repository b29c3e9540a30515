"""Carers go through courses made elsewhere, leave, come back, finish. What is hostile reaches nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.journeys.demonstration import enters_as
from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FrameLocator

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE


def test_scorm_12_goes_on_where_one_left_off(house: House, comes: Callable[..., Visitor]) -> None:
    oksana, brought = learner(house, comes, "scorm12", language="uk")

    inside = begins(oksana, brought)
    inside.get_by_text("first page 1").wait_for()
    inside.get_by_role("button", name="Turn").click()
    inside.get_by_text("page 2").wait_for()
    oksana.opens("/uk/my/")

    inside = begins(oksana, brought)
    inside.get_by_text("again page 2").wait_for()
    inside.get_by_role("button", name="Turn").click()

    oksana.page.locator('[data-when="finished"] a').wait_for()
    oksana.looks().looks_on_a_desktop()
    assert house.arrange("learnt_from", package=brought["package"])[0]["score"] == 0.9


def test_what_is_said_while_leaving_is_not_lost(house: House, comes: Callable[..., Visitor]) -> None:
    """Much content speaks its last word when its window closes, and only then tells the time spent."""
    marta, brought = learner(house, comes, "scorm12", language="pl", given_name="Marta")

    begins(marta, brought).get_by_text("first page 1").wait_for()
    marta.opens("/pl/my/")

    eventually(lambda: [one["minutes"] for one in learnt(house, brought)] == [2])


def test_without_a_network_nothing_is_lost(house: House, comes: Callable[..., Visitor]) -> None:
    marta, brought = learner(house, comes, "scorm12", language="en", given_name="Marta")
    inside = begins(marta, brought)
    inside.get_by_text("first page 1").wait_for()

    marta.context.set_offline(True)
    inside.get_by_role("button", name="Turn").click()
    inside.get_by_text("page 2").wait_for()
    inside.get_by_role("button", name="Turn").click()
    marta.reads(marta.say("No network. What you did is kept on this device and will be sent."))
    marta.context.set_offline(False)

    eventually(lambda: any(one["completed"] for one in learnt(house, brought)))
    marta.forgives("ERR_INTERNET_DISCONNECTED")


def test_scorm_2004_leads_from_part_to_part(house: House, comes: Callable[..., Visitor]) -> None:
    oksana, brought = learner(house, comes, "scorm2004", language="pl")

    inside = begins(oksana, brought)
    inside.get_by_role("heading", name="Water").wait_for()
    inside.get_by_role("button", name="Done, continue").click()
    inside.get_by_role("heading", name="Fire").wait_for()
    oksana.page.locator('[data-part="I1"][data-state="done"]').wait_for()
    oksana.looks()
    inside.get_by_role("button", name="Done, exitAll").click()

    oksana.page.locator('[data-when="finished"] a').wait_for()
    told = house.arrange("learnt_from", package=brought["package"])
    assert [(one["unit"], one["completed"], one["score"], one["minutes"]) for one in told] == [
        ("I1", True, 0.8, 3),
        ("I2", True, 0.8, 3),
    ]


def test_cmi5_speaks_to_the_store_of_statements(house: House, comes: Callable[..., Visitor]) -> None:
    oksana, brought = learner(house, comes, "cmi5", language="uk")

    inside = begins(oksana, brought)
    inside.get_by_text("ready").wait_for()
    inside.get_by_role("button", name="Pass").click()

    oksana.page.locator('[data-when="finished"] a').wait_for()
    told = house.arrange("learnt_from", package=brought["package"])
    assert [(one["success"], one["score"], one["minutes"]) for one in told] == [("passed", 0.9, 5)]


def test_h5p_remembers_and_reports(house: House, comes: Callable[..., Visitor]) -> None:
    oksana, brought = learner(house, comes, "h5p", language="en")

    inside = begins(oksana, brought, frame="iframe.h5p-iframe")
    for _click in range(2):
        inside.get_by_role("button", name="Click").click()
    leaves(oksana)
    inside = begins(oksana, brought, frame="iframe.h5p-iframe")
    inside.get_by_text("How often? 2").wait_for()
    inside.get_by_role("button", name="Click").click()

    oksana.page.locator('[data-when="finished"] a').wait_for()
    assert [one["score"] for one in house.arrange("learnt_from", package=brought["package"])] == [0.75]


def test_hostile_content_reaches_no_cookie_and_no_page(house: House, comes: Callable[..., Visitor]) -> None:
    oksana, brought = learner(house, comes, "hostile", language="pl")

    inside = begins(oksana, brought)
    inside.get_by_text("cookie").wait_for()

    found = json.loads(inside.locator("#here").inner_text())
    assert found.pop("cookie") == ""
    assert found.pop("pages here") == "404"
    assert set(found.values()) == {"refused"}
    assert oksana.page.url.startswith(house.address)
    oksana.complaints.clear()  # Every attempt was refused aloud.


def learner(
    house: House, comes: Callable[..., Visitor], kind: str, *, language: str, given_name: str = "Oksana"
) -> tuple[Visitor, dict[str, str]]:
    brought = house.arrange("bring_package", kind=kind, given_name=given_name, house=house.address)
    visitor = comes(language=language)
    visitor.is_in_a_hurry = True
    enters_as(visitor, given_name.lower())
    visitor.is_in_a_hurry = False
    return visitor, brought


def learnt(house: House, brought: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.arrange("learnt_from", package=brought["package"])
    return found


def begins(visitor: Visitor, brought: dict[str, str], *, frame: str = "iframe") -> FrameLocator:
    visitor.opens(f"/{visitor.language}/{brought['path']}")
    visitor.page.locator("[data-start]").click()
    return visitor.page.frame_locator(".player__frame").frame_locator(frame)


def leaves(visitor: Visitor) -> None:
    """By the link above, which lets the content finish speaking."""
    visitor.page.locator(".back-link, main a[href*='/learn/']").first.click()
    visitor.page.wait_for_url("**/learn/*/")
