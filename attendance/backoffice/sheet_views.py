"""Lists on paper in the back office: of a session, of a run, and all that were frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from attendance.backoffice.about import AboutSession, Deciding, may_decide
from attendance.models import Sheet
from attendance.sheets.forms import FrozenForm
from attendance.sheets.freezing import freeze, freeze_run, frozen_as
from attendance.sheets.key import may_see_key
from lms.people.permission_policies import visible
from lms.web.record_pages import RecordDeed, RecordPage
from sessions.models import Run, Session

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

ON_PAPER = gettext_lazy("Lists on paper")


class FrozenSheets(WagtailAdminTemplateMixin, ListView):
    """Every list frozen at a closing, newest first, and the question whether a file is one of them."""

    template_name = "attendance/backoffice/sheets.html"
    page_title = ON_PAPER
    header_icon = "doc-full"
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_decide(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_queryset(self) -> QuerySet[Sheet]:
        found = visible(Sheet, self.request.user).filter(purpose=Sheet.Purpose.RECORD)
        found = found.select_related("session__run__course", "run__course", "made_by")
        if typed := self.request.GET.get("q", "").strip():
            code = Q(session__run__code__icontains=typed) | Q(run__code__icontains=typed)
            found = found.filter(code | Q(sha256__startswith=typed.lower()))
        return found

    @cached_property
    def form(self) -> FrozenForm:
        return FrozenForm(self.request.POST or None, self.request.FILES or None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(
            form=self.form, typed=self.request.GET.get("q", ""), **kwargs
        )
        if self.request.method == "POST" and self.form.is_valid():
            among = visible(Sheet, self.request.user)
            found |= {
                "was_asked": True,
                "is_frozen_as": frozen_as(self.form.cleaned_data["file"], among=among),
            }
        return found


class SheetsOfSession(AboutSession):
    """All papers of one session. The key of its aliases is offered to coordinators of the organiser only."""

    template_name = "attendance/backoffice/sheets_of_session.html"
    page_title = ON_PAPER

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            languages=settings.LANGUAGES,
            frozen=self.session.sheets.filter(purpose=Sheet.Purpose.RECORD).select_related("made_by"),
            pictures=self.session.sheet_pictures.select_related("uploaded_by", "confirmed_by"),
            is_closed=self.session.status == Session.Status.CLOSED,
            may_see_key=may_see_key(self.user, self.session.run),
            **kwargs,
        )


class FreezeAgain(RecordDeed, AboutSession):
    """After a correction: keep the list as it is now, besides the older ones."""

    def do(self) -> str:
        if self.session.status != Session.Status.CLOSED:
            return _("The list is open. It is frozen when it is closed.")
        freeze(self.session, by=self.actor)
        return _("The list is kept as it is now. Older ones stay.")

    def get_success_url(self) -> str:
        return reverse("sheets:session", args=[self.session.uuid])


class OfRun(Deciding):
    model: type[Model] = Run
    index_url_name = "run:index"

    def get_records(self) -> QuerySet[Run]:
        found: QuerySet[Run] = super().get_records()
        return found.select_related("course", "organiser")


class SheetsOfRun(OfRun, RecordPage):
    action = "view"
    template_name = "attendance/backoffice/sheets_of_run.html"
    page_title = ON_PAPER
    header_icon = "doc-full"

    @property
    def record_url(self) -> str:
        return reverse("run:inspect", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.object
        return super().get_context_data(
            run=run,
            languages=settings.LANGUAGES,
            sessions=run.sessions.not_cancelled().order_by("starts_at", "pk"),
            frozen=run.sheets.filter(purpose=Sheet.Purpose.RECORD).select_related("made_by"),
            **kwargs,
        )


class FreezeRun(RecordDeed, OfRun):
    def do(self) -> str:
        freeze_run(self.object, by=self.actor)
        return _("The list is kept as it is now. Older ones stay.")

    def get_success_url(self) -> str:
        return reverse("sheets:run", args=[self.object.pk])
