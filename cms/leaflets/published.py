"""Leaflets that anybody may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.doors import open_to_all
from cms.models import LeafletPage

if TYPE_CHECKING:
    from django.db.models import QuerySet


def published_leaflets() -> QuerySet[LeafletPage]:
    return open_to_all(LeafletPage.listed_pages())
