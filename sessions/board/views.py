"""The board: everything that needs the coordinator now, the remedy one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lms.people.models import Role
from lms.people.roles import has_role
from sessions.board.finders import FINDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from lms.people.roles import AnyUser
    from sessions.board.item import Section


def may_see(user: AnyUser) -> bool:
    return has_role(user, Role.COORDINATOR, Role.ADMINISTRATOR)


def sections_for(user: AnyUser) -> list[Section]:
    """What was found, kind by kind; kinds of which there is nothing stay away."""
    return [section for find in FINDERS if (section := find(user)).total]


class Board(WagtailAdminTemplateMixin, TemplateView):
    template_name = "sessions/backoffice/board.html"
    page_title = _("What needs you")
    header_icon = "tasks"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(sections=sections_for(self.request.user), **kwargs)
        return found


class WhatNeedsYou(Component):
    """The head of the coordinator's home page: how much needs them, by kind."""

    name = "what_needs_you"
    order = 40
    template_name = "sessions/backoffice/what_needs_you.html"

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"sections": sections_for(self.user)}
