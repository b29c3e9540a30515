"""Bringing attendance from before Krok: the template, the upload, the preview of every row, the writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from attendance import tasks
from attendance.hours.views import paged
from attendance.models import Attendance, PastImport
from attendance.past import writing
from attendance.past.reading import FileRefused
from attendance.past.rows import Effect
from attendance.past.template import CONTENT_TYPE, explanations, template_file
from attendance.past.words import explain_cell, explain_file, head_of, status_in_words
from lms.people.models import Person

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

PAGE = 100
LOOK_AGAIN_AFTER = 3
"""Seconds, while a worker has the file in hand."""
EFFECTS = {
    Effect.NEW: gettext_lazy("will be written"),
    Effect.CHANGES: gettext_lazy("will be changed"),
    Effect.SAME: gettext_lazy("stands there already"),
    Effect.WRONG: gettext_lazy("cannot be written"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Excel file (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )


@dataclass(frozen=True)
class Line:
    """A row of the preview."""

    number: int
    run: str
    starts_at: datetime | None
    ends_at: datetime | None
    name: str
    effect: str
    effect_in_words: str
    was: str
    becomes: str
    has_place: bool
    problems: list[tuple[str, str]]

    @classmethod
    def of(cls, outcome: dict[str, Any]) -> Line:
        return cls(
            number=outcome["row"],
            run=outcome["run"],
            starts_at=datetime.fromisoformat(outcome["starts_at"]) if outcome["starts_at"] else None,
            ends_at=datetime.fromisoformat(outcome["ends_at"]) if outcome["ends_at"] else None,
            name=outcome["name"],
            effect=outcome["effect"],
            effect_in_words=str(EFFECTS[Effect(outcome["effect"])]),
            was=status_in_words(outcome["was"]),
            becomes=status_in_words(outcome["becomes"]),
            has_place=outcome["has_place"],
            problems=[(head_of(one["column"]), explain_cell(one)) for one in outcome["problems"]],
        )


class PastPage(WagtailAdminTemplateMixin, TemplateView):
    """For those who may change attendance; each sees the files that they uploaded, and no others."""

    page_title = gettext_lazy("Attendance from before")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not policy_registry.get_by_type(Attendance).user_has_permission(request.user, "change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def author(self) -> Person:
        """Who says all this, for the log."""
        person = Person.of(self.request.user)  # type: ignore[arg-type]
        if person is None:
            raise PermissionDenied
        return person

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def past_import(self) -> PastImport:
        own = PastImport.objects.filter(uploaded_by=self.author)
        return get_object_or_404(own, uuid=self.kwargs["uuid"])

    def back_to_it(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("past:import", args=[self.past_import.uuid]))


class Upload(PastPage):
    template_name = "attendance/past/upload.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = PastImport.objects.filter(uploaded_by=self.author).defer("outcomes")
        return super().get_context_data(
            **{"form": UploadForm(), **kwargs}, explanations=explanations(), imports=own[:20]
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                self.past_import = writing.receive(form.cleaned_data["file"], by=self.author)
            except FileRefused as refused:
                form.add_error("file", explain_file(refused))
            else:
                if self.past_import.rows_in_all <= writing.AT_ONCE:
                    writing.read_rows(self.past_import)
                else:
                    tasks.read_past_import.delay(self.past_import.pk)
                return self.back_to_it()
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Template(PastPage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(template_file(), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = 'attachment; filename="krok-attendance.xlsx"'
        return response


class Preview(PastPage):
    """How far it is, what every row would do, or what was written."""

    template_name = "attendance/past/import.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("past:index"), "label": self.page_title}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.past_import.name}]

    def get_page_title(self) -> str:
        return self.past_import.name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.past_import.is_busy:
            response.headers["Refresh"] = str(LOOK_AGAIN_AFTER)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        past_import = self.past_import
        outcomes: list[dict[str, Any]] = past_import.outcomes
        only = self.request.GET.get("only", "")
        shown = [each for each in outcomes if each["effect"] == only] if only in EFFECTS else outcomes
        page = Paginator(shown, PAGE).get_page(self.request.GET.get("p"))
        numbers = {effect: sum(each["effect"] == effect for each in outcomes) for effect in Effect}
        return super().get_context_data(
            past_import=past_import,
            done=self._done(),
            tabs=[
                (effect.value, EFFECTS[effect], number, effect == only)
                for effect, number in numbers.items()
                if number
            ],
            shows_all=only not in EFFECTS,
            to_write=numbers[Effect.NEW] + numbers[Effect.CHANGES],
            lines=[Line.of(outcome) for outcome in page],
            **paged(page),
            **kwargs,
        )

    def _done(self) -> int:
        if self.past_import.status == PastImport.Status.WRITING:
            return writing.written_so_far(self.past_import)
        return self.past_import.rows_read


class Write(PastPage):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        past_import = self.past_import
        if not writing.ask_to_write(past_import):
            return self.back_to_it()
        if past_import.rows_in_all > writing.AT_ONCE:
            tasks.write_past_import.delay(past_import.pk)
            return self.back_to_it()
        try:
            written = writing.write(past_import).rows_written
        except writing.RowsWrong:
            told = _("Something has changed in the meantime. Nothing was written; look at the rows again.")
            messages.error(request, told)
        else:
            told = ngettext("%(number)d row is written.", "%(number)d rows are written.", written)
            messages.success(request, told % {"number": written})
        return self.back_to_it()


class Discard(PastPage):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.past_import.status == PastImport.Status.DONE:
            return self.back_to_it()
        writing.discard(self.past_import)
        messages.success(request, _("The file is thrown away. Nothing was written."))
        return HttpResponseRedirect(reverse("past:index"))
