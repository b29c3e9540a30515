"""Whether a leaflet that lies on a hundred counters leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.editing.checks.remarks import Level, Remark
from cms.leaflets.paper import fits
from cms.models.leaflet import LeafletPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.editing.checks.content import Content


def check_leaflet(page: Page, content: Content) -> Iterator[Remark]:
    if isinstance(page, LeafletPage) and page.leads_to is not None:
        yield from _remarks_on_goal(page, page.leads_to)


def check_paper(page: Page, content: Content) -> Iterator[Remark]:
    """A sheet has two sides, and a folded one six narrow panels."""
    if isinstance(page, LeafletPage) and not fits(page, page.format):
        yield Remark(
            level=Level.IMPORTANT,
            message=_("The leaflet is too long for the paper it is best printed on."),
            where=_("On paper"),
            help=_("Shorten it, or choose a larger paper. Two sides are what people read."),
        )


def _remarks_on_goal(page: LeafletPage, goal: Page) -> Iterator[Remark]:
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
