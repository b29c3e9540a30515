"""A certificate lapses: its holder is told, renews it by a shorter course, shows it, and loses it again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.demonstration import enters_as
from tests.journeys.house import IN_THE_HOUSE, eventually
from tests.journeys.papers import downloads, paper_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
A_COURSE_OF_MINE = re.compile(r"/learn/[0-9a-f]{8}-[0-9a-f-]{27}/$")
FULL, SHORT = "PSEA", "PSEA-P"
HOLDERS = {
    "pl": ("tomasz", "tomasz.wojcik@example.org"),
    "uk": ("halyna", "halyna.tkachenko@example.org"),
    "en": ("irena", "irena.nowicka@example.org"),
}


@pytest.mark.parametrize("language", HOLDERS)
def test_it_is_renewed_shown_as_a_badge_and_lost(
    language: str, house: House, comes: Callable[..., Visitor], tmp_path: Path
) -> None:
    persona, email = HOLDERS[language]
    older = house.arrange("certificate_of_long_ago", email=email, course=FULL, days=345)
    holder = comes(language=language)
    enters_as(holder, persona)

    holder.opens(f"/{language}/my/")
    holder.reads(holder.say("Time to renew this certificate."))
    holder.opens(f"/{language}/learn/certificates/").looks()
    holder.page.locator(f'main a[href*="{older}"]').first.click()
    holder.reads(holder.say("Time to renew"))
    holder.looks().looks_on_a_desktop()
    begins_the_shorter_course(holder)
    house.arrange("learns_all_of_it", email=email, course=SHORT)

    newer = str(eventually(lambda: frozen(house, email), what="the paper of the new certificate"))
    assert newer != older
    holder.opens(f"/{language}/learn/certificates/{newer}/").looks().looks_on_a_desktop()
    assert paper_at(downloads(holder, f'[href$="/{newer}/paper/"]', tmp_path)).is_tagged
    makes_a_badge(holder)

    stranger = comes(language=language)
    stranger.opens(f"/v/{newer}").reads(stranger.say("The certificate is genuine and valid"))
    stranger.looks()
    house.arrange("withdraw", number=newer, reason="Egzamin był nieważny.")
    stranger.opens(f"/v/{newer}").looks()
    assert stranger.say("The certificate is genuine and valid") not in said(stranger)
    assert "Egzamin" not in said(stranger)
    lapsed = house.arrange("certificate_of_long_ago", email=email, course=FULL, days=400)
    stranger.opens(f"/v/{lapsed}").reads(stranger.say("The certificate is genuine, but its time is over"))
    stranger.looks()
    # A paper names its organiser in the languages of its holder.
    stranger.forgives("Miejski Ośrodek")


def begins_the_shorter_course(holder: Visitor) -> None:
    holder.presses(holder.say("See the course and its dates"))
    holder.presses(holder.say("Start now"))
    holder.page.wait_for_url("**/learn/start/*/")
    holder.looks()
    if (herself := holder.page.get_by_label(holder.say("I will"))).count():
        herself.check()
    if (read := holder.page.get_by_label(holder.say("I have read how you use my data"))).count():
        read.check()
    holder.presses(holder.say("Start now"))
    holder.page.wait_for_url(A_COURSE_OF_MINE)
    holder.looks().looks_on_a_desktop()


def makes_a_badge(holder: Visitor) -> None:
    holder.presses(holder.say("Make my badge"))
    holder.reads(holder.say("Your digital badge"))
    holder.looks()
    link = holder.page.locator('main a[href*="/badges/"]').filter(has_text="/badges/").get_attribute("href")
    answered = holder.context.request.get(str(link))
    assert answered.ok


def frozen(house: House, email: str) -> str:
    found: dict[str, Any] = house.arrange("newest_certificate", email=email, course=SHORT)
    return found["number"] if found["is_frozen"] else ""


def said(visitor: Visitor) -> str:
    return visitor.page.locator("main").inner_text()
