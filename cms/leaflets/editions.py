"""The versions of a leaflet: what it said each time it was published, numbered, dated, and never changed."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from kombu.exceptions import OperationalError

from cms.leaflets.printing import content_of
from cms.models import LeafletEdition, LeafletPage, Office
from lms.web.dates import full_date

if TYPE_CHECKING:
    from datetime import datetime

    from cms.leaflets.printing import Printed

log = logging.getLogger(__name__)


@transaction.atomic
def publish_edition(page: LeafletPage) -> LeafletEdition:
    """The version of what the page prints now: a new one if that has changed. Safe to repeat."""
    LeafletPage.objects.select_for_update(of=("self",)).get(pk=page.pk)  # two at once: one after the other
    content = content_of(page)
    digest = digest_of(content)
    last = page.editions.order_by("-number").first()
    if last is not None and last.digest == digest:
        return last
    number, now = (last.number + 1 if last else 1), timezone.now()
    content["version_line"] = version_line(number, made_at=now, language=content["language"])
    edition = LeafletEdition.objects.create(
        page=page, number=number, made_at=now, digest=digest, content=content
    )
    transaction.on_commit(lambda: _print_in_background(edition.pk), robust=True)
    return edition


def digest_of(content: Printed) -> str:
    """Of everything printed, but not of the number and the date that come with it."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def version_line(number: int, *, made_at: datetime, language: str) -> str:
    with override(language):
        return _("Version %(number)s, %(date)s") % {"number": number, "date": full_date(made_at)}


def publish_editions() -> None:
    """Bring all published leaflets up to date, for a telephone number of the house stands on each of them."""
    for page in LeafletPage.objects.live().select_related("locale"):
        publish_edition(page)


def after_publishing(sender: type[LeafletPage], *, instance: LeafletPage, **_kwargs: Any) -> None:
    publish_edition(instance)


def after_facts_change(sender: type, *, created: bool, **_kwargs: Any) -> None:
    """A new office is on no leaflet yet."""
    if created and sender is Office:
        return
    transaction.on_commit(publish_editions, robust=True)


def _print_in_background(edition_id: int) -> None:
    """Ask a worker for the papers, so that the first reader does not wait. Without one, a little."""
    try:
        current_app.send_task("cms.tasks.print_leaflet", [edition_id], retry=False)
    except OperationalError as error:
        log.warning("No worker was asked for the papers of leaflet version %s: %s", edition_id, error)
