"""Stories in a real browser, on the real house."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.chromium import start
from tests.journeys.elsewhere import elsewhere_of
from tests.journeys.house import open_house
from tests.journeys.visitor import Visitor, visitor_at_a_desk, visitor_on_a_phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Playwright

    from tests.journeys.elsewhere import Elsewhere
    from tests.journeys.house import House

PATIENCE = 15_000
LINES_OF_LOG = 40

logs_key = pytest.StashKey[dict[str, int]]()
failed_key = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _house_of_the_story(request: pytest.FixtureRequest, house: House) -> None:
    request.node.stash[logs_key] = house.said_so_far()


@pytest.fixture
def elsewhere(house: House) -> Iterator[Elsewhere]:
    with elsewhere_of(house) as site:
        yield site


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """What the servers said during a story that failed stands under it."""
    report = yield
    house = item.funcargs.get("house") if hasattr(item, "funcargs") else None
    if report.failed:
        item.stash[failed_key] = True
    if report.failed and house:
        for name, since in item.stash.get(logs_key, {}).items():
            said = house.log(name, since=since).splitlines()[-LINES_OF_LOG:]
            report.sections.append((f"the house: {name}", "\n".join(said)))
    return report


@pytest.fixture
def browser_with(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """A Chromium of the story's own, for one with a camera."""
    started: list[Browser] = []

    def start_with(*flags: str) -> Browser:
        started.append(start(playwright, *flags))
        return started[-1]

    yield start_with
    for browser in started:
        browser.close()


def album() -> Path | None:
    """Where pictures of all pages are kept, if anybody asked for them (``scripts/screenshots.py``)."""
    if not (folder := os.environ.get("KROK_SCREENSHOTS")):
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    others = chromium.contexts
    yield chromium
    for context in chromium.contexts:
        if context not in others:
            context.close()


@pytest.fixture
def comes(
    house: House, browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Visitor]]:
    """Somebody comes to the house; when the story is over, they must have nothing to complain about."""
    came: list[Visitor] = []

    def come(*, language: str, browser: Browser = browser, at_a_desk: bool = False, **more: Any) -> Visitor:
        window = visitor_at_a_desk() if at_a_desk else visitor_on_a_phone()
        context = browser.new_context(locale=language, reduced_motion="reduce", **{**window, **more})
        context.set_default_timeout(PATIENCE)
        came.append(Visitor(context, address=house.address, language=language, album=album()))
        return came[-1]

    yield come
    for number, visitor in enumerate(came):
        for page in visitor.context.pages if request.node.stash.get(failed_key, False) else []:
            page.screenshot(path=tmp_path / f"last-{number}-{visitor.language}.png")
        visitor.context.close()
    found = list(dict.fromkeys(complaint for visitor in came for complaint in visitor.complaints))
    assert not found, f"{len(found)} complaints:\n" + "\n".join(f"- {one}" for one in found)
