"""Pictures for shared links (Open Graph), drawn from a page's title in its language.

Nothing is kept on disk: a picture is drawn when somebody first asks for it and kept in the cache. Its
address bears a mark of what is written on it, so it may be remembered for ever and a new title has a new one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lms.web.pdf import render_pictures

if TYPE_CHECKING:
    from cms.models import PublicPage

DRAWING = 1
"""Rises when the drawing itself changes."""
WIDTH, HEIGHT = 1200, 630
POINTS_PER_INCH = 72
KEPT_FOR = 30 * 24 * 3600


def picture_address(page: PublicPage) -> str:
    """With the site's own address, as those who show pictures beside links ask."""
    parts = [page.translation_key, page.locale.language_code, mark_of(page)]
    return settings.SITE_ADDRESS + reverse("cms:social_picture", args=parts)


def mark_of(page: PublicPage) -> str:
    written = f"{DRAWING}\n{page.locale.language_code}\n{_kind(page)}\n{page.title}"
    return hashlib.blake2b(written.encode(), digest_size=6).hexdigest()


def draw(page: PublicPage) -> bytes:
    """A PNG of 1200 by 630 pixels, some 40 kB."""
    key = f"public:social:{mark_of(page)}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = _drawn(page)
        cache.set(key, kept, KEPT_FOR)
    return kept


def _drawn(page: PublicPage) -> bytes:
    language = page.locale.language_code
    with translation.override(language):
        data = {
            "title": page.title,
            "kind": _kind(page),
            "owner": _("Municipal Social Welfare Centre in Wrocław"),
            "language": language,
        }
    return render_pictures("social", data, ppi=POINTS_PER_INCH)[0]


def _kind(page: PublicPage) -> str:
    """The name of the part of the site above the page, where there is one."""
    way = page.breadcrumbs
    return way[-2].label if len(way) > 2 else ""
