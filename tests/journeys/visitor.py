"""Somebody with a browser, who looks at every page they pass as we would want it to be."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext, override, pgettext

from tests.journeys import axe
from tests.journeys.language import mixed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STILL = (
    "Promise.all(document.getAnimations().map(moving => moving.finished.catch(() => null))).then(() => true)"
)
SKELETON = """() => {
  const telling = /^(class|role|type|hidden|tabindex|aria-(?!label$).*)$/;
  const ids = /[0-9a-f]{8}-[0-9a-f-]{27}|\\d+/g;
  const told = ({ name, value }) => name + (telling.test(name) ? value.replace(ids, '0') : value && '=');
  const drawn = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() && 'x';
    if (node.nodeType !== Node.ELEMENT_NODE || /^(script|style|link)$/i.test(node.tagName)) return '';
    const inside = /^svg$/i.test(node.tagName) ? '' : [...node.childNodes].map(drawn).join('');
    const how = node.hreflang ? [] : [...node.attributes].map(told);
    return `<${node.tagName} ${how.join(' ')}>${inside}</>`;
  };
  return drawn(document.documentElement);
}"""
"""The page without its words and addresses: what stands in what, and how it is drawn."""
examined: set[tuple[str, int]] = set()
"""Skeletons that axe-core has seen in this run, on a phone and on a desktop."""
CAME_AS_A_FILE = "net::ERR_ABORTED"
NO_NEWS = "An iframe which has both allow-scripts and allow-same-origin"
"""What Chromium says of the frame of every package. It runs on the house's second origin: see decision 23."""


@dataclass(frozen=True)
class Words:
    """What the house says in a language, by what its sources say."""

    language: str

    def __call__(self, source: str, *, context: str = "", **facts: object) -> str:
        with override(self.language):
            return (pgettext(context, source) if context else gettext(source)) % facts

    def plural(self, one: str, many: str, number: int, /, **facts: object) -> str:
        with override(self.language):
            return ngettext(one, many, number) % facts


class Visitor:
    """A reader of one language with one browser window."""

    def __init__(
        self, context: BrowserContext, *, address: str, language: str, album: Path | None = None
    ) -> None:
        self.context = context
        self.address = address
        self.ours = (f"{address}/", f"{address.replace('127.0.0.1', 'localhost')}/", "data:", "blob:")
        self.language = language
        self.album = album
        self.is_in_a_hurry = False
        self.say = Words(language)
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        context.on("response", self._hear_response)
        context.on("requestfailed", self._hear_failure)
        context.on("console", self._hear_console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        self.page: Page = context.new_page()

    # --- going about ---------------------------------------------------------------------------

    def opens(self, path: str) -> Visitor:
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self

    def presses(self, label: str, *, within: Locator | None = None, starts: bool = False) -> Visitor:
        """Follow a link or press a button by what it says."""
        name = re.compile("^" + re.escape(label) + ("" if starts else "$"))
        place = within or self.page.locator("main")
        place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name)).first.click()
        return self

    def types(self, label: str, words: str) -> Visitor:
        self.page.get_by_label(label, exact=False).first.fill(words)
        return self

    def reads(self, text: str) -> Locator:
        """Wait until the words stand on the page."""
        found = self.page.get_by_text(text).filter(visible=True).first
        found.wait_for()
        return found

    # --- looking -------------------------------------------------------------------------------

    def looks(self) -> Visitor:
        """The page is in one language, fits its window, and axe-core finds nothing in light or dark."""
        if self.is_in_a_hurry:
            return self
        self.page.wait_for_load_state("load")
        where = self.page.url.removeprefix(self.address)
        if self.album:
            self.photographs(where)
        seen = [f"wider than the window by {wide} px"] if (wide := self.page.evaluate(SIDEWAYS)) > 0 else []
        seen += mixed(self.page, self.language)
        if self._has_not_examined_it("phone"):
            seen += self._examines()
        self.complaints += [f"{where}: {one}" for one in seen]
        return self

    def _has_not_examined_it(self, window: str) -> bool:
        """Whether no story of this run has passed a page that is built alike; only its words differ then."""
        page = (window, hash(self.page.evaluate(SKELETON)))
        is_new = page not in examined
        examined.add(page)
        return is_new

    def _examines(self) -> list[str]:
        seen = axe.findings(self.page)
        with self.in_the_dark():
            seen += [f"dark: {finding}" for finding in axe.findings(self.page, axe.COLOURS)]
        return seen

    def looks_on_a_desktop(self) -> Visitor:
        """The same page in a wide window."""
        if self.is_in_a_hurry:
            return self
        self.page.set_viewport_size(DESKTOP)
        if self._has_not_examined_it("desktop"):
            where = self.page.url.removeprefix(self.address)
            self.complaints += [f"{where} (desktop): {one}" for one in axe.findings(self.page, axe.NARROW)]
        self.page.set_viewport_size(PHONE)
        return self

    def photographs(self, where: str) -> None:
        """Keep the page for people to look at: on a phone and a desktop, in light and dark."""
        assert self.album is not None
        name = (
            re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[^a-z0-9]+", "-", where.lower().partition("?")[0]).strip("-")
            or "home"
        )
        name = f"{self.language}-{re.sub('-+', '-', name)}"
        number = len(list(self.album.glob(f"{name}~*-phone-light.png")))
        window = self.page.viewport_size
        for size, named in ((PHONE, "phone"), (DESKTOP, "desktop")):
            self.page.set_viewport_size(size)
            self.page.screenshot(path=self.album / f"{name}~{number}-{named}-light.png", full_page=True)
            with self.in_the_dark():
                self.page.screenshot(path=self.album / f"{name}~{number}-{named}-dark.png", full_page=True)
        self.page.set_viewport_size(window or PHONE)

    @contextmanager
    def in_the_dark(self) -> Iterator[None]:
        self.page.emulate_media(color_scheme="dark")
        self.page.evaluate(STILL)
        yield
        self.page.emulate_media(color_scheme="light")

    def forgives(self, words: str) -> Visitor:
        """Not complain of what is said with these words so far: the story meant it."""
        self.complaints[:] = [complaint for complaint in self.complaints if words not in complaint]
        return self

    def expects(self, *statuses: int) -> Visitor:
        """From here on an answer that is otherwise a failure is a right one."""
        self.expected |= set(statuses)
        return self

    # --- listening -----------------------------------------------------------------------------

    def _hear_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status} {response.url}")
        if not response.url.startswith(self.ours):
            self.complaints.append(f"third party: {response.url}")

    def _hear_failure(self, request: Request) -> None:
        if request.failure != CAME_AS_A_FILE:
            self.complaints.append(f"{request.failure}: {request.url}")

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        said = message.text
        if said.startswith(NO_NEWS) or any(f"status of {status}" in said for status in self.expected):
            return
        self.complaints.append(f"console {message.type}: {said}")


visitor_on_a_phone = partial(dict, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
visitor_at_a_desk = partial(dict, viewport=DESKTOP)
