"""Coming in as one of the people of the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor


def enters_as(visitor: Visitor, persona: str) -> None:
    """One click, and the work of that person opens."""
    visitor.opens(f"/demo/?lang={visitor.language}").looks()
    visitor.page.locator(f'form[action*="/enter/{persona}/"] button').first.click()
    visitor.page.wait_for_url(lambda url: "/demo/" not in url)
