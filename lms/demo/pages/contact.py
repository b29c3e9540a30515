"""Whom to call and where to go, with a page for each office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.models import ContactPage, OfficePage
from lms.demo.pages.telling import tell
from lms.demo.told import told, told_in

if TYPE_CHECKING:
    from lms.demo.pages.known import Known


def plant_contact(known: Known) -> None:
    contact = tell(ContactPage, told("contact"), parent=known.pages["home"], known=known, show_in_menus=True)
    for one in told_in("offices"):
        office = known.offices[one.pop("office")]
        tell(OfficePage, one, parent=contact, known=known, office=office)
