"""axe-core over a page, with its findings in words.

The source is evaluated through the browser's debugger, which the content policy of the page does not
bind: the page is examined exactly as people get it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[1] / "vendor" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What can differ between light and dark."""
NARROW = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "region"]}}
"""What can differ between a phone and a desktop."""

RUN = "rules => axe.run(document, {...rules, resultTypes: ['violations'], elementRef: false})"


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def findings(page: Page, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    """What axe-core finds, one line for each element."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(_source())
    result = page.evaluate(RUN, rules)
    return [_line(rule, node) for rule in result["violations"] for node in rule["nodes"]]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = " ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
    return f"{rule['id']} ({rule['impact']}): {rule['help']}\n    {node['html'][:160]}\n    {why[:300]}"
