"""Hours agreed, given, planned and left, contract by contract: a page and a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources
from import_export.formats.base_formats import XLSX
from import_export.widgets import DateWidget, DecimalWidget
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from lms.web.columns import DayColumn
from lms.web.own_records import OwnListView
from sessions.appointments.contract_hours import hours_of, with_hours
from sessions.models import Contract

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

FIGURES = {
    "agreed": gettext_lazy("Agreed"),
    "delivered": gettext_lazy("Given"),
    "planned": gettext_lazy("Planned"),
    "missed": gettext_lazy("Nobody came"),
    "left": gettext_lazy("Left"),
    "unplanned": gettext_lazy("Can still be planned"),
}


class ContractFilters(WagtailFilterSet):
    class Meta:
        model = Contract
        fields = ("organisation", "funder")


class FigureColumn(Column):
    """A number of hours."""

    def get_value(self, instance: Model) -> Any:
        return getattr(hours_of(instance), self.name)


class ContractHoursList(OwnListView):
    model = Contract
    page_title = gettext_lazy("Hours by contract")
    header_icon = "clipboard-list"
    filterset_class = ContractFilters
    default_ordering = "-ends_on"
    paginate_by = 50

    def get_base_queryset(self) -> QuerySet[Contract]:
        contracts: QuerySet[Contract] = super().get_base_queryset()
        return with_hours(contracts).select_related("organisation", "funder")

    @cached_property
    def columns(self) -> list[Column]:
        figures = [FigureColumn(name, label=label) for name, label in FIGURES.items()]
        return [
            Column("code", label=_("Contract"), sort_key="code", accessor=str),
            Column("organisation", label=_("Carried out by"), accessor="organisation.code"),
            Column("funder", label=_("Funder"), accessor="funder.code"),
            DayColumn("ends_on", label=_("Until"), sort_key="ends_on"),
            *figures,
        ]

    def get_index_url(self) -> str:
        return reverse("appointment:contract_hours")

    def get_index_results_url(self) -> str:
        return reverse("appointment:contract_hours_results")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("appointment:index"), "label": _("Appointments")},
            {"url": "", "label": self.page_title},
        ]

    @cached_property
    def header_buttons(self) -> list[Button]:
        return []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        chosen = self.request.GET.urlencode()
        address = reverse("appointment:export_contract_hours") + (f"?{chosen}" if chosen else "")
        return [Button(_("Download as %(format)s") % {"format": "XLSX"}, url=address, icon_name="download")]


DAY = DateWidget(coerce_to_string=False)


class Figure(fields.Field):
    """A number that a spreadsheet can add up."""

    def __init__(self, name: str) -> None:
        super().__init__(
            attribute=name, column_name=FIGURES[name], widget=DecimalWidget(coerce_to_string=False)
        )


class ContractHoursResource(resources.Resource):
    """One row a contract; figures are hours of 60 minutes."""

    code = fields.Field(attribute="contract__code", column_name=gettext_lazy("Contract"))
    title = fields.Field(attribute="contract__title", column_name=gettext_lazy("What for"))
    organisation = fields.Field(
        attribute="contract__organisation__name", column_name=gettext_lazy("Carried out by")
    )
    funder = fields.Field(attribute="contract__funder__name", column_name=gettext_lazy("Funder"))
    starts_on = fields.Field(
        attribute="contract__starts_on",
        column_name=gettext_lazy("From"),
        widget=DAY,
    )
    ends_on = fields.Field(
        attribute="contract__ends_on",
        column_name=gettext_lazy("Until"),
        widget=DAY,
    )
    agreed = Figure("agreed")
    delivered = Figure("delivered")
    planned = Figure("planned")
    missed = Figure("missed")
    left = Figure("left")
    unplanned = Figure("unplanned")


class ExportContractHours(ContractHoursList):
    """The list as it is filtered, as a file. Each export leaves an entry in the audit log."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record(AuditEntry.Action.EXPORTED, "contract hours", actor=request.user)  # type: ignore[arg-type]
        rows = [hours_of(contract) for contract in self.get_queryset()]
        content = XLSX().export_data(ContractHoursResource().export(rows))
        response = HttpResponse(content, content_type=XLSX().get_content_type())
        response["Content-Disposition"] = 'attachment; filename="contract-hours.xlsx"'
        return response
