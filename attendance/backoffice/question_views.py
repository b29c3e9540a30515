"""The queue of questions about attendance, and the pages that answer one each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from attendance.backoffice.about import QUESTIONS, AttendanceForm, may_decide
from attendance.backoffice.forms import ApologyForm, AppealForm, SettleForm
from attendance.backoffice.questions import groups_for
from attendance.backoffice.record import Line, entries_of, lines_of
from attendance.models import Apology, Appeal, Attendance, Contradiction, Excuse
from attendance.records import apologies, appeals
from attendance.records.correcting import CorrectionRefused
from attendance.records.settling import SettlingRefused, settle, versions

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

CHANGED_MEANWHILE = gettext_lazy("Somebody else has just answered this. Please look at it again.")


class Questions(WagtailAdminTemplateMixin, TemplateView):
    template_name = "attendance/backoffice/questions.html"
    page_title = QUESTIONS
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_decide(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(groups=groups_for(self.request.user), **kwargs)
        return found


class Settle(AttendanceForm):
    """Both versions side by side, with all that tells how far each can be trusted."""

    model: type[Model] = Contradiction
    template_name = "attendance/backoffice/settle.html"
    page_title = gettext_lazy("There or away?")
    form_class = SettleForm
    submit_label = gettext_lazy("Settle it")
    errors = (SettlingRefused, CorrectionRefused)

    def get_records(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_records()
        return found.select_related("person", "settled_by", "session__run__course")

    def get_page_title(self) -> str:
        return str(self.object.get_kind_display()).capitalize()

    def get_page_subtitle(self) -> str:
        return self.object.person.display_name

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "contradiction": self.object}

    def explain(self, error: Exception) -> str:
        return str(CHANGED_MEANWHILE)

    def save(self, form: SettleForm) -> str:
        said = form.cleaned_data
        settle(self.object, by=self.actor, keep=said["keep"], reason=said["reason"])
        return _("%(person)s: settled. The record says so now.") % {"person": self.object.person.display_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        return super().get_context_data(
            question=one,
            sides=self.sides() if one.settled_at is None else [],
            lines=lines_of(entries_of(one.person, session=one.session)) if one.settled_at else [],
            **kwargs,
        )

    def sides(self) -> list[tuple[str, list[Line]]]:
        first, second = versions(self.object)
        if self.object.kind == Contradiction.Kind.THERE_OR_AWAY:
            heads = (_("They were there"), _("They were away"))
        else:
            heads = (_("What the record rests on"), _("What waits for you"))
        together = [*first, *second]
        return [
            (heads[0], lines_of(first, among=together)),
            (heads[1], lines_of(second, among=together)),
        ]


class DecideApology(AttendanceForm):
    model: type[Model] = Apology
    template_name = "attendance/backoffice/decide.html"
    page_title = gettext_lazy("Cannot come")
    form_class = ApologyForm
    submit_label = gettext_lazy("Answer and tell them")
    errors = (apologies.ApologyError, CorrectionRefused)

    def get_records(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_records()
        return found.select_related("place__person", "asked_by", "decided_by", "session__run__course")

    def get_page_subtitle(self) -> str:
        return self.object.place.person.display_name

    def explain(self, error: Exception) -> str:
        return str(CHANGED_MEANWHILE)

    def save(self, form: ApologyForm) -> str:
        said = form.cleaned_data
        apologies.decide(self.object, accept=said["decision"] == "yes", by=self.actor, answer=said["answer"])
        return _("%(person)s is being told.") % {"person": self.object.place.person.display_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        return super().get_context_data(
            person=one.place.person,
            said=one.get_excuse_display(),
            asked_at=one.asked_at,
            asked_by=one.asked_by,
            decision=one if one.decided_at else None,
            lines=lines_of(entries_of(one.place.person, session=one.session)),
            **kwargs,
        )


class DecideAppeal(AttendanceForm):
    model: type[Model] = Appeal
    template_name = "attendance/backoffice/decide.html"
    page_title = gettext_lazy("Is the record right?")
    form_class = AppealForm
    submit_label = gettext_lazy("Answer and tell them")
    errors = (appeals.AppealError, CorrectionRefused)

    def get_records(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_records()
        return found.select_related("person", "made_by", "decided_by", "session__run__course")

    def get_page_subtitle(self) -> str:
        return self.object.person.display_name

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "appeal": self.object}

    def explain(self, error: Exception) -> str:
        return str(CHANGED_MEANWHILE)

    def save(self, form: AppealForm) -> str:
        said = form.cleaned_data
        found = appeals.Granted(
            at=form.moment("came"),
            until=form.moment("left"),
            excuse=Excuse(said.get("excuse") or Excuse.OTHER),
        )
        appeals.decide(
            self.object, grant=said["decision"] == "yes", by=self.actor, answer=said["answer"], found=found
        )
        return _("%(person)s is being told.") % {"person": self.object.person.display_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        record = Attendance.objects.filter(session=one.session, person=one.person).first()
        return super().get_context_data(
            person=one.person,
            record=record,
            claim=one.get_claim_display(),
            words=one.words,
            asked_at=one.made_at,
            asked_by=one.made_by,
            decision=one if one.decided_at else None,
            lines=lines_of(entries_of(one.person, session=one.session)),
            **kwargs,
        )
