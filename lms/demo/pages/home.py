"""The first page. It is planted before all others and furnished after them, since it speaks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page

from cms.models import HomePage
from lms.demo.pages.telling import fields_of
from lms.demo.planting import fill, plant
from lms.demo.told import told

if TYPE_CHECKING:
    from lms.demo.pages.known import Known

AFTERWARDS = ("body", "easy_read")


def plant_home(known: Known) -> None:
    words = told("home")
    first = {name: text for name, text in words.items() if name not in AFTERWARDS}
    known.pages["home"] = plant(
        HomePage,
        parent=Page.get_first_root_node(),
        key="home",
        fields=lambda code: fields_of(HomePage, first, code=code, known=known) | {"slug": code},
    )


def furnish_home(known: Known) -> None:
    home = known.pages["home"].specific
    if home.body:
        return
    words = told("home")
    rest = {name: text for name, text in words.items() if name in {"key", *AFTERWARDS}}
    fill(home, key="home", fields=lambda code: fields_of(HomePage, rest, code=code, known=known))
