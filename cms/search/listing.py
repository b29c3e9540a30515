"""Which pages a search may show: published, open to strangers, and nothing confidential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, get_page_models

from cms.doors import open_to_all
from cms.models import PublicPage

if TYPE_CHECKING:
    from django.db.models import QuerySet


def listed_pages() -> QuerySet[Page]:
    """All kinds of public pages in one query. A kind that lists fewer pages than it publishes is asked."""
    kinds = [model for model in get_page_models() if issubclass(model, PublicPage)]
    plain = [kind for kind in kinds if _lists_all_it_publishes(kind)]
    may_be_listed = Q(content_type__in=ContentType.objects.get_for_models(*plain).values())
    for kind in kinds:
        if kind not in plain:
            may_be_listed |= Q(pk__in=kind.listed_pages().values("pk"))
    return open_to_all(Page.objects.live().filter(may_be_listed))


def _lists_all_it_publishes(kind: type[PublicPage]) -> bool:
    return kind.listed_pages.__func__ is PublicPage.listed_pages.__func__  # type: ignore[attr-defined]
