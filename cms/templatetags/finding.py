"""What a public page tells machines: ``{% structured_data page %}``, ``{% social_picture page %}``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

from cms.finding.social_pictures import picture_address
from cms.finding.structured_data import CONTEXT, things_on

if TYPE_CHECKING:
    from cms.models import PublicPage

register = template.Library()

TERRITORIES = {"pl": "pl_PL", "uk": "uk_UA", "en": "en_GB"}
SIGNS = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def structured_data(page: PublicPage) -> SafeString | str:
    """All that the page is about as one JSON-LD element. Data, not a script: no policy needs to allow it."""
    things = things_on(page)
    if not things:
        return ""
    told = json.dumps({"@context": CONTEXT, "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(f'<script type="application/ld+json">{told.translate(SIGNS)}</script>')  # noqa: S308 - escaped


@register.simple_tag
def social_picture(page: PublicPage) -> str:
    """The address of the picture that goes with a shared link."""
    return picture_address(page)


@register.filter
def territory(language: str) -> str:
    """A language as Open Graph writes it, with where it is spoken."""
    return TERRITORIES[language]
