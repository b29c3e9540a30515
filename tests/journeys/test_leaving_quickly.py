"""Somebody comes into the room: one press, and nothing of it is left on the screen or on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.house import IN_THE_HOUSE, eventually
from tests.journeys.visitor import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.journeys.elsewhere import Elsewhere
    from tests.journeys.house import House

pytestmark = IN_THE_HOUSE
OF_THE_GUARDIAN = "Оксана"
A_PIXEL = 1


@pytest.fixture
def comes_in(house: House, browser: Browser) -> Callable[..., Page]:
    """A guardian who is signed in and reads My Krok on her phone."""

    def come(*, window: dict[str, int] = PHONE, **more: object) -> Page:
        context = browser.new_context(locale="uk", viewport=window, reduced_motion="reduce", **more)
        page = context.new_page()
        page.goto(f"{house.address}/demo/?lang=uk")
        page.locator('form[action*="/enter/oksana/"] button').first.click()
        page.wait_for_url("**/uk/my/")
        return page

    return come


def visit_of(context: BrowserContext) -> str:
    return next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "sessionid")


def is_over(visit: str, house: House, browser: Browser) -> bool:
    """Whether somebody who had copied the cookie before would be asked to sign in now."""
    thief = browser.new_context()
    thief.add_cookies([{"name": "sessionid", "value": visit, "url": house.address}])
    answer = thief.request.get(f"{house.address}/uk/my/", max_redirects=0)
    thief.close()
    return answer.status == 302


def leaves(page: Page) -> None:
    page.locator("[data-leave-quickly] > a").click()


def test_one_press_ends_the_visit_and_tells_nobody_where_from(
    house: House, browser: Browser, elsewhere: Elsewhere, comes_in: Callable[..., Page]
) -> None:
    page = comes_in()
    visit = visit_of(page.context)
    assert not is_over(visit, house, browser)

    leaves(page)

    page.wait_for_url(elsewhere.address)
    eventually(lambda: is_over(visit, house, browser), what="the end of the visit")
    assert set(elsewhere.referrers) == {None}


def test_the_back_button_leads_away_again(elsewhere: Elsewhere, comes_in: Callable[..., Page]) -> None:
    page = comes_in()
    page.goto(page.url + "details/")
    leaves(page)
    page.wait_for_url(elsewhere.address)

    page.go_back(wait_until="commit")

    page.wait_for_url(elsewhere.address)
    assert page.title() == "Weather"


def test_shift_three_times_does_the_same(
    house: House, browser: Browser, elsewhere: Elsewhere, comes_in: Callable[..., Page]
) -> None:
    page = comes_in(window=DESKTOP)
    visit = visit_of(page.context)
    page.wait_for_load_state("networkidle")  # the script that listens comes after the page

    for _press in range(3):
        page.keyboard.press("Shift")

    page.wait_for_url(elsewhere.address)
    eventually(lambda: is_over(visit, house, browser), what="the end of the visit")


def test_writing_in_capitals_leads_nowhere(elsewhere: Elsewhere, comes_in: Callable[..., Page]) -> None:
    page = comes_in(window=DESKTOP)

    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")

    assert page.url.endswith("/uk/my/")


def test_it_needs_no_scripts_and_the_back_button_shows_nothing_personal(
    house: House, browser: Browser, elsewhere: Elsewhere, comes_in: Callable[..., Page]
) -> None:
    page = comes_in(java_script_enabled=False)
    visit = visit_of(page.context)
    assert OF_THE_GUARDIAN in page.content()

    leaves(page)
    page.wait_for_url(elsewhere.address)
    page.go_back()

    assert is_over(visit, house, browser)
    assert OF_THE_GUARDIAN not in page.content()
    assert "/account/" in page.url
    assert set(elsewhere.referrers) == {None}


def test_what_lies_open_in_another_tab_leaves_too(
    elsewhere: Elsewhere, comes_in: Callable[..., Page]
) -> None:
    page = comes_in()
    other = page.context.new_page()
    other.goto(page.url)

    leaves(page)

    other.wait_for_url(elsewhere.address)


def test_a_stranger_leaves_a_sensitive_page_for_good(
    house: House, browser: Browser, elsewhere: Elsewhere
) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    for address in ("/pl/", *elsewhere.sensitive):
        page.goto(house.address + address)

    leaves(page)
    page.wait_for_url(elsewhere.address)
    page.go_back(wait_until="commit")

    page.wait_for_url(elsewhere.address)


def test_it_is_explained_once_in_the_page_and_always_at_a_touch(
    elsewhere: Elsewhere, comes_in: Callable[..., Page]
) -> None:
    page = comes_in()
    note = page.locator(".frame-notes aside")
    note.wait_for()
    assert note.locator("p").count() == 2

    note.get_by_role("button").click()
    assert note.count() == 0
    page.goto(page.url + "details/")
    page.locator("[data-leave-quickly] summary").click()

    page.locator("[data-leave-quickly] details p").first.wait_for()
    assert note.count() == 0


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_covers_nothing_that_cannot_be_scrolled_into_view(
    elsewhere: Elsewhere, comes_in: Callable[..., Page], window: dict[str, int]
) -> None:
    page = comes_in(window=window)
    page.goto(page.url + "pass/")

    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")

    button = page.locator("[data-leave-quickly]").bounding_box()
    last = page.locator("footer .marks").bounding_box()
    assert button
    assert last
    assert last["y"] + last["height"] < button["y"] + A_PIXEL
