"""Oksana hands in her practice from her phone, her trainer confirms it, and the certificate comes."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.journeys.arrange_practice import COURSE, FILE
from tests.journeys.demonstration import enters_as
from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
OKSANA = "oksana.shevchenko@example.org"
IRENA = "irena.nowicka@example.org"
WROTE = "Ми разом читали й готували вечерю."


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_practice_is_handed_in_confirmed_and_certified(
    language: str, house: House, comes: Callable[..., Visitor]
) -> None:
    taken = house.arrange("practise_in_a_run", email=OKSANA, trainer=IRENA)
    oksana = comes(language=language)
    enters_as(oksana, "oksana")
    at_the_course(oksana, taken).looks().looks_on_a_desktop()

    writes_a_day(oksana)
    hands_in_a_photograph(oksana, taken)
    irena = comes(language=language)
    enters_as(irena, "irena")
    reads_and_decides(irena, of="Oksana Shevchenko")

    at_the_course(oksana, taken)
    assert oksana.page.locator("main .lessons__one--done").count() == 3
    oksana.looks().looks_on_a_desktop()
    certificate = eventually(
        lambda: house.arrange("certificates", run=taken["run"]).get("Oksana Shevchenko"),
        what="the certificate",
    )
    letters = [letter["kind"] for letter in house.arrange("messages", email=OKSANA)]
    assert certificate["number"]
    assert "certificate_issued" in letters


def at_the_course(oksana: Visitor, taken: dict[str, str]) -> Visitor:
    oksana.opens(f"/{oksana.language}/{taken['path']}")
    oksana.reads(COURSE[oksana.language])
    return oksana


def writes_a_day(oksana: Visitor) -> None:
    two_hours = oksana.say("%(hours)d h", hours=2)
    oksana.presses(oksana.say("Practise for %(time)s and have it confirmed", time=two_hours), starts=True)
    oksana.reads(oksana.say("Nothing written yet"))
    oksana.looks().expects(422).presses(oksana.say("Write it down"))
    oksana.page.locator(".error-summary").wait_for()
    oksana.looks_on_a_desktop()
    yesterday = datetime.datetime.now(tz=datetime.UTC).date() - datetime.timedelta(days=1)
    oksana.types(oksana.say("Which day?"), yesterday.isoformat())
    oksana.types(oksana.say("Hours"), "2")
    oksana.types(oksana.say("What did you do?"), WROTE)
    oksana.presses(oksana.say("Write it down"))
    oksana.reads(oksana.say("Written down. A supervisor will read it."))
    oksana.looks().looks_on_a_desktop()


def hands_in_a_photograph(oksana: Visitor, taken: dict[str, str]) -> None:
    photograph = BytesIO()
    Image.new("RGB", (40, 30), "white").save(photograph, "JPEG")
    at_the_course(oksana, taken).presses(FILE[oksana.language], starts=True)
    chosen = {"name": "strona.jpg", "mimeType": "image/jpeg", "buffer": photograph.getvalue()}
    oksana.looks().page.locator('input[type="file"]').set_input_files(chosen)
    oksana.presses(oksana.say("Hand it in"))
    oksana.reads("strona.jpg")
    oksana.looks().looks_on_a_desktop()


def reads_and_decides(irena: Visitor, *, of: str) -> None:
    irena.opens(f"/{irena.language}/desk/").presses(irena.say("Practice and tasks"))
    irena.looks().looks_on_a_desktop()
    irena.page.locator("article", has_text=COURSE[irena.language]).get_by_role("link", name=of).first.click()
    irena.reads(WROTE)
    irena.looks().looks_on_a_desktop()
    irena.presses(irena.say("Confirm"), starts=True)
    irena.reads(irena.say("Noted."))
    irena.presses(irena.say("Accept"), starts=True)
    irena.reads(irena.say("Noted."))
    irena.presses(irena.say("They can do it"))
    irena.reads(irena.say("Take the word back"))
    irena.looks().looks_on_a_desktop()
