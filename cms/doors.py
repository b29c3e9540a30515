"""What anybody may be shown, as one condition: Wagtail's ``public()`` needs a query of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction

if TYPE_CHECKING:
    from django.db.models import QuerySet

AnyPage = TypeVar("AnyPage", bound=Page)


def open_to_all(pages: QuerySet[AnyPage]) -> QuerySet[AnyPage]:
    """Without those that stand behind a door, or below one."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    doors = PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path"))
    return pages.filter(~Exists(doors))
