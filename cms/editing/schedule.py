"""Pages that appear and leave at the hour an editor set."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.models import Page, Revision

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


def follow_schedules() -> None:
    """Unpublish what has expired, publish what is due. Safe to repeat.

    As ``publish_scheduled`` of Wagtail does it, but one page that cannot be published (its address was
    taken meanwhile) does not hold up the others.
    """
    now = timezone.now()
    for page in Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
        _attempt(page.pk, partial(_take_down, page))
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in due:
        _attempt(revision.object_id, partial(_put_up, revision))


def _take_down(page: Page) -> None:
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _put_up(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def _attempt(page: object, deed: Callable[[], None]) -> None:
    try:
        deed()
    except Exception:
        log.exception("Page %s could not follow its schedule.", page)
