"""Childcare: who looks after how many children, of what age, and when nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets.button import HeaderButton

from lms.people.models import Role
from lms.people.roles import organisations_of
from lms.web.own_records import OwnInspectView, OwnListView
from sessions.backoffice.absence_views import absences_of
from sessions.backoffice.run_form import prefer_the_only
from sessions.backoffice.weekly_forms import AbsenceForm
from sessions.backoffice.what_comes import SHOWN, meetings_ahead
from sessions.models import Childcare

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class ChildcareForm(WagtailAdminModelForm):
    class Meta:
        model = Childcare
        fields = ("organisation",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(self.for_user, Role.COORDINATOR)
        prefer_the_only(self.fields["organisation"])


class ChildcareList(OwnListView):
    def get_base_queryset(self) -> QuerySet[Childcare]:
        return super().get_base_queryset().select_related("organisation")

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the page of the childcare."""


class ChildcarePage(OwnInspectView):
    template_name = "sessions/backoffice/childcare.html"
    page_title = gettext_lazy("Childcare")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may_change:
            return []
        address = reverse("childcare:edit", args=[self.object.pk])
        return [HeaderButton(_("Edit"), url=address, icon_name="edit")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        childcare: Childcare = self.object
        return super().get_context_data(
            childcare=childcare,
            may_change=self.may_change,
            coming=meetings_ahead(self.request.user, childcare=childcare)[:SHOWN],
            absences=absences_of(self.request.user, childcare=childcare),
            absence_form=AbsenceForm(),
            absence_url=reverse("childcare:close", args=[childcare.pk]),
            **kwargs,
        )
