"""One Chromium for what is tested in a browser: started once, and everybody opens windows of their own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""What Chromium needs on a machine without a screen, and so that it asks nobody for anything."""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Django asks no database where Playwright's loop runs: whoever uses this comes after all other tests."""
    with sync_playwright() as started:
        yield started


def start(playwright: Playwright, *flags: str) -> Browser:
    chromium = shutil.which("chromium")
    return playwright.chromium.launch(executable_path=chromium, headless=True, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    started = start(playwright)
    yield started
    started.close()
