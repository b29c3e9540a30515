"""The calendar of the back office: for coordinators what is theirs, for administrators everything."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lms.people.models import Role
from lms.people.permission_policies import visible
from lms.people.roles import has_role
from sessions.calendar_page.clock import day_from, monday_of, monday_of_week, week_of
from sessions.calendar_page.filters import FilterForm
from sessions.calendar_page.room_week import room_week_paper
from sessions.calendar_page.week import days_of_week
from sessions.calendar_page.widget import as_json
from sessions.models import Room

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

LONGEST = timedelta(days=45)
"""A month as a calendar shows it, with the ends of its neighbours."""
LIST = "list"
VIEWS = {
    "week": _("Week"),
    "day": _("Day"),
    "month": _("Month"),
    "rooms": _("Rooms, a day"),
    "rooms-week": _("Rooms, a week"),
    "trainers": _("Trainers, a day"),
    "trainers-week": _("Trainers, a week"),
    LIST: _("List"),
}


class ForPlanners(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not has_role(request.user, Role.COORDINATOR):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def filters(self) -> FilterForm:
        return FilterForm(self.request.GET, user=self.request.user, label_suffix="")


class CalendarPage(ForPlanners, WagtailAdminTemplateMixin, TemplateView):
    """A list of the week, which the widget replaces where scripts run; ``view=list`` asks for it."""

    template_name = "sessions/backoffice/calendar.html"
    page_title = _("Calendar")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @property
    def view(self) -> str:
        asked = self.request.GET.get("view", "")
        return asked if asked in VIEWS else ""

    @cached_property
    def day(self) -> date:
        return day_from(self.request.GET.get("date", "")) or timezone.localdate()

    def address(self, **changes: str) -> str:
        """This page with some of its words changed; the filters stay."""
        words = self.request.GET.copy()
        for name, value in changes.items():
            words[name] = value
        return f"?{words.urlencode()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        monday = monday_of(self.day)
        week = timedelta(weeks=1)
        return super().get_context_data(
            filters_form=self.filters,
            is_narrowed=self.filters.is_narrowed,
            is_list=self.view == LIST,
            view=self.view,
            day=self.day,
            monday=monday,
            sunday=monday + timedelta(days=6),
            week=week_of(monday),
            days=days_of_week(self.request.user, monday=monday, chosen=self.filters.chosen),
            views=[
                {"name": name, "label": label, "address": self.address(view=name)}
                for name, label in VIEWS.items()
            ],
            before=self.address(date=(monday - week).isoformat()),
            after=self.address(date=(monday + week).isoformat()),
            today=self.address(date=timezone.localdate().isoformat()),
            everything=f"?view={self.view}" if self.view else "?",
            rooms=visible(Room, self.request.user).filter(is_in_use=True),
            languages=settings.LANGUAGES,
            **kwargs,
        )


class Entries(ForPlanners):
    """What the widget shows from ``start`` to ``end``."""

    def get(self, request: HttpRequest) -> JsonResponse:
        since, until = (day_from(request.GET.get(name, "")) for name in ("start", "end"))
        if not since or not until or not timedelta(0) < until - since <= LONGEST:
            return JsonResponse({"error": "start, end"}, status=400)
        shown = as_json(request.user, since=since, until=until, chosen=self.filters.chosen)
        return JsonResponse(shown, headers={"Cache-Control": "private, no-store"})


@require_safe
@never_cache
def room_week(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of a room for its door, in the language that is asked for."""
    room = get_object_or_404(visible(Room, request.user).select_related("office"), pk=pk)
    text = request.GET.get("week", "")
    monday = monday_of_week(text) if text else monday_of(timezone.localdate())
    if monday is None:
        raise Http404
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE
    paper = room_week_paper(room, monday=monday, language=language, made_at=timezone.now())
    name = f"{room.pk}-{week_of(monday)}-{language}.pdf"
    return HttpResponse(
        paper, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
