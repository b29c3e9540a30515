"""Where a family can be given places now: the start of the work of an aspirant or a family assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Min, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from lms.people.models import Person, Role
from lms.people.permission_policies import visible
from lms.people.roles import roles_of
from sessions.models import Run, Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

SHOWN = 60


def may_enrol(user: Any) -> bool:
    return bool(policy_registry.get_by_type(Run).user_has_permission(user, "enrol"))


def open_runs(user: Any, *, typed: str = "") -> QuerySet[Run]:
    """The runs in which the reader can take places for others now, the next to begin first."""
    ahead = Q(sessions__status=Session.Status.PLANNED)
    runs = visible(Run, user, "enrol").open()  # type: ignore[attr-defined]
    if typed:
        titles = Q(course__title_pl__icontains=typed) | Q(course__title_uk__icontains=typed)
        runs = runs.filter(titles | Q(course__title_en__icontains=typed) | Q(code__icontains=typed))
    begins = runs.select_related("course").annotate(first_session=Min("sessions__starts_at", filter=ahead))
    found: QuerySet[Run] = begins.order_by("first_session", "pk").prefetch_related("languages")
    return found[:SHOWN]


class EnrolRuns(WagtailAdminTemplateMixin, TemplateView):
    """Choose the run; with ``person`` the family is known already."""

    template_name = "sessions/backoffice/enrol_runs.html"
    page_title = _("Enrol a family")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_enrol(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> Person | None:
        asked = self.request.GET.get("person", "")
        known = visible(Person, self.request.user, "enrol")
        return known.filter(pk=asked).first() if asked.isdecimal() else None

    def get_page_subtitle(self) -> str:
        return self.person.full_name if self.person else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "").strip()
        runs = open_runs(self.request.user, typed=typed)
        return super().get_context_data(runs=runs, typed=typed, person=self.person, **kwargs)


class EnrolAtHome(Component):
    """The first page of those who enrol families and plan nothing."""

    name = "enrol"
    order = 50
    template_name = "sessions/backoffice/enrol_home.html"

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"runs": open_runs(self.user)}


class EnrolMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_enrol(request.user)


def enrol_menu_item() -> MenuItem:
    address = reverse("run:enrol_runs")
    return EnrolMenuItem(EnrolRuns.page_title, address, icon_name="user", order=105, name="enrol")


def greet_assistants(request: HttpRequest, panels: list[Component]) -> None:
    """Those who coordinate have their own morning."""
    if Role.ASSISTANT in roles_of(request.user) and Role.COORDINATOR not in roles_of(request.user):
        panels.append(EnrolAtHome(request.user))
