"""The pages that no story passes: each speaks one language, fits a phone and is accessible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.booking import Newcomer
from tests.journeys.demonstration import enters_as
from tests.journeys.house import IN_THE_HOUSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
LANGUAGES = ["pl", "uk", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_looks_around(language: str, house: House, comes: Callable[..., Visitor]) -> None:
    guest = comes(language=language)

    guest.opens(f"/{language}/").looks().looks_on_a_desktop()
    for page in pages_of_the_footer(guest):
        guest.opens(page).looks()
    guest.opens(catalogue_of(guest)).looks().looks_on_a_desktop()
    guest.opens(f"/{language}/account/sign-in/").looks()
    guest.opens(f"/demo/messages/?lang={language}").looks()
    guest.expects(404).opens(f"/{language}/nothing-here/").looks()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guardian_looks_through_her_own_pages(language: str, comes: Callable[..., Visitor]) -> None:
    guardian = comes(language=language)
    enters_as(guardian, "oksana")

    guardian.opens(f"/{language}/my/").looks().looks_on_a_desktop()
    place = guardian.page.locator('main a[href*="/my/places/"]').first.get_attribute("href")
    for page in (
        place,
        f"/{language}/my/messages/",
        f"/{language}/my/details/",
        f"/{language}/my/children/new/",
    ):
        guardian.opens(str(page)).looks()


def test_a_newcomer_finds_the_code_in_the_demonstration(comes: Callable[..., Visitor]) -> None:
    """Nobody needs a mailbox to try the house."""
    newcomer = Newcomer("Ada", "Test")
    guest = comes(language="en")
    guest.opens("/demo/code/?lang=en").looks()
    guest.page.locator('[name="email"]').fill(newcomer.email)
    guest.page.locator("main form button").last.click()
    guest.page.wait_for_load_state("load")
    guest.looks()


@pytest.mark.parametrize("persona", ["pan_adam", "ewa", "anna"])
def test_the_back_office_opens_readable_in_light_and_dark(
    persona: str, comes: Callable[..., Visitor]
) -> None:
    worker = comes(language="pl", at_a_desk=True)
    enters_as(worker, persona)

    worker.opens("/admin/")

    worker.page.locator("main").wait_for()
    worker.looks()


def pages_of_the_footer(guest: Visitor) -> list[str]:
    links = guest.page.locator(f'footer a[href^="/{guest.language}/"]')
    return sorted({str(link.get_attribute("href")) for link in links.all()})


def catalogue_of(guest: Visitor) -> str:
    guest.opens(f"/{guest.language}/")
    return str(guest.page.locator(".menu .nav a").first.get_attribute("href"))
