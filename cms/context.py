"""What the public site lends to the frame of every page: its menus, facts about the house, the alert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.frame import frame

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cms.frame import Frame


def house(request: HttpRequest) -> dict[str, Any]:
    """Read only when a template asks, so that the back office and the API pay nothing."""

    def present() -> Frame:
        return frame(get_language() or settings.LANGUAGE_CODE)

    def navigation() -> list[dict[str, Any]]:
        return [
            {
                "label": link.label,
                "url": link.url,
                "icon": link.icon,
                "current": request.path.startswith(link.url),
            }
            for link in present().menu("navigation")
        ]

    return {
        "house": SimpleLazyObject(lambda: present().facts),
        "nav_links": SimpleLazyObject(navigation),
        "footer_links": SimpleLazyObject(lambda: present().menu("footer")),
        "quick_exit_url": SimpleLazyObject(
            lambda: present().facts.quick_exit_address or settings.QUICK_EXIT_ADDRESS
        ),
    }
