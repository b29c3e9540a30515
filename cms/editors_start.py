"""The first page of an editor: the public site in its languages, and what was changed lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest

SHOWN = 12


class PagesStart(Component):
    name = "pages"
    order = 60
    template_name = "cms/backoffice/pages_start.html"

    def __init__(self, request: HttpRequest) -> None:
        self.pages: QuerySet[Page] = page_permission_policy.instances_user_has_permission_for(
            request.user, "change"
        )

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        changed = self.pages.exclude(latest_revision_created_at=None).order_by("-latest_revision_created_at")
        return {
            "homes": self.pages.filter(depth=2).select_related("locale"),
            "changed": changed.select_related("locale")[:SHOWN],
        }


def greet_editors(request: HttpRequest, panels: list[Component]) -> None:
    """Put the pages on the home page of those who may change them."""
    if page_permission_policy.user_has_permission(request.user, "change"):
        panels.append(PagesStart(request))
