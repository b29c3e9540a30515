"""What the public site lends to the frame of every page: its menus, facts about the house, the alert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.duties.leaving import quick_exit_address
from cms.frame import frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from cms.frame import Frame, Link
    from cms.models.settings import HouseFacts


@dataclass(frozen=True)
class Words:
    """A text, and the language it is written in where that is not the reader's own."""

    text: str
    language: str = ""


def house(request: HttpRequest) -> dict[str, Any]:
    """Read only when a template asks, so that the back office and the API pay nothing."""

    def present() -> Frame:
        return frame(_language())

    return {
        "house": SimpleLazyObject(lambda: present().facts),
        "house_alert": SimpleLazyObject(lambda: alert_of(present().facts, language=_language())),
        "house_marks": SimpleLazyObject(lambda: present().marks),
        "nav_links": SimpleLazyObject(lambda: _navigation(present().menu("navigation"), request.path)),
        "footer_links": SimpleLazyObject(lambda: present().menu("footer")),
        "quick_exit_url": SimpleLazyObject(quick_exit_address),
    }


def alert_of(facts: HouseFacts, *, language: str) -> Words | None:
    """The alert in the reader's language; one that was not translated yet is better than none."""
    for code in (language, *(code for code, _name in settings.LANGUAGES)):
        if text := getattr(facts, f"alert_{code}", ""):
            return Words(text, language="" if code == language else code)
    return None


def _navigation(links: Iterable[Link], path: str) -> list[dict[str, Any]]:
    home = f"/{_language()}/"
    return [
        {
            "label": link.label,
            "url": link.url,
            "icon": link.icon,
            "current": path == link.url if link.url == home else path.startswith(link.url),
        }
        for link in links
    ]


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
