"""A leaflet made from a page: its title, its lead, and of its body what can be laid on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import override

from cms.leaflets.adapting import adapted
from cms.models import Activity, LeafletIndexPage, LeafletPage, PublicPage

if TYPE_CHECKING:
    from wagtail.models import Page

    from lms.people.models import User

LEAD_LENGTH = 400


class NoLibrary(Exception):
    """There is no library of leaflets in the language of the page."""


class NotForPaper(Exception):
    """The page has no text to print, or is confidential, and leaflets are for everybody."""


@transaction.atomic
def leaflet_from(page: Page, *, by: User) -> LeafletPage:
    """A draft leaflet whose QR leads to the page. Nothing is published. Raises NoLibrary, NotForPaper."""
    source = page.specific
    if not is_for_paper(source):
        raise NotForPaper
    library = library_for(source)
    if library is None:
        raise NoLibrary
    with override(source.locale.language_code):
        leaflet = LeafletPage(
            title=source.title,
            lead=_lead(source),
            body=adapted(source.body),
            easy_read=source.easy_read.get_prep_value(),
            leads_to=page,
            search_description=source.search_description,
            activity=_activity(source),
            locale=source.locale,
            owner=by,
            live=False,
        )
        library.add_child(instance=leaflet)
        leaflet.save_revision(user=by, log_action=False)
    return leaflet


def is_for_paper(page: PublicPage) -> bool:
    is_text = isinstance(page, PublicPage) and hasattr(page, "body") and not isinstance(page, LeafletPage)
    return is_text and page.is_listed and not page.is_root()


def library_for(page: Page) -> LeafletIndexPage | None:
    """Where leaflets in the language of the page stand."""
    return LeafletIndexPage.objects.filter(locale=page.locale_id).order_by("path").first()


def _lead(page: Any) -> str:
    lead: str = getattr(page, "lead", "") or page.search_description or page.title
    return lead if len(lead) <= LEAD_LENGTH else f"{lead[: LEAD_LENGTH - 1].rpartition(' ')[0]}…"


def _activity(page: Any) -> Activity | None:
    """The page's own; of a course the first."""
    if activity := getattr(page, "activity", None):
        return activity
    activities = getattr(getattr(page, "course", None), "activities", None)
    return activities.first() if activities is not None else None
