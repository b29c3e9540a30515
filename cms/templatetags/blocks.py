"""What the templates of blocks ask for: bands, cards of other pages, addresses in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from cms.blocks.choices import SPOKEN
from cms.models import OfficePage, PublicPage
from cms.sharing import shared
from cms.teasers import Teaser, activity_teasers, latest_news, leaflet_teasers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template import Context
    from django.utils.safestring import SafeString
    from wagtail.blocks import StreamValue
    from wagtail.models import Page

register = template.Library()
register.simple_tag(activity_teasers)
register.simple_tag(latest_news)

LANGUAGES_SPOKEN = dict(SPOKEN)
TINTED = frozenset({"upcoming_runs", "news", "contact_cards", "video"})
"""Blocks that stand out on a ground of their own."""


@register.simple_tag(takes_context=True)
def bands(context: Context, body: StreamValue) -> SafeString:
    """The blocks as bands across a full-width page. One that has nothing to show takes no room.

    The first block of each kind can be linked to by the name of the kind.
    """
    seen: set[str] = set()
    drawn: list[tuple[str, str, str]] = []
    surroundings = {**context.flatten(), "is_band": True}
    for block in body:
        html = block.render(surroundings)
        if not html.strip():
            continue
        kind = block.block_type
        anchor = format_html(' id="{}"', kind.replace("_", "-")) if kind not in seen else ""
        seen.add(kind)
        drawn.append(("section section--tinted" if kind in TINTED else "section", anchor, html))
    return format_html_join("\n", '<div class="{}"{}><div class="wrap">{}</div></div>', drawn)


@register.simple_tag
def leaflet_cards(
    chosen: Iterable[Page | None] | None, activity: str | int | None, number: int
) -> list[Teaser]:
    return leaflet_teasers(chosen=chosen or (), activity=str(activity or ""), number=number)


@register.simple_tag
def address_here(page: Page | None) -> str:
    """The address of a page's version in the reader's language, else its own; none for what is unlisted."""
    kind: Any = page.specific_class if page else None
    if page is None or kind is None or not issubclass(kind, PublicPage):
        return ""

    def read() -> dict[Any, dict[str, str]]:
        known: dict[Any, dict[str, str]] = {}
        rows = kind.listed_pages().values_list("translation_key", "locale__language_code", "url_path")
        for family, language, address in rows:
            known.setdefault(family, {})[language] = address
        return known

    rooms = tuple(dict.fromkeys(("cms", kind._meta.app_label)))
    addresses = shared("addresses", read, kind._meta.label, rooms=rooms).get(page.translation_key, {})
    return addresses.get(get_language() or "") or addresses.get(page.locale.language_code, "")


@register.simple_tag
def office_page(code: str | None) -> dict[str, str]:
    """Title and address of an office's page in the reader's language, or nothing."""
    if not code:
        return {}

    def read() -> dict[str, dict[str, str]]:
        pages = OfficePage.listed_pages().filter(locale__language_code=get_language())
        rows = pages.values_list("office__code", "title", "url_path")
        return {known: {"title": title, "url": address} for known, title, address in rows}

    return shared("office_pages", read, rooms=("cms",)).get(code, {})


@register.filter
def spoken(codes: Iterable[str] | None) -> str:
    """Languages in the reader's own: "Ukrainian, Polish"."""
    return ", ".join(str(LANGUAGES_SPOKEN.get(code, code)) for code in codes or ())
