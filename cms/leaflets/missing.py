"""What is said when a leaflet is not there: what is missing, and what there is instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.leaflets.papers import leaflets_by_family
from cms.models import LeafletCount, LeafletIndexPage, LeafletPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Instead:
    """Something the reader may want: a link, said in its own language."""

    label: str
    address: str
    language: str = ""


class LeafletMissing(Exception):
    """Nothing can be printed of what was asked for."""

    def __init__(self, title: str, text: str, *, status: int = 404, instead: Sequence[Instead] = ()) -> None:
        super().__init__(title)
        self.title = title
        self.text = text
        self.status = status
        self.instead = instead


def unknown(code: str) -> LeafletMissing:
    """No leaflet bears this code; or none any more, if papers with it were taken once."""
    if LeafletCount.objects.filter(code=code).exists():
        return LeafletMissing(
            _("This leaflet has been withdrawn"),
            _("What it said may no longer be true, so we took it down. Newer leaflets are in our library."),
            status=410,
        )
    return LeafletMissing(
        _("We know no such leaflet"),
        _("Please check the six signs of its address. They are printed under the QR code."),
    )


def not_in_this_language(code: str) -> LeafletMissing:
    """The languages it is published in, each with its paper; or that it is published in none."""
    known = LeafletPage.objects.filter(code=code).values_list("translation_key", flat=True).first()
    found = leaflets_by_family([known]).get(known, []) if known else []
    if not found:
        return unknown(code)
    instead = [
        Instead(
            label=f"{leaflet.language_name}: {leaflet.edition.content['title']} (PDF)",
            address=leaflet.papers[0].address,
            language=leaflet.language,
        )
        for leaflet in found
    ]
    text = _("It has not been translated yet. You can read it in these languages:")
    return LeafletMissing(_("This leaflet is not in this language yet"), text, instead=instead)


def answer(request: HttpRequest, missing: LeafletMissing) -> HttpResponse:
    library = LeafletIndexPage.objects.live().filter(locale__language_code=get_language()).first()
    response = render(
        request, "cms/leaflet_missing.html", {"missing": missing, "library": library}, status=missing.status
    )
    response["Cache-Control"] = "no-store"
    return response
