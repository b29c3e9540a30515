"""Passes on paper: a card for one person, and a sheet to be cut up for all somebody cares for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from attendance.codes.passes import pass_address
from lms.web.pdf import render_pdf
from lms.web.qr import qr_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attendance.models import Pass


def card_of(pass_: Pass) -> bytes:
    """One card, in the language of the reader."""
    words = _words() | {
        "title": _("Entry pass"),
        "how": _("Show this at the door. It is valid for all your meetings."),
        "lost": _("Lost it? Make a new one in My Krok, and this one stops working."),
    }
    return render_pdf("pass", {"language": get_language(), "words": words, **_facts(pass_)})


def sheet_of(passes: Sequence[Pass]) -> bytes:
    """Cards of the size of a bank card with lines to cut along, eight on a page."""
    words = _words() | {
        "title": _("Passes of the family"),
        "how": _("Cut along the lines. Each card fits into a wallet and is valid for all meetings."),
    }
    data = {"language": get_language(), "words": words, "cards": [_facts(pass_) for pass_ in passes]}
    return render_pdf("family_passes", data)


def _facts(pass_: Pass) -> dict[str, str]:
    return {
        "name": pass_.person.display_name,
        "qr": str(qr_svg(pass_address(pass_), sturdy=True)),
        "code": pass_.short_code,
    }


def _words() -> dict[str, str]:
    return {
        "code": _("When the camera does not work, read out:"),
        "drawing": _("The QR code of the pass"),
    }
