"""From a poster to a certificate, in the language of whoever comes.

A newcomer scans a poster, finds a course in her language, takes a place and is let in by her pass; the
trainer hands in the list, the worker makes the certificate, and a stranger finds that it is genuine.
Every page on the way speaks one language, fits a phone and is accessible in light and dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from lms.web.qr import qr_png
from tests.journeys.booking import Child, Newcomer, takes_a_place
from tests.journeys.camera import NOBODY, film_of, flags_for
from tests.journeys.demonstration import enters_as
from tests.journeys.door import Said, Verdict, closes_the_list, hears, opens_the_scanner
from tests.journeys.house import IN_THE_HOUSE, eventually
from tests.journeys.papers import codes_in, downloads, paper_at
from tests.journeys.visitor import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor


pytestmark = IN_THE_HOUSE


@dataclass(frozen=True)
class Poster:
    """What hangs on the wall, and who stops before it."""

    course: str
    newcomer: Newcomer
    taught_in: str


POSTERS = {
    "pl": Poster("TRAUMA", Newcomer("Zofia", "Górska"), "pl"),
    "uk": Poster(
        "WIECZ", Newcomer("Nadiia", "Lysenko", "Надія", "Лисенко", Child("Tymofii", "Lysenko")), "uk"
    ),
    "en": Poster("RODZ", Newcomer("Grace", "Adeyemi"), "en"),
}


@pytest.mark.parametrize("language", POSTERS)
def test_a_newcomer_goes_from_a_poster_to_a_certificate(
    language: str,
    house: House,
    comes: Callable[..., Visitor],
    browser_with: Callable[..., Browser],
    tmp_path: Path,
) -> None:
    poster = POSTERS[language]
    newcomer = poster.newcomer
    opened = house.arrange("open_run", course=poster.course, trainer="Irena", language=poster.taught_in)
    guest = comes(language=language)

    takes_a_place(guest, newcomer, opened, house=house)
    assert house.arrange("places", run=opened["run"])[newcomer.full_name] == "confirmed"
    picture = keeps_her_pass(guest, tmp_path)

    film = film_of(
        [
            picture,
            *(keeps_the_pass_of_the_child(guest, tmp_path) if newcomer.child else ()),
            qr_png(house.arrange("stranger")),
            *[NOBODY] * 2,
        ],
        tmp_path / "film.mjpeg",
        frames_each=36,
    )
    trainer = comes(language=language, browser=browser_with(*flags_for(film)))
    enters_as(trainer, "irena")
    opens_the_scanner(trainer, opened["session"])
    hears(
        trainer,
        Said(Verdict.WELCOME, newcomer.full_name, "green"),
        *([Said(Verdict.WELCOME, newcomer.child.full_name, "green")] if newcomer.child else []),
        Said(Verdict.NO_PLACE, "", "red"),
    )
    trainer.looks()
    closes_the_list(trainer, opened["session"])

    number = waits_for_the_certificate(newcomer.full_name, opened, house=house)
    paper = downloads_the_certificate(guest, number, tmp_path)
    assert paper.is_tagged
    assert newcomer.full_name in paper.text
    assert newcomer.full_name_cyrillic in paper.text
    assert {Words(each)("Certificate") for each in ("pl", language)} <= set(paper.text.split())
    assert paper.codes() == [f"{house.address}/v/{number}"]

    stranger = comes(language=language)
    stranger.opens(paper.codes()[0]).reads(stranger.say("The certificate is genuine and valid"))
    stranger.reads(number)
    stranger.looks()


def keeps_her_pass(guest: Visitor, folder: Path) -> bytes:
    """The pass on the screen, the same as a picture."""
    guest.opens(f"/{guest.language}/my/pass/")
    guest.page.locator(".pass-card__qr").wait_for()
    guest.looks().looks_on_a_desktop()
    on_screen = guest.page.locator(".pass-card").screenshot(path=folder / "pass-card.png")
    picture = downloads(guest, '[href$="/pass/png/"]', folder).read_bytes()
    assert codes_in(picture) == codes_in(on_screen)
    assert Image.open(BytesIO(picture)).format == "PNG"
    return picture


def keeps_the_pass_of_the_child(guest: Visitor, folder: Path) -> list[bytes]:
    guest.page.locator("section[aria-labelledby=children] a:not([download])").click()
    guest.page.locator(".pass-card__qr").wait_for()
    guest.looks()
    return [downloads(guest, '[href$="/png/"]', folder).read_bytes()]


def waits_for_the_certificate(full_name: str, opened: dict[str, Any], *, house: House) -> str:
    """The number, once the worker has made the paper."""

    def frozen() -> str:
        made = house.arrange("certificates", run=opened["run"]).get(full_name)
        return made["number"] if made and made["is_frozen"] else ""

    return str(eventually(frozen, what=f"the certificate of {full_name}"))


def downloads_the_certificate(guest: Visitor, number: str, folder: Path) -> Any:
    guest.opens(f"/{guest.language}/my/").looks().looks_on_a_desktop()
    return paper_at(downloads(guest, f'[href*="{number}"]', folder))
