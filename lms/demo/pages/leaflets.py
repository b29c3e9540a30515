"""The library of leaflets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cms.models import LeafletIndexPage, LeafletPage
from lms.demo.pages.telling import tell
from lms.demo.told import told, told_in

if TYPE_CHECKING:
    from lms.demo.pages.known import Known


def plant_library(known: Known) -> None:
    """The library itself stands before the pages that lead to it."""
    tell(
        LeafletIndexPage, told("leaflets-index"), parent=known.pages["home"], known=known, show_in_menus=True
    )


def plant_leaflets(known: Known) -> None:
    for one in told_in("leaflets"):
        facts: dict[str, Any] = {
            "activity": known.activities.get(one.pop("activity", 0)),
            "leads_to": known.pages.get(one.pop("leads_to", "")),
        }
        tell(LeafletPage, one, parent=known.pages["leaflets"], known=known, **facts)
