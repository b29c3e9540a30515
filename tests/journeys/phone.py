"""A trainer's own phone: a browser with a profile that outlives it, on a line that can be cut."""

from __future__ import annotations

import os
import re
import shutil
import signal
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

from tests.chromium import FLAGS
from tests.journeys.demonstration import enters_as
from tests.journeys.house import eventually
from tests.journeys.visitor import Visitor, visitor_on_a_phone

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright, Response

    from tests.journeys.line import Line

PATIENCE = 15_000
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('krok-desk');
  /* Looking must not make it. */
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onerror = () => done([]);
  asked.onsuccess = () => {
    const shelf = asked.result;
    const end = (found) => { shelf.close(); done(found); };
    if (!shelf.objectStoreNames.contains('kept')) return end([]);
    const keys = shelf.transaction('kept').objectStore('kept').getAllKeys();
    keys.onsuccess = () => end(keys.result);
  };
})"""
SERVED = "navigator.serviceWorker.ready.then((ready) => Boolean(ready.active))"
SENDS = re.compile(r"/api/v1/desk/scans")


class Phone:
    def __init__(self, playwright: Playwright, profile: Path, line: Line, *, language: str = "pl") -> None:
        self.chromium = playwright.chromium
        self.profile = profile
        self.line = line
        self.language = language
        self.arrived: list[str] = []
        """The ids of events in everything that the house has answered, in order."""
        self.context: BrowserContext | None = None

    # --- its life ------------------------------------------------------------------------------

    def starts(self) -> Phone:
        self.context = self.chromium.launch_persistent_context(
            self.profile,
            executable_path=shutil.which("chromium"),
            headless=True,
            args=FLAGS,
            locale=self.language,
            reduced_motion="reduce",
            **visitor_on_a_phone(),
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("response", self._hear)
        self.visitor = Visitor(self.context, address=self.line.address, language=self.language)
        self.visitor.is_in_a_hurry = True
        return self

    def closes(self) -> Phone:
        if self.context:
            with suppress(Error):
                self.context.close()
        self.context = None
        return self

    def is_killed(self) -> Phone:
        """As a system kills an app, or a battery falls out: nothing is told, nothing is tidied."""
        process = next(_processes_of(self.profile))
        os.kill(process, signal.SIGKILL)
        eventually(lambda: not _is_running(process), what="the end of the browser")
        return self.closes()

    # --- what its owner does -------------------------------------------------------------------

    @property
    def page(self) -> Page:
        return self.visitor.page

    def signs_in(self, persona: str = "irena") -> Phone:
        enters_as(self.visitor, persona)
        return self.opens("")

    def opens(self, path: str) -> Phone:
        self.visitor.opens(f"/{self.language}/desk/{path}")
        return self

    def is_signed_out_elsewhere(self) -> None:
        """The sign-in ran out, or was ended from another device."""
        self.loses_cookie("sessionid")

    def loses_cookie(self, name: str) -> None:
        assert self.context
        self.context.clear_cookies(name=name)

    def days_pass(self, days: int) -> None:
        assert self.context
        self.context.clock.set_system_time(datetime.now(UTC) + timedelta(days=days))

    def is_signed_in(self) -> bool:
        assert self.context
        answer = self.context.request.get(f"{self.line.address}/{self.language}/desk/", max_redirects=0)
        return answer.status == 200

    def keeps(self, session: str) -> Phone:
        """The list of the session lies on the phone, and Desk opens without the house."""
        eventually(partial(self._keeps, f"session/{session}"), what="the list on the phone")
        assert self.page.evaluate(SERVED)
        return self

    def _keeps(self, key: str) -> bool:
        return key in self.kept()

    def kept(self) -> list[str]:
        found: list[str] = self.page.evaluate(KEPT)
        return found

    def waiting(self) -> list[str]:
        return [key for key in self.kept() if key.startswith("unsent/")]

    def taps(self, name: str) -> Phone:
        row = self.page.locator(".door-row", has_text=name)
        row.locator("[data-tap]").click()
        row.locator("[data-unsent]").wait_for()
        return self

    def types(self, code: str) -> Phone:
        self.page.locator("form[data-code]").wait_for(state="attached")
        self.page.evaluate("document.querySelector('details[data-typed]').open = true")
        self.page.locator("[data-code] input").fill(code)
        self.page.locator("[data-code] button").click()
        return self

    def reads(self, text: str) -> Phone:
        self.visitor.reads(text)
        return self

    def on_the_disk(self) -> bytes:
        files = [file for file in self.profile.rglob("*") if file.is_file() and not file.is_symlink()]
        return b"\0".join(file.read_bytes() for file in files)

    def _hear(self, response: Response) -> None:
        request = response.request
        if request.method == "POST" and SENDS.search(request.url):
            told: Any = request.post_data_json
            self.arrived += [event["event_id"] for event in told["events"]]


def _processes_of(profile: Path) -> Any:
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit():
                said = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
                if f"--user-data-dir={profile}" in said and not any(
                    one.startswith("--type=") for one in said
                ):
                    yield int(folder.name)


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
