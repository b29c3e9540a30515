"""The campaign for foster parenthood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.models import FosterCampaignPage
from lms.demo.pages.telling import tell
from lms.demo.told import told

if TYPE_CHECKING:
    from lms.demo.pages.known import Known


def plant_campaign(known: Known) -> None:
    tell(
        FosterCampaignPage,
        told("campaign"),
        parent=known.pages["home"],
        known=known,
        show_in_menus=True,
        organisation=known.organisations["MOPS"],
    )
