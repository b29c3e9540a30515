"""The organisations that hold a part of the courses. All of them are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.models import PartnerIndexPage, PartnerPage
from lms.demo.pages.telling import tell
from lms.demo.told import told, told_in

if TYPE_CHECKING:
    from lms.demo.pages.known import Known


def plant_partners(known: Known) -> None:
    index = tell(
        PartnerIndexPage, told("partners-index"), parent=known.pages["home"], known=known, show_in_menus=True
    )
    for one in told_in("partners"):
        organisation = known.organisations[one.pop("organisation")]
        tell(PartnerPage, one, parent=index, known=known, organisation=organisation)
