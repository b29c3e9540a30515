"""What is agreed before anybody books: contracts with their hours, and who goes first in a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from lms.people.models import Organisation
from lms.web.columns import DayColumn
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnInspectView, OwnListView, OwnRecordsViewSet
from sessions.appointments.contract_hours import hours_of, with_hours
from sessions.models import Contract, PriorityClass
from sessions.priorities import rank_again

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class ContractForm(WagtailAdminModelForm):
    class Meta:
        model = Contract
        fields = ("organisation", "funder")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_organiser=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day comes before the first."))
        agreed = cleaned.get("hours_agreed")
        if agreed is not None and agreed <= 0:
            self.add_error("hours_agreed", _("Say how many hours were agreed."))
        return cleaned


class ContractList(OwnListView):
    """Each with its hours: one query, however many contracts there are."""

    def get_base_queryset(self) -> QuerySet[Contract]:
        contracts: QuerySet[Contract] = super().get_base_queryset()
        return with_hours(contracts).select_related("organisation", "funder")

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the page of the contract, which has the button to edit."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("appointment:contract_hours")
        hours = HeaderButton(_("Hours by contract"), url=address, icon_name="clipboard-list")
        return [*super().header_buttons, hours]


class ContractPage(OwnInspectView):
    template_name = "sessions/backoffice/contract.html"
    page_title = _("Contract")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        edit_url = self.get_edit_url()
        return [HeaderButton(_("Edit"), url=edit_url, icon_name="edit")] if edit_url else []

    header_more_buttons: list[Any] = []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contract = with_hours(Contract.objects.filter(pk=self.object.pk)).get()
        return super().get_context_data(
            contract=self.object,
            hours=hours_of(contract),
            runs=self.object.runs.select_related("course").order_by("-booking_closes_at"),
            services=self.object.services.all(),
            **kwargs,
        )


class ContractViewSet(OwnRecordsViewSet):
    model = Contract
    icon = "clipboard-list"
    add_label = _("Add a contract")
    index_view_class = ContractList
    inspect_view_class = ContractPage
    inspect_view_enabled = True
    list_per_page = 50
    list_filter = ("organisation", "funder")
    list_display = (
        "code",
        Column("title", label=_("What for")),
        Column("organisation", label=_("Carried out by"), accessor="organisation.code"),
        Column("funder", label=_("Funder"), accessor="funder.code"),
        Column("agreed", label=_("Hours agreed"), accessor="hours_agreed"),
        Column("delivered", label=_("Given"), accessor=lambda contract: hours_of(contract).delivered),
        Column("left", label=_("Left"), accessor=lambda contract: hours_of(contract).left),
        DayColumn("ends_on", label=_("Until"), sort_key="ends_on"),
    )
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("title")]),
            FieldRowPanel([FieldPanel("organisation"), FieldPanel("funder")]),
            MultiFieldPanel(
                [
                    FieldPanel("hours_agreed"),
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                ],
                heading=_("How many hours, and when"),
                help_text=_("Meetings whose list was handed in and appointments that took place count."),
            ),
        ],
        base_form_class=ContractForm,
    )


class PriorityClassForm(WagtailAdminModelForm):
    class Meta:
        model = PriorityClass
        fields = ("rank",)

    @transaction.atomic
    def save(self, commit: bool = True) -> PriorityClass:
        priority: PriorityClass = super().save(commit)
        rank_again(priority)
        return priority


class PriorityClassViewSet(OwnRecordsViewSet):
    model = PriorityClass
    icon = "list-ol"
    add_label = _("Add a priority class")
    list_per_page = 50
    list_display = ("name", Column("rank", label=_("Goes as number")), "is_in_use")
    edit_handler = language_tabs(
        [FieldPanel("rank"), FieldPanel("is_in_use")],
        heading=_("Priority class"),
        translated=["name"],
        base_form_class=PriorityClassForm,
    )
