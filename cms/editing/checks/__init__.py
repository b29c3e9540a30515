"""What an editor is told before a page is published. Warnings, never walls.

Each check is a function of the page and of its drawn content, and yields remarks in the editor's language.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from cms.editing.checks.content import content_of
from cms.editing.checks.finding import check_description, check_quick_exit
from cms.editing.checks.headings import check_headings
from cms.editing.checks.leaflets import check_leaflet, check_paper
from cms.editing.checks.links import check_linked_pages, check_links
from cms.editing.checks.pictures import check_descriptions, check_films, check_pictures
from cms.editing.checks.reading import check_easy_version, check_reading
from cms.editing.checks.remarks import Level, Remark
from cms.editing.checks.translations import check_languages, check_own_translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wagtail.models import Page

    from cms.editing.checks.content import Content

    Check = Callable[[Page, Content], Iterable[Remark]]

log = logging.getLogger(__name__)

__all__ = ["Level", "Remark", "checks_of", "content_of", "remarks_on", "warnings_on"]

CHECKS: tuple[Check, ...] = (
    check_pictures,
    check_descriptions,
    check_films,
    check_headings,
    check_links,
    check_linked_pages,
    check_leaflet,
    check_paper,
    check_quick_exit,
    check_own_translation,
    check_reading,
    check_easy_version,
    check_description,
    check_languages,
)


def checks_of(page: Page) -> list[Remark]:
    """Everything there is to say about the page as it stands on this object, saved or not."""
    return remarks_on(page, content_of(page))


def warnings_on(page: Page) -> list[Remark]:
    """What should be seen before the page is published, and cannot wait until afterwards."""
    return [remark for remark in checks_of(page) if not remark.can_wait]


def remarks_on(page: Page, content: Content) -> list[Remark]:
    """The most important first. A check that fails says nothing: it must not keep a page from its readers."""
    found: list[Remark] = []
    for check in CHECKS:
        try:
            found += check(page, content)
        except Exception:
            log.exception("%s failed on page %s.", check.__name__, page.pk)
    return sorted(dict.fromkeys(found), key=lambda remark: remark.level)
