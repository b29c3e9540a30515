"""What a request for a public page carries besides what Django puts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from datetime import datetime


class PublicRequest(HttpRequest):
    csp_nonce: object
    language_links: dict[str, str]
    """The same page in the other languages, for the frame."""
    may_be_remembered: bool
    """Whether the rendered page is the same for every stranger."""
    true_until: datetime
    """When the clock makes untrue what the page says."""
    _wagtail_route_for_request: tuple[Any, list[Any], dict[str, Any]]
