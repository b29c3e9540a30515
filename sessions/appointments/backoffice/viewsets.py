"""Kinds of help and appointments in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn
from wagtail.admin.widgets.button import Button

from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnListView, OwnRecordsViewSet
from sessions.appointments.backoffice import (
    appointment_views,
    booking_views,
    change_views,
    contract_views,
)
from sessions.appointments.backoffice.service_form import ServiceForm
from sessions.models import Appointment, Service

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class ServiceList(OwnListView):
    page_title = _("Kinds of help")

    def get_base_queryset(self) -> QuerySet[Service]:
        return super().get_base_queryset().select_related("organisation", "contract")

    def get_list_buttons(self, instance: Model) -> list[Button]:
        address = reverse("service:book", args=[instance.pk])
        return [Button(_("Book for a family"), url=address, classname="button button-small button-secondary")]


class ServiceViewSet(OwnRecordsViewSet):
    model = Service
    icon = "clipboard-list"
    menu_label = _("Kinds of help")
    add_label = _("Add a kind of help")
    index_view_class = ServiceList
    list_per_page = 50
    list_filter = ("is_in_use", "audience", "organisation")
    list_display = (
        "name",
        "code",
        Column("minutes", label=_("Minutes")),
        Column("audience", label=_("For"), accessor="get_audience_display"),
        Column("booked_by", label=_("Who may book"), accessor="get_booked_by_display"),
        Column("contract", label=_("Contract"), accessor="contract.code"),
        BooleanColumn("is_in_use", label=_("In use"), sort_key="is_in_use"),
    )
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("organisation")]),
            FieldPanel("contract"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("minutes"), FieldPanel("buffer_minutes")]),
                    FieldRowPanel([FieldPanel("notice_hours"), FieldPanel("horizon_days")]),
                    FieldRowPanel([FieldPanel("cancel_hours_before"), FieldPanel("longest_series")]),
                ],
                heading=_("Booking"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("audience"), FieldPanel("booked_by")]),
                    FieldPanel("carer_stays"),
                    FieldPanel("is_confidential"),
                ],
                heading=_("For whom"),
            ),
            FieldPanel("is_in_use"),
        ],
        heading=_("Kind of help"),
        translated=["name", "summary"],
        base_form_class=ServiceForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        find, book = booking_views.FindPerson.as_view(), booking_views.BookForPerson.as_view()
        return [
            *super().get_urlpatterns(),
            path("book/<int:pk>/", find, name="book"),
            path("book/<int:pk>/<int:person>/", book, name="book_for"),
        ]


class AppointmentViewSet(OwnRecordsViewSet):
    model = Appointment
    icon = "calendar-check"
    may_add = may_edit = False
    index_view_class = appointment_views.AppointmentList
    inspect_view_class = appointment_views.AppointmentPage
    inspect_view_enabled = True
    filterset_class = appointment_views.AppointmentFilters
    list_per_page = 50
    ordering = "starts_at"
    list_display: tuple[Any, ...] = (
        appointment_views.WhenColumn(
            "starts_at", label=_("When"), sort_key="starts_at", url_name="appointment:inspect"
        ),
        Column("person", label=_("Person"), accessor="person.display_name", sort_key="person__family_name"),
        Column("service", label=_("Kind of help")),
        Column("specialist", label=_("Specialist"), sort_key="specialist__person__family_name"),
        Column("room", label=_("Room")),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=lambda appointment: appointment.status == Appointment.Status.BOOKED,
            sort_key="status",
        ),
    )

    @cached_property
    def deeds(self) -> list[URLPattern]:
        return [
            path("move/<int:pk>/", change_views.MoveAppointment.as_view(), name="move"),
            path("call-off/<int:pk>/", change_views.CallOffAppointment.as_view(), name="call_off"),
            path("call-off-day/<int:pk>/", change_views.CallOffDay.as_view(), name="call_off_day"),
            path("attended/<int:pk>/", appointment_views.NoteAttended.as_view(), name="attended"),
            path("no-show/<int:pk>/", appointment_views.NoteNoShow.as_view(), name="no_show"),
        ]

    def get_urlpatterns(self) -> list[URLPattern]:
        hours = contract_views.ContractHoursList
        export = contract_views.ExportContractHours
        return [
            *super().get_urlpatterns(),
            *self.deeds,
            path("contract-hours/", hours.as_view(), name="contract_hours"),
            path("contract-hours/results/", hours.as_view(results_only=True), name="contract_hours_results"),
            path("contract-hours/export.xlsx", export.as_view(), name="export_contract_hours"),
        ]
