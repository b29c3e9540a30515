"""A page is found by facts of the records it stands for, so it is indexed anew when these change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import get_page_models
from wagtail.search.index import insert_or_update_object

from cms.models import ContactPage, Counter, Office, OfficePage, Picture, PublicPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet

RECORDS_OF_RECORDS = (
    (OfficePage, "office__counters", Counter),
    (ContactPage, "", Office),
    (ContactPage, "", Counter),
)
"""Pages that tell of more than their own fields lead to. Without a path: all pages of that kind."""


def follow_records() -> None:
    """Hear every record that a page tells of. Called once, when all rooms are ready."""
    for record in {record for _kind, _path, record in _followed()}:
        for signal in (post_save, post_delete):
            signal.connect(
                index_pages_of, sender=record, dispatch_uid=f"cms.search.{signal}.{record.__name__}"
            )


def index_pages_of(sender: type[Model], *, instance: Model, raw: bool = False, **kwargs: Any) -> None:
    for kind, path, record in _followed():
        if record is sender and not raw:
            pages: QuerySet[PublicPage] = kind._default_manager.all()
            for page in pages.filter(**{path: instance.pk}) if path else pages:
                insert_or_update_object(page)


def _followed() -> Iterator[tuple[type[PublicPage], str, type[Model]]]:
    """Kinds of pages, the path to a record they tell of, and the record's kind."""
    for kind in get_page_models():
        if issubclass(kind, PublicPage):
            for name in {path.partition("__")[0] for path in kind.fetched_with}:
                record = kind._meta.get_field(name).related_model
                if record is not Picture:
                    yield kind, name, record
    yield from RECORDS_OF_RECORDS
