"""How somebody takes a place, page by page, in any of the three languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.journeys.house import eventually

if TYPE_CHECKING:
    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

SIX_DIGITS = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True)
class Child:
    given_name: str
    family_name: str
    born: tuple[int, int, int] = (14, 3, 2017)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True)
class Newcomer:
    """Somebody the house has never heard of."""

    given_name: str
    family_name: str
    given_name_cyrillic: str = ""
    family_name_cyrillic: str = ""
    child: Child | None = None
    mark: str = field(default_factory=lambda: uuid4().hex[:6])

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def full_name_cyrillic(self) -> str:
        return f"{self.given_name_cyrillic} {self.family_name_cyrillic}".strip()

    @property
    def email(self) -> str:
        return f"guest.{self.mark}@example.org"


def takes_a_place(visitor: Visitor, newcomer: Newcomer, opened: dict[str, Any], *, house: House) -> None:
    """From the course's page to the page that says what stands now."""
    finds_the_run(visitor, opened)
    answers_the_questions(visitor, newcomer)
    say = visitor.say
    visitor.reads(say("Check your answers"))
    visitor.reads(newcomer.email)
    visitor.looks()
    visitor.page.locator("main form button").last.click()
    proves_the_address(visitor, newcomer, house=house)


def finds_the_run(visitor: Visitor, opened: dict[str, Any]) -> None:
    visitor.opens(opened["pages"][visitor.language]).looks().looks_on_a_desktop()
    visitor.page.locator(f'main a[href*="{opened["run"]}"]').click()
    visitor.page.wait_for_url(f"**/{visitor.language}/book/{opened['run']}/")
    visitor.looks()


def answers_the_questions(visitor: Visitor, newcomer: Newcomer) -> None:
    say, page = visitor.say, visitor.page
    page.locator("main .actions a").first.click()
    if page.url.endswith("/who/"):
        page.locator('[name="who"][value="me"]').check()
        if newcomer.child:
            page.locator('[name="who"][value="new"]').check()
        visitor.looks().presses(say("Continue"))
    if newcomer.child:
        tells_of_the_child(visitor, newcomer.child)
    page.wait_for_url("**/needs/")
    page.locator('[name="childcare"]').select_option("1")
    visitor.looks().presses(say("Continue"))
    page.wait_for_url("**/contact/")
    tells_of_themselves(visitor, newcomer)


def tells_of_themselves(visitor: Visitor, newcomer: Newcomer) -> None:
    """The page of contact, sent empty first."""
    say, page = visitor.say, visitor.page
    makes_a_mistake(visitor)
    for name in ("given_name", "family_name", "email"):
        page.locator(f'[name="{name}"]').fill(getattr(newcomer, name))
    if newcomer.given_name_cyrillic:
        if not page.locator('[name="given_name_cyrillic"]').is_visible():
            page.get_by_text(say("My name in Cyrillic letters")).click()
        page.locator('[name="given_name_cyrillic"]').fill(newcomer.given_name_cyrillic)
        page.locator('[name="family_name_cyrillic"]').fill(newcomer.family_name_cyrillic)
    page.locator('[name="accept"]').check()
    visitor.looks().presses(say("Continue"))


def tells_of_the_child(visitor: Visitor, child: Child) -> None:
    page = visitor.page
    page.wait_for_url("**/child/")
    page.locator('[name="given_name"]').fill(child.given_name)
    page.locator('[name="family_name"]').fill(child.family_name)
    for part, number in zip(("day", "month", "year"), child.born, strict=True):
        page.locator(f'[name="birth_{part}"]').fill(str(number))
    page.locator('[name="basis"]').first.check()
    visitor.looks().presses(visitor.say("Continue"))


def makes_a_mistake(visitor: Visitor) -> None:
    """Sent empty, the page says what is missing, beside the field and in a summary."""
    visitor.presses(visitor.say("Continue"))
    visitor.page.locator("[data-error-summary]").wait_for()
    visitor.looks()


def proves_the_address(visitor: Visitor, newcomer: Newcomer, *, house: House) -> None:
    page = visitor.page
    page.wait_for_url("**/code/")
    visitor.looks()
    page.locator('[name="code"]').fill(code_sent_to(newcomer.email, house=house))
    visitor.presses(visitor.say("Continue"))
    page.wait_for_url("**/done/")
    visitor.looks()


def code_sent_to(email: str, *, house: House) -> str:
    """The newest code that the worker has sent to an address."""

    def sent() -> list[str]:
        letters = house.arrange("messages", email=email)
        return [
            each["text"] for each in letters if each["kind"] == "sign_in_code" and each["status"] == "sent"
        ]

    found = SIX_DIGITS.search(eventually(sent, what=f"a code for {email}")[-1])
    assert found, "the message bears no code"
    return found[0]
