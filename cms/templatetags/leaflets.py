"""The library of leaflets, and the papers of one."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString

from cms.addresses import address_of
from cms.leaflets.codes import printed_address, scanned_address
from cms.leaflets.goal import pages_to_show
from cms.leaflets.library import Library, library_of
from cms.leaflets.paper import MOST_PAGES, left_out, pictures_of
from cms.leaflets.papers import leaflets_by_family
from cms.models.leaflet import ON_PAPER
from lms.web.qr import qr_svg

if TYPE_CHECKING:
    from cms.models import LeafletIndexPage, LeafletPage

register = template.Library()


@register.simple_tag
def leaflet_library(index: LeafletIndexPage, chosen: str = "") -> Library:
    return library_of(index, chosen=chosen)


@register.simple_tag
def leaflet_papers(page: LeafletPage) -> dict[str, Any]:
    """Its papers in the language of the page, and in the others; nothing of a draft that has none yet."""
    known = leaflets_by_family([page.translation_key]).get(page.translation_key, [])
    own = [leaflet for leaflet in known if leaflet.language == page.locale.language_code]
    return {"own": own[0] if own else None, "others": [leaflet for leaflet in known if leaflet not in own]}


@register.simple_tag
def leaflet_goal(page: LeafletPage) -> dict[str, str] | None:
    """The page it leads to, when that is published in this language and may be shown to anybody."""
    target = page.leads_to
    if target is None:
        return None
    here = next((one for one in pages_to_show(target) if one.locale_id == page.locale_id), None)
    return {"title": here.title, "url": address_of(here, shared=page)} if here else None


@register.simple_tag
def leaflet_on_paper(page: LeafletPage, mode: str) -> dict[str, Any]:
    """The sheets as they would be printed now, and what an editor should know of them."""
    size = mode.removeprefix(ON_PAPER)
    sheets = [base64.b64encode(sheet).decode() for sheet in pictures_of(page, format=size)]
    return {
        "sheets": [f"data:image/png;base64,{sheet}" for sheet in sheets],
        "fits": len(sheets) <= MOST_PAGES,
        "left_out": left_out(page),
    }


@register.simple_tag
def leaflet_qr(page: LeafletPage) -> SafeString:
    return (
        qr_svg(scanned_address(page.code, language=page.locale.language_code)) if page.code else SafeString()
    )


@register.filter
def short_address(page: LeafletPage) -> str:
    return printed_address(page.code) if page.code else ""
