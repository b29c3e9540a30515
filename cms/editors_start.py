"""The first page of an editor: what waits for them, the site in its languages, what was changed lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from lms.people.models import User

SHOWN = 12


@dataclass(frozen=True)
class Waiting:
    """A page under moderation: for a moderator one to decide on, for its writer one to hear of."""

    page: Page
    writer: User | None
    since: datetime
    comment: str = ""


class PagesStart(Component):
    name = "pages"
    order = 60
    template_name = "cms/backoffice/pages_start.html"

    def __init__(self, request: HttpRequest) -> None:
        self.user: User = request.user  # type: ignore[assignment]
        self.pages: QuerySet[Page] = page_permission_policy.instances_user_has_permission_for(
            request.user, "change"
        )

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        changed = self.pages.exclude(latest_revision_created_at=None).order_by("-latest_revision_created_at")
        return {
            "to_decide": self._to_decide(),
            "returned": self._returned(),
            "homes": self.pages.filter(depth=2).select_related("locale"),
            "changed": changed.select_related("locale", "latest_revision__user")[:SHOWN],
        }

    def _to_decide(self) -> list[Waiting]:
        """Pages that the reader may approve, the longest waiting first."""
        states = TaskState.objects.reviewable_by(self.user).filter(status=TaskState.STATUS_IN_PROGRESS)
        found = states.select_related("workflow_state__requested_by").order_by("started_at")[:SHOWN]
        pages = self._pages_of(state.workflow_state for state in found)
        return [
            Waiting(page=page, writer=state.workflow_state.requested_by, since=state.started_at)
            for state in found
            if (page := pages.get(state.workflow_state.object_id))
        ]

    def _returned(self) -> list[Waiting]:
        """The reader's own pages that a moderator sent back, with what was said."""
        states = WorkflowState.objects.filter(
            requested_by=self.user, status=WorkflowState.STATUS_NEEDS_CHANGES
        ).select_related("current_task_state__finished_by")[:SHOWN]
        pages = self._pages_of(states)
        return [
            Waiting(
                page=page,
                writer=state.current_task_state.finished_by,
                since=state.current_task_state.finished_at,
                comment=state.current_task_state.comment,
            )
            for state in states
            if state.current_task_state and (page := pages.get(state.object_id))
        ]

    @staticmethod
    def _pages_of(states: Any) -> dict[str, Page]:
        keys = [state.object_id for state in states]
        return {str(page.pk): page for page in Page.objects.filter(pk__in=keys).select_related("locale")}


def greet_editors(request: HttpRequest, panels: list[Component]) -> None:
    """Put the pages on the home page of those who may change them."""
    if page_permission_policy.user_has_permission(request.user, "change"):
        panels.append(PagesStart(request))
