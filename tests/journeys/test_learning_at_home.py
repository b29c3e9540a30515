"""A carer learns on a phone: loses the connection, reads on, and goes on in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.demonstration import enters_as
from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Response

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
OKSANA = "oksana.shevchenko@example.org"
HEAVIEST = 300_000
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith('krok-learn-')) continue;
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  return found;
}"""
WAITING = "() => JSON.parse(localStorage.getItem('krok-learnt') ?? '[]').length"


@pytest.fixture
def course(house: House) -> dict[str, Any]:
    return dict(house.arrange("open_home_course"))


def begins(visitor: Visitor, course: dict[str, Any]) -> None:
    """From the page of the course to its first lesson, by what stands on the pages."""
    visitor.opens(course["addresses"][visitor.language]).looks()
    visitor.presses(visitor.say("Start now"))
    visitor.looks()
    visitor.page.get_by_label(visitor.say("I will")).check()
    visitor.presses(visitor.say("Start now"))
    visitor.page.wait_for_url("**/learn/*/")
    visitor.looks().looks_on_a_desktop()
    visitor.presses(visitor.say("Read the lesson"))
    visitor.page.wait_for_url(f"**{course['lessons'][0][visitor.language]}")


def is_kept(visitor: Visitor, address: str) -> None:
    eventually(lambda: address in visitor.page.evaluate(KEPT), what=f"{address} on the phone")


def goes_underground(visitor: Visitor) -> None:
    """The page notices at once, as a phone in a tunnel does."""
    visitor.context.set_offline(True)
    visitor.page.wait_for_function("() => !navigator.onLine")


def comes_up(visitor: Visitor) -> None:
    """What could not be asked for underground was meant to fail."""
    visitor.forgives("ERR_INTERNET_DISCONNECTED")
    visitor.context.set_offline(False)


def progress(house: House, course: dict[str, Any]) -> list[dict[str, Any]]:
    return list(house.arrange("progress_of", email=OKSANA, course=course["code"]))


@pytest.mark.parametrize(("language", "other"), [("pl", "uk"), ("uk", "en"), ("en", "pl")])
def test_a_lost_connection_and_another_language_lose_nothing(
    house: House, comes: Callable[..., Visitor], course: dict[str, Any], language: str, other: str
) -> None:
    oksana = comes(language=language)
    enters_as(oksana, "oksana")
    begins(oksana, course)
    first, second, _third = course["lessons"]
    oksana.looks().looks_on_a_desktop()
    is_kept(oksana, first[language])

    oksana.page.get_by_label(course["answers"][1][language]).check()
    oksana.presses(oksana.say("Check my answer"))
    oksana.reads(oksana.say("Not quite. Have another look."))
    oksana.looks()
    oksana.presses(oksana.say("I have read this lesson"))
    oksana.page.wait_for_url(f"**{second[language]}")
    is_kept(oksana, second[language])
    is_kept(oksana, f"/{language}/learn/")

    goes_underground(oksana)
    oksana.page.reload()
    oksana.reads(course["headings"][0][language])
    oksana.presses(oksana.say("I have read this lesson"))
    oksana.reads(oksana.say("Lesson finished"))
    oksana.opens(first[language])
    oksana.reads(course["headings"][1][language])
    oksana.opens(course["lessons"][2][language])
    oksana.reads(oksana.say("No network at the moment"))
    assert [lesson["is_finished"] for lesson in progress(house, course)] == [True, False]

    comes_up(oksana)
    oksana.opens(second[language])
    eventually(lambda: oksana.page.evaluate(WAITING) == 0, what="nothing left to send")
    assert [lesson["is_finished"] for lesson in progress(house, course)] == [True, True]

    there = comes(language=other)
    there.context.add_cookies(oksana.context.cookies())
    there.opens(f"/{other}/learn/").looks()
    there.presses(there.say("Read the lesson"))
    there.page.wait_for_url(f"**{course['lessons'][2][other]}")
    there.page.locator("[data-part]").nth(2).scroll_into_view_if_needed()
    eventually(lambda: progress(house, course)[-1]["read_to"], what="how far one has read")
    oksana.opens(course["lessons"][2][language])
    oksana.presses(oksana.say("Read on from where you were"))
    oksana.presses(oksana.say("I have read this lesson"))
    oksana.page.locator("#checklist + .lessons .lessons__one--done").wait_for()
    oksana.looks()


def test_nothing_of_the_lessons_stays_on_the_phone_of_whoever_signs_out(
    comes: Callable[..., Visitor], course: dict[str, Any]
) -> None:
    oksana = comes(language="en")
    enters_as(oksana, "oksana")
    begins(oksana, course)
    is_kept(oksana, course["lessons"][0]["en"])

    oksana.opens("/en/account/sign-out/")
    oksana.presses(oksana.say("Sign out"))
    oksana.page.wait_for_url(lambda url: "sign-out" not in url)

    eventually(lambda: oksana.page.evaluate(KEPT) == [], what="an empty phone")
    oksana.opens(course["lessons"][0]["en"])
    assert course["headings"][1]["en"] not in oksana.page.content()


def test_whoever_leaves_quickly_leaves_no_lesson_behind(
    comes: Callable[..., Visitor], course: dict[str, Any]
) -> None:
    oksana = comes(language="en")
    enters_as(oksana, "oksana")
    begins(oksana, course)
    is_kept(oksana, course["lessons"][0]["en"])
    oksana.context.route(
        lambda url: not url.startswith(oksana.address), lambda route: route.fulfill(body="elsewhere")
    )

    oksana.presses(oksana.say("Leave quickly"), within=oksana.page.locator("body"))
    oksana.page.wait_for_url(lambda url: not url.startswith(oksana.address))
    oksana.forgives("third party")

    fresh = oksana.context.new_page()
    fresh.goto(oksana.address + "/en/")
    eventually(lambda: fresh.evaluate(KEPT) == [], what="an empty phone")


def test_a_lesson_without_a_film_is_light(comes: Callable[..., Visitor], course: dict[str, Any]) -> None:
    oksana = comes(language="uk")
    enters_as(oksana, "oksana")
    begins(oksana, course)
    weight = 0

    def weigh(answer: Response) -> None:
        nonlocal weight
        sizes = answer.request.sizes()
        weight += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    # A phone that was never here: nothing of it is in its memory.
    phone = comes(language="uk")
    phone.context.add_cookies(oksana.context.cookies())
    phone.context.on("response", weigh)
    phone.opens(course["lessons"][1]["uk"])
    phone.page.wait_for_load_state("networkidle")
    is_kept(phone, course["lessons"][1]["uk"])

    assert 10_000 < weight < HEAVIEST
