"""Leaflets on paper: PDF of a version, in a size, as it is or easy to read."""

from __future__ import annotations

import hashlib
import json
from functools import cache as remembered
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.leaflets.codes import printed_address, scanned_address
from cms.leaflets.laying import Layout
from cms.leaflets.letters import set_well, unprintable
from cms.leaflets.printing import content_of
from lms.web.pdf import TEMPLATES, query_paper, render_pdf, render_pictures
from lms.web.qr import qr_svg

if TYPE_CHECKING:
    from datetime import datetime

    from cms.leaflets.printing import Printed
    from cms.models import LeafletEdition, LeafletPage

KEPT_FOR = 7 * 24 * 3600
NO_CODE_YET = "XXXXXX"
MOST_PAGES = 2
"""One sheet of paper, printed on both sides."""


class NotEasyYet(Exception):
    """The leaflet has no easy-to-read text in this language."""


def render(
    page: LeafletPage,
    *,
    format: str,  # noqa: A002
    easy: bool = False,
    edition: LeafletEdition | None = None,
) -> bytes:
    """The PDF of a version, the latest when none is named; of a page never published, a draft.

    The same version gives the same bytes, however often and whenever it is made. Raises NotEasyYet.
    """
    edition = edition or page.editions.order_by("-number").first()
    if edition is None:
        return _pdf(_draft(page), format=format, easy=easy, made_at=timezone.now())
    key = f"leaflet:{mark_of(edition, format=format, easy=easy)}"
    paper: bytes | None = cache.get(key)
    if paper is None:
        paper = _pdf(edition.content, format=format, easy=easy, made_at=edition.made_at)
        cache.set(key, paper, KEPT_FOR)
    return paper


def mark_of(edition: LeafletEdition, *, format: str, easy: bool) -> str:  # noqa: A002
    """Tells this paper from every other, without making it."""
    parts = (edition.digest, edition.number, edition.made_at.isoformat(), format, easy, _design())
    return hashlib.blake2b(":".join(map(str, parts)).encode(), digest_size=16).hexdigest()


def pages_of(content: Printed, *, format: str, easy: bool = False) -> int:  # noqa: A002
    """How many pages it takes."""
    (said,) = query_paper(f"leaflet_{format}", _data(content, easy=easy), "<paper>")
    return int(said["pages"])


def fits(page: LeafletPage, format: str) -> bool:  # noqa: A002
    """Whether what the page says now fits on one sheet of this size, both sides."""
    return pages_of(_draft(page), format=format) <= MOST_PAGES


def pictures_of(page: LeafletPage, *, format: str) -> list[bytes]:  # noqa: A002
    """What the page says now, published or not, as pictures of its paper."""
    return render_pictures(f"leaflet_{format}", _data(_draft(page), easy=False), ppi=110)


def left_out(page: LeafletPage) -> str:
    """Signs of the page that no typeface of ours can draw."""
    return unprintable(json.dumps(content_of(page), ensure_ascii=False))


def has_easy(content: Printed) -> bool:
    return bool(content["easy"])


def _draft(page: LeafletPage) -> Printed:
    content = content_of(page)
    with override(content["language"]):
        line = _("Draft, not published yet")
    return content | {"version_line": line, "code": content["code"] or NO_CODE_YET}


def _pdf(content: Printed, *, format: str, easy: bool, made_at: datetime) -> bytes:  # noqa: A002
    return render_pdf(f"leaflet_{format}", _data(content, easy=easy), made_at=made_at)


def _data(content: Printed, *, easy: bool) -> dict[str, Any]:
    if easy and not has_easy(content):
        raise NotEasyYet
    code, language, house = content["code"], content["language"], content["house"]
    address = scanned_address(code, language=language)
    return {
        "easy": easy,
        "language": language,
        "title": set_well(content["title"]),
        "lead": set_well(content["lead"]),
        "units": Layout(easy=easy).units(content["easy" if easy else "blocks"]),
        "house": {
            "name": set_well(house["name"]),
            "funder": set_well(house["funder"]),
            "lines": [line | {"text": set_well(line["text"])} for line in house["lines"]],
        },
        "qr": str(qr_svg(address)),
        "address": address,
        "short_address": printed_address(code),
        "version_line": content["version_line"],
        "words": content["words"],
    }


@remembered
def _design() -> str:
    """Changes with the templates and the typeface, so that no paper of an older design is kept."""
    design = hashlib.blake2b(digest_size=8)
    for part in sorted(TEMPLATES.glob("*.typ")):
        design.update(part.read_bytes())
    return design.hexdigest()
