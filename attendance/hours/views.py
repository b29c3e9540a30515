"""Hours in the back office: counted by whatever one asks for, and row by row, as pages and as files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from import_export.formats.base_formats import CSV, XLSX
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from attendance.hours.columns import CONTRACT_FIGURES, Head, contract_cells, heads_of
from attendance.hours.counting import count_all
from attendance.hours.entries import MOST_EXPORTED, confidential_runs_named_in, entries
from attendance.hours.forms import ByForm, WantedForm
from attendance.hours.months import usual_days
from attendance.hours.people import hours_of_people, hours_without_names, people_of
from attendance.hours.report import Row, rows_of
from attendance.hours.resources import ContractRowResource, EntryResource, PersonResource, RowResource
from attendance.hours.scope import By, Hours
from attendance.models import Attendance
from lms.people.models import Person
from lms.privacy.audit import record
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from attendance.hours.people import HoursOfPerson

TABS = {
    By.RUN: gettext_lazy("By run"),
    By.PERSON: gettext_lazy("By person"),
    By.MONTH: gettext_lazy("By month"),
    By.ORGANISATION: gettext_lazy("By organisation"),
    By.CONTRACT: gettext_lazy("By contract"),
    By.FUNDER: gettext_lazy("By funder"),
}
FORMATS = {"csv": CSV, "xlsx": XLSX}
PAGE = 100


@dataclass(frozen=True)
class Line:
    """A row of the table as it is shown."""

    name: str
    detail: str
    address: str
    cells: list[str]
    agreed: list[str]


class HoursPage(WagtailAdminTemplateMixin, TemplateView):
    """What the pages of hours share: who may read them, and the days and things asked for."""

    header_icon = "clipboard-list"
    export_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not policy_registry.get_by_type(Attendance).user_has_permission(request.user, "view"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self) -> WantedForm:
        return WantedForm(self.request.GET, user=self.request.user)  # type: ignore[arg-type]

    @property
    def makes_sense(self) -> bool:
        """Whether hours can be told of what was asked for."""
        return self.form.is_valid()

    @cached_property
    def hours(self) -> Hours:
        return Hours(self.form.wanted, user=self.request.user)  # type: ignore[arg-type]

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()[:100]

    def asked(self, **changes: Any) -> str:
        """The address as it was asked for, with changes; always from the first page on."""
        asked = self.request.GET.copy()
        asked.pop("p", None)
        for name, value in changes.items():
            asked[name] = str(value)
        return asked.urlencode()

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.makes_sense:
            return []
        return [
            Button(
                _("Download as %(format)s") % {"format": name.upper()},
                url=f"{reverse(self.export_name, args=[name])}?{self.asked()}",
                icon_name="download",
            )
            for name in FORMATS
        ]

    def usual_days(self) -> list[dict[str, Any]]:
        wanted = self.form.wanted if self.makes_sense else None
        return [
            {
                "name": name,
                "address": f"?{self.asked(since=first.isoformat(), until=last.isoformat())}",
                "is_now": wanted is not None and (wanted.since, wanted.until) == (first, last),
            }
            for name, first, last in usual_days(timezone.localdate())
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form, media=self.form.media, usual_days=self.usual_days(), typed=self.typed, **kwargs
        )


class HoursReport(HoursPage):
    page_title = gettext_lazy("Hours")
    template_name = "attendance/hours/report.html"
    export_name = "hours:export"

    @cached_property
    def by(self) -> By:
        form = ByForm(self.request.GET)
        return By(form.cleaned_data["by"]) if form.is_valid() else By.RUN

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        return heads_of(self.by)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @property
    def people(self) -> QuerySet[Person]:
        found = people_of(self.hours)
        return found & Person.objects.named(self.typed) if self.typed else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [(TABS[by], f"?{self.asked(by=by.value)}", by == self.by) for by in By]
        context = super().get_context_data(
            by=self.by,
            tabs=tabs,
            heads=self.heads,
            contract_heads=CONTRACT_FIGURES.values() if self.by == By.CONTRACT else (),
            header_more_buttons=self.header_more_buttons,
            list_address=f"{reverse('hours:list')}?{self.asked()}",
            **kwargs,
        )
        if not self.makes_sense:
            return context
        return context | (self._of_people() if self.by == By.PERSON else self._of_groups())

    def _of_groups(self) -> dict[str, Any]:
        rows = rows_of(self.hours, by=self.by)
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("p"))
        total = count_all(self.hours, (row.figures for row in rows))
        self.heads = tuple(head for head in self.heads if head.is_needed(total))
        return {
            "heads": self.heads,
            **paged(page),
            "lines": [self._line(row) for row in page],
            "total": self._cells(total),
        }

    def _of_people(self) -> dict[str, Any]:
        page = Paginator(self.people, PAGE).get_page(self.request.GET.get("p"))
        unnamed = hours_without_names(self.hours)
        note_looked_at_confidential(self.hours, self.request)
        return {
            **paged(page),
            "lines": [self._line_of(one) for one in hours_of_people(self.hours, list(page))],
            "unnamed": unnamed,
            "unnamed_cells": self._cells(unnamed),
        }

    def _line(self, row: Row) -> Line:
        address = f"{reverse('hours:list')}?{self.asked(**row.asked)}" if row.asked else ""
        agreed = contract_cells(row.contract) if self.by == By.CONTRACT else []
        return Line(row.name, row.detail, address, self._cells(row.figures), agreed)

    def _line_of(self, one: HoursOfPerson) -> Line:
        address = f"{reverse('hours:list')}?{self.asked(person=one.person.uuid)}"
        return Line(one.person.display_name, "", address, self._cells(one.figures), [])

    def _cells(self, figures: Any) -> list[str]:
        return [column.in_words(figures) for head in self.heads for column in head.columns]


class ExportHours(HoursReport):
    """The table as a file. Each export leaves an entry in the audit log."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.makes_sense:
            return super().get(request, *args, **kwargs)
        people = list(self.people[: MOST_EXPORTED + 1]) if self.by == By.PERSON else []
        if len(people) > MOST_EXPORTED:
            tell_too_many(request)
            return super().get(request, *args, **kwargs)
        record(AuditEntry.Action.EXPORTED, f"hours by {self.by.value}", actor=request.user)  # type: ignore[arg-type]
        if self.by == By.PERSON:
            resource: Any = PersonResource(self.heads)
            rows: Sequence[Any] = hours_of_people(self.hours, people)
        else:
            resource = (ContractRowResource if self.by == By.CONTRACT else RowResource)(self.heads)
            rows = rows_of(self.hours, by=self.by)
        return as_file(resource.export(rows), kwargs["file_format"], name=f"hours-by-{self.by.value}")


class HoursList(HoursPage):
    page_title = gettext_lazy("Who was where")
    template_name = "attendance/hours/list.html"
    export_name = "hours:export_list"

    @cached_property
    def person(self) -> UUID | None:
        try:
            return UUID(self.request.GET.get("person", ""))
        except ValueError:
            return None

    @property
    def rows(self) -> QuerySet[Attendance]:
        return entries(self.hours, person=self.person, typed=self.typed)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": f"{reverse('hours:report')}?{self._of_all()}", "label": _("Hours")},
            {"url": "", "label": self.page_title},
        ]

    def _of_all(self) -> str:
        asked = QueryDict(self.asked(), mutable=True)
        asked.pop("person", None)
        return asked.urlencode()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            header_more_buttons=self.header_more_buttons,
            report_address=f"{reverse('hours:report')}?{self._of_all()}",
            person=self.person,
            everybody=f"?{self._of_all()}",
            **kwargs,
        )
        if not self.makes_sense:
            return context
        page = Paginator(self.rows, PAGE).get_page(self.request.GET.get("p"))
        rows = list(page)
        for run in confidential_runs_named_in(rows):
            record(AuditEntry.Action.VIEWED, run, actor=self.request.user)  # type: ignore[arg-type]
        return context | {**paged(page), "rows": rows}


class ExportList(HoursList):
    """The rows as a file, as they were asked for. Each export leaves an entry in the audit log."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.makes_sense:
            return super().get(request, *args, **kwargs)
        rows = list(self.rows[: MOST_EXPORTED + 1])
        if len(rows) > MOST_EXPORTED:
            tell_too_many(request)
            return super().get(request, *args, **kwargs)
        record(AuditEntry.Action.EXPORTED, "who was where", actor=request.user)  # type: ignore[arg-type]
        return as_file(EntryResource().export(rows), kwargs["file_format"], name="who-was-where")


def tell_too_many(request: HttpRequest) -> None:
    told = _("These are more than %(most)d rows. Choose fewer days, or one run, and download again.")
    messages.error(request, told % {"most": MOST_EXPORTED})


def paged(page: Page[Any]) -> dict[str, Any]:
    """What the numbers of pages below a list are drawn from."""
    return {
        "page_obj": page,
        "is_paginated": page.has_other_pages(),
        "elided_page_range": page.paginator.get_elided_page_range(page.number),
    }


def note_looked_at_confidential(hours: Hours, request: HttpRequest) -> None:
    """Whoever reads names among which are those of a confidential run leaves an entry in the audit log."""
    if hours.attendances.filter(hours.is_confidential, hours.may_be_named).exists():
        record(AuditEntry.Action.VIEWED, "hours by person", actor=request.user)  # type: ignore[arg-type]


def as_file(data: Any, name_of_format: str, *, name: str) -> HttpResponse:
    file_format = FORMATS[name_of_format]()
    response = HttpResponse(file_format.export_data(data), content_type=file_format.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format.get_extension()}"'
    return response
