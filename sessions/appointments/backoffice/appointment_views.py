"""Appointments: their list, the page of one, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.fields import DateRangeField
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from lms.web import dates
from lms.web.own_records import OwnInspectView, OwnListView
from lms.web.record_pages import RecordDeed
from sessions.appointments.backoffice.words import explain
from sessions.appointments.booking import no_shows_of, note_attended, note_no_show
from sessions.backoffice.forms import WITHIN_REASON
from sessions.errors import BookingError
from sessions.models import Appointment, Service, Specialist

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

Status = Appointment.Status
SHOWN = [each for each in Status.choices if each[0] not in {Status.HELD, Status.RELEASED}]


def own_specialists(request: HttpRequest) -> QuerySet[Specialist]:
    return visible(Specialist, request.user).select_related("person")


def own_services(request: HttpRequest) -> QuerySet[Service]:
    return visible(Service, request.user)


class WhenColumn(TitleColumn):
    """The hour of an appointment, which leads to its page."""

    def get_value(self, instance: Model) -> str:
        starts_at = super().get_value(instance)
        return f"{dates.full_date(starts_at)}, {dates.hour(starts_at)}"


class DaysField(DateRangeField):
    """Days that a calendar can count with: the first day of all has no beginning in Wrocław."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields:
            field.validators.extend(WITHIN_REASON)


class DaysFilter(django_filters.DateFromToRangeFilter):
    field_class = DaysField


class AppointmentFilters(WagtailFilterSet):
    starts_at = DaysFilter(label=gettext_lazy("Days"), widget=DateRangePickerWidget)
    specialist = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Specialist"), queryset=own_specialists, empty_label=gettext_lazy("All")
    )
    service = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Kind of help"), queryset=own_services, empty_label=gettext_lazy("All")
    )
    status = django_filters.MultipleChoiceFilter(label=gettext_lazy("Status"), choices=SHOWN)

    class Meta:
        model = Appointment
        fields = ("starts_at", "specialist", "service", "status")


class AppointmentList(OwnListView):
    """From today on, the next first; the days before by asking for them."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Appointment]:
        found = super().get_base_queryset().filter(status__in=[each for each, _label in SHOWN])
        if not {"starts_at_from", "starts_at_to"} & {key for key, typed in self.request.GET.items() if typed}:
            found = found.filter(ends_at__gte=timezone.localtime().replace(hour=0, minute=0, second=0))
        return found.select_related("service", "specialist__person", "person", "room")

    def search_queryset(self, queryset: QuerySet[Appointment]) -> QuerySet[Appointment]:
        typed = self.search_query.strip()
        return queryset.filter(person__in=Person.objects.named(typed)) if typed else queryset

    def get_edit_url(self, instance: Model) -> None:
        """The first cell opens the page of the appointment, which has everything."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("service:index")
        return [HeaderButton(_("Book for a family"), url=address, icon_name="plus")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        address = reverse("appointment:contract_hours")
        return [Button(_("Hours by contract"), url=address, icon_name="clipboard-list")]


class AppointmentPage(OwnInspectView):
    template_name = "sessions/backoffice/appointments/appointment.html"
    page_title = gettext_lazy("Appointment")

    def get_page_subtitle(self) -> str:
        return self.object.person.display_name if self.object.person else ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever looks at a confidential appointment leaves an entry in the audit log."""
        if self.object.service.is_confidential:
            record(AuditEntry.Action.VIEWED, self.object, actor=self.request.user, subject=self.object.person)
        return super().get(request, *args, **kwargs)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.may_change:
            return []
        address = reverse("appointment:call_off_day", args=[self.object.pk])
        return [Button(_("Call off this whole day"), url=address, icon_name="cross")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appointment: Appointment = self.object
        stands = appointment.status == Status.BOOKED
        has_begun = appointment.starts_at <= timezone.now()
        may_note = has_begun and appointment.status in {Status.BOOKED, Status.ATTENDED, Status.NO_SHOW}
        together = visible(Appointment, self.request.user).filter(series=appointment.series)
        return super().get_context_data(
            appointment=appointment,
            may_change=self.may_change and stands and not has_begun,
            may_note_attended=self.may_change and may_note and appointment.status != Status.ATTENDED,
            may_note_no_show=self.may_change and may_note and appointment.status != Status.NO_SHOW,
            together=together.exclude(pk=appointment.pk).exclude(status=Status.RELEASED),
            no_shows=no_shows_of(appointment.person) if appointment.person else 0,
            changes=appointment.changes.select_related("by"),
            **kwargs,
        )


class _Note(RecordDeed):
    model = Appointment
    inspect_url_name = "appointment:inspect"
    errors = (BookingError,)

    def explain(self, error: Exception) -> str:
        return explain(error)


class NoteAttended(_Note):
    def do(self) -> str:
        note_attended(self.object, by=Person.of(self.user))
        return _("Noted: %(person)s came.") % {"person": self.object.person}


class NoteNoShow(_Note):
    def do(self) -> str:
        note_no_show(self.object, by=Person.of(self.user))
        return _("Noted: %(person)s did not come.") % {"person": self.object.person}
