"""A camera for handbooks: comes in as somebody of the demonstration, and keeps small pictures."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from tests.journeys.visitor import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Playwright

LANGUAGE = "pl"
WINDOW = {"width": 1280, "height": 900}
WIDEST = 1200
COLOURS = 128
MARGIN = 16
PATIENCE = 30_000
WITHOUT_BAR = "footer.footer { visibility: hidden !important; }"
"""The bar with "Save" lies over the end of every form."""
IN_POLISH = """
input[type=file] { color: transparent; }
input[type=file]::file-selector-button { display: none; }
input[type=file]::before {
  content: "Wybierz plik"; color: #222; background: #efefef; border: 1px solid #767676; border-radius: 3px;
  padding: 2px 8px;
}
"""
"""Chromium on a server knows no Polish; on an editor's desk it says this."""
BOX = "node => { const {x, y, width, height} = node.getBoundingClientRect(); return [x, y, width, height]; }"


def start_browser(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        env={"LANGUAGE": LANGUAGE, "LANG": "pl_PL.UTF-8"},
    )


class Camera:
    """One browser window after another, at one address, with an album."""

    def __init__(self, browser: Browser, *, address: str, album: Path) -> None:
        self.browser = browser
        self.address = address
        self.album = album
        self.taken: list[str] = []
        self.page: Page

    @contextmanager
    def coming_as(self, persona: str = "", *, height: int = WINDOW["height"]) -> Iterator[Page]:
        """A window of its own: of a stranger, or of a persona who reads Polish whatever they read at home."""
        context = self.browser.new_context(
            locale=LANGUAGE, viewport=WINDOW | {"height": height}, reduced_motion="reduce", bypass_csp=True
        )
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        if persona:
            self.page.goto(f"{self.address}/demo/?lang={LANGUAGE}")
            self.page.locator(f'form[action*="/enter/{persona}/"] button').first.click()
            self.page.wait_for_url(lambda url: "/demo/" not in url)
        context.add_cookies([{"name": "django_language", "value": LANGUAGE, "url": self.address}])
        try:
            yield self.page
        finally:
            context.close()

    def opens(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def takes(
        self,
        name: str,
        *what: str | Locator,
        margin: int = MARGIN,
        above: int = 0,
        tallest: int = 900,
        bar: bool = False,
    ) -> None:
        """A picture of everything from the first of the things to the last; of the window, if none is named.

        ``above`` leaves so many pixels over them, for headings that belong to no element; what is taller
        than ``tallest`` is cut off below.
        """
        things = [self.page.locator(one).first if isinstance(one, str) else one.first for one in what]
        for thing in things:
            thing.wait_for()
        if things:
            things[-1].scroll_into_view_if_needed()
            things[0].scroll_into_view_if_needed()
        self.page.mouse.move(1, 1)
        self.page.wait_for_timeout(400)
        clip = None
        if things:
            clip = self._around([thing.evaluate(BOX) for thing in things], margin, above)
            clip["height"] = min(clip["height"], tallest)
        style = IN_POLISH if bar else IN_POLISH + WITHOUT_BAR
        shot = self.page.screenshot(clip=clip, style=style, animations="disabled")
        self._keep(name, shot)

    def _around(self, boxes: list[list[float]], margin: int, above: int) -> dict[str, float]:
        window = self.page.viewport_size or WINDOW
        menu = self.page.locator(".sidebar")
        edge = menu.evaluate(BOX)[2] if menu.count() else 0
        left = max(edge, min(x for x, _y, _w, _h in boxes) - margin)
        top = max(0, min(y for _x, y, _w, _h in boxes) - margin - above)
        right = min(window["width"], max(x + w for x, _y, w, _h in boxes) + margin)
        bottom = min(window["height"], max(y + h for _x, y, _w, h in boxes) + margin)
        return {"x": left, "y": top, "width": right - left, "height": bottom - top}

    def _keep(self, name: str, shot: bytes) -> None:
        picture = Image.open(BytesIO(shot)).convert("RGB")
        if picture.width > WIDEST:
            picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)), Image.LANCZOS)
        small = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(self.album / f"{name}.png", optimize=True)
        self.taken.append(name)
        print(f"  {name}", flush=True)
