"""What a leaflet prints, as plain JSON that is kept for good: no row, no link, no file it could lose."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.leaflets import pictures
from cms.leaflets.rich_text import pieces_of, plain
from cms.templatetags.contacts import phone_address

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue, StructValue

    from cms.models import HouseFacts, LeafletPage

log = logging.getLogger(__name__)

Printed = dict[str, Any]


def content_of(page: LeafletPage) -> Printed:
    """Everything on the paper that an editor may change, in the page's language."""
    from cms.models import HouseFacts  # noqa: PLC0415 - the models make their editions through here

    language = page.locale.language_code
    with override(language):
        return {
            "language": language,
            "code": page.code,
            "title": page.title,
            "lead": page.lead,
            "blocks": printed_blocks(page.body),
            "easy": printed_blocks(page.easy_read),
            "house": _house(HouseFacts.objects.first() or HouseFacts()),
            "words": _words(),
        }


def printed_blocks(stream: StreamValue) -> list[Printed]:
    return [piece for block in stream for piece in _printed(block.block_type, block.value)]


def _printed(kind: str, value: Any) -> list[Printed]:
    if (printer := PRINTERS.get(kind)) is None:
        log.error("Leaflets do not know how to print %r; it was left out.", kind)
        return []
    return [piece for piece in [printer(value)] if piece is not None]


def _section(value: StructValue) -> Printed:
    return {"kind": "section", "heading": value["heading"], "pieces": pieces_of(value["text"].source)}


def _steps(value: StructValue) -> Printed:
    told = [{"title": step["title"], "pieces": plain(step["text"])} for step in value["steps"]]
    return {"kind": "steps", "heading": value["heading"], "steps": told}


def _callout(value: StructValue) -> Printed:
    pieces = pieces_of(value["text"].source)
    return {"kind": "callout", "style": value["kind"], "title": value["title"] or "", "pieces": pieces}


def _contact(value: StructValue) -> Printed:
    lines = [
        {"label": "", "text": value["role"], "link": ""},
        {"label": _("tel."), "text": value["phone"], "link": phone_address(value["phone"])},
        {"label": "", "text": value["email"], "link": f"mailto:{value['email']}"},
        {"label": "", "text": value["hours"], "link": ""},
        {"label": "", "text": _address_of(value["office"]), "link": ""},
        {"label": "", "text": _languages(value["languages"]), "link": ""},
    ]
    return {"kind": "contact", "title": value["name"], "lines": [line for line in lines if line["text"]]}


def _image(value: StructValue) -> Printed | None:
    shown = value["picture"]
    kept = pictures.keep(shown) if shown else None
    if kept is None:
        return None
    alternative = "" if shown.decorative else shown.contextual_alt_text or shown.default_alt_text
    return {"kind": "picture", "kept": kept, "alt": alternative, "caption": value["caption"] or ""}


def _quotation(value: StructValue) -> Printed:
    who = ", ".join(part for part in (value["who"], value["role"]) if part)
    return {"kind": "quotation", "text": value["text"], "who": who}


PRINTERS: dict[str, Callable[[Any], Printed | None]] = {
    "section": _section,
    "steps": _steps,
    "callout": _callout,
    "contact_card": _contact,
    "image": _image,
    "quotation": _quotation,
}


def _address_of(code: str) -> str:
    from cms.models import Office  # noqa: PLC0415 - as above

    office = Office.objects.filter(code=code).first() if code else None
    return ", ".join(part for part in (office.address, office.floor) if part) if office else ""


def _languages(codes: list[str]) -> str:
    spoken = {"pl": _("in Polish"), "uk": _("in Ukrainian"), "en": _("in English")}
    said = ", ".join(spoken[code] for code in codes if code in spoken)
    return _("We speak: %(languages)s") % {"languages": said} if said else ""


def _house(facts: HouseFacts) -> Printed:
    name = _("Municipal Social Welfare Centre in Wrocław")
    lines = [
        {"text": _street(facts.organiser or ""), "link": ""},
        {"text": facts.opening_hours or "", "link": ""},
        {"text": facts.phone_line or "", "link": ""},
        {"text": facts.phone, "link": phone_address(facts.phone)},
        {"text": facts.email, "link": f"mailto:{facts.email}"},
    ]
    said_twice = facts.phone and facts.phone in (facts.phone_line or "")
    kept = [line for line in lines if line["text"] and not (said_twice and line["text"] == facts.phone)]
    return {"name": name, "lines": kept, "funder": facts.funder or ""}


def _street(organiser: str) -> str:
    """Name and address without the name, which stands above: from the first part that has a number."""
    parts = [part.strip() for line in organiser.splitlines() for part in line.split(",") if part.strip()]
    start = next((at for at, part in enumerate(parts) if any(sign.isdigit() for sign in part)), 0)
    return ", ".join(parts[start:])


def _words() -> dict[str, str]:
    return {
        "scan": _("Scan to read in your language"),
        "qr_alt": _("QR code. It opens this leaflet’s page."),
        "easy": _("Easy to read"),
        "notes": _("Notes"),
    }
