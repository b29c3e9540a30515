"""A specialist: what they do, whether they may work with children, when they work, and when they are away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets.button import HeaderButton

from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web.own_records import OwnCreateView, OwnEditView, OwnInspectView, OwnListView
from sessions.backoffice.absence_views import absences_of
from sessions.backoffice.specialist_hours import rows_of
from sessions.backoffice.weekly_forms import AbsenceForm, WorkingHoursForm
from sessions.backoffice.what_comes import SHOWN, meetings_ahead
from sessions.clearances import standing_of, why_not
from sessions.models import Appointment, Specialist

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class SpecialistFilters(WagtailFilterSet):
    class Meta:
        model = Specialist
        fields = ("services", "is_in_use")


class SpecialistList(OwnListView):
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Specialist]:
        found = super().get_base_queryset().select_related("person", "organisation", "room")
        return found.prefetch_related("services", "languages")

    def search_queryset(self, queryset: QuerySet[Specialist]) -> QuerySet[Specialist]:
        typed = self.search_query.strip()
        return queryset.filter(person__in=Person.objects.named(typed)) if typed else queryset

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the page of the specialist, which has everything."""


class AddSpecialist(OwnCreateView):
    def get_success_url(self) -> str:
        return reverse("specialist:inspect", args=[self.object.pk])


class EditSpecialist(OwnEditView):
    def get_success_url(self) -> str:
        return reverse("specialist:inspect", args=[self.object.pk])


class SpecialistPage(OwnInspectView):
    template_name = "sessions/backoffice/specialist.html"
    page_title = gettext_lazy("Specialist")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may_change:
            return []
        address = reverse("specialist:edit", args=[self.object.pk])
        return [HeaderButton(_("Edit"), url=address, icon_name="edit")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        specialist: Specialist = self.object
        person, user = specialist.person, self.request.user
        booked = visible(Appointment, user).filter(specialist=specialist).values("pk")
        return super().get_context_data(
            specialist=specialist,
            person=person,
            may_change=self.may_change,
            services=specialist.services.all(),
            languages=specialist.languages.all(),
            standing=standing_of(person),
            reasons=why_not([person], for_children=True, day=timezone.localdate()),
            hours=rows_of(specialist),
            sessions=meetings_ahead(user, trainers=person)[:SHOWN],
            appointments=Appointment.objects.upcoming().filter(pk__in=booked).count(),
            absences=absences_of(user, person=person),
            hours_form=WorkingHoursForm(prefix="hours", specialist=specialist, user=user),
            absence_form=AbsenceForm(),
            absence_url=reverse("specialist:leave", args=[specialist.pk]),
            **kwargs,
        )
