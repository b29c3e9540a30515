"""A browser that has the Desk's modules and nothing else: no house, no page of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

STATIC = Path(__file__).parents[3] / "lms/web/static/krok"
ADDRESS = "https://desk.example/"


@pytest.fixture(scope="module")
def device(chromium: Browser) -> Iterator[Page]:
    def answer(route: Route) -> None:
        path = STATIC / route.request.url.removeprefix(ADDRESS)
        if path.suffix == ".js":
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>Desk</title>", content_type="text/html")

    page = chromium.new_page()
    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS)
    yield page
    page.close()


def ask(device: Page, module: str, body: str, argument: object = None) -> Any:
    """What a module of the Desk answers; ``body`` is the inside of a function of (module, argument)."""
    return device.evaluate(
        f"async (argument) => {{ const module = await import('{ADDRESS}desk/{module}'); {body} }}", argument
    )
