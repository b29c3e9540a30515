"""What the back office shows of the search: promoted results, and no report of words that nobody counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail import hooks

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.admin.menu import MenuItem

EMPTY_REPORT = "search-terms"


def hang_the_search() -> None:
    hooks.register("construct_reports_menu", _leave_out_the_empty_report)


def _leave_out_the_empty_report(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name != EMPTY_REPORT]
