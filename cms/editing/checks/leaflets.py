"""Whether a leaflet that lies on a hundred counters leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.editing.checks.remarks import Level, Remark
from cms.models.leaflet import LeafletPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.editing.checks.content import Content


def check_leaflet(page: Page, content: Content) -> Iterator[Remark]:
    if not isinstance(page, LeafletPage) or page.leads_to is None:
        return
    goal = page.leads_to
    if not goal.live:
        yield _remark(_("Its QR leads to “%(title)s”, which is not published.") % {"title": goal.title})
        return
    own = goal if goal.locale_id == page.locale_id else goal.get_translation_or_none(page.locale)
    if own is None or not own.live:
        yield _remark(
            _("Its QR leads to “%(title)s”, which does not exist in the language of the leaflet.")
            % {"title": goal.title}
        )


def _remark(message: str) -> Remark:
    return Remark(
        level=Level.IMPORTANT,
        message=message,
        where=_("On paper"),
        help=_("Publish that page before the leaflet is printed, or choose another."),
    )
