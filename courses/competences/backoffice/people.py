"""Who works where and as what, and the evidence of everybody for administrators, in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column

from courses.models import Duty, Evidence, Team
from lms.people.models import Membership, Organisation, Person, Role
from lms.people.permission_policies import visible
from lms.people.roles import organisations_of
from lms.web.columns import DayColumn
from lms.web.own_records import OwnInspectView, OwnListView, OwnRecordsViewSet

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class OwnOrganisation(WagtailAdminModelForm):
    """Only organisations, teams and people that the writer may see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organisations_of(self.for_user, Role.COORDINATOR)
        narrowed: dict[str, QuerySet[Any]] = {
            "organisation": own,
            "team": Team.objects.filter(organisation__in=own),
            "manager": Person.objects.filter(
                memberships__in=Membership.objects.valid_on().filter(role=Role.MANAGER, organisation__in=own)
            ).distinct(),
            "person": visible(Person, self.for_user),
        }
        for name, queryset in narrowed.items():
            if name in self.fields:
                self.fields[name].queryset = queryset
        if own.count() == 1 and "organisation" in self.fields:
            self.fields["organisation"].initial = own.first()


class TeamForm(OwnOrganisation):
    class Meta:
        model = Team
        fields = ("organisation", "name", "manager")


class DutyForm(OwnOrganisation):
    class Meta:
        model = Duty
        fields = ("person", "profile", "organisation", "team", "since", "until")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        team, organisation = typed.get("team"), typed.get("organisation")
        if team and organisation and Organisation(pk=team.organisation_id) != organisation:
            self.add_error("team", _("This team belongs to another organisation."))
        return typed


class TeamList(OwnListView):
    def get_base_queryset(self) -> QuerySet[Team]:
        return super().get_base_queryset().select_related("organisation", "manager")


class TeamViewSet(OwnRecordsViewSet):
    model = Team
    name = "teams"
    """The pages of managers are called ``team``."""
    icon = "group"
    add_label = _("Add a team")
    index_view_class = TeamList
    list_display = ("name", "organisation", "manager")
    search_fields = ("name",)
    search_backend_name = None
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldRowPanel([FieldPanel("organisation"), FieldPanel("manager")])],
        base_form_class=TeamForm,
    )


class DutyList(OwnListView):
    """Found by the name of the person, in any spelling."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Duty]:
        return super().get_base_queryset().select_related("person", "profile", "organisation", "team")

    def search_queryset(self, queryset: QuerySet[Duty]) -> QuerySet[Duty]:
        typed = self.search_query.strip()
        return queryset.filter(person__in=Person.objects.named(typed)) if typed else queryset


class DutyViewSet(OwnRecordsViewSet):
    model = Duty
    icon = "user"
    add_label = _("Record a role taken up")
    index_view_class = DutyList
    list_per_page = 50
    list_display = (
        "person",
        "profile",
        "organisation",
        "team",
        DayColumn("since", label=_("Taken up on"), sort_key="since"),
        DayColumn("until", label=_("Until")),
    )
    list_filter = ("profile", "team")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("person"), FieldPanel("profile")]),
            FieldRowPanel([FieldPanel("organisation"), FieldPanel("team")]),
            FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        ],
        base_form_class=DutyForm,
    )


class EvidenceList(OwnListView):
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Evidence]:
        return super().get_base_queryset().select_related("person", "competence", "reviewed_by")

    def search_queryset(self, queryset: QuerySet[Evidence]) -> QuerySet[Evidence]:
        typed = self.search_query.strip()
        return queryset.filter(person__in=Person.objects.named(typed)) if typed else queryset

    def get_edit_url(self, instance: Model) -> None:
        """What was recorded is never changed."""


class EvidenceViewSet(OwnRecordsViewSet):
    model = Evidence
    icon = "doc-full"
    may_add = may_edit = False
    inspect_view_enabled = True
    inspect_view_class = OwnInspectView
    inspect_view_fields = (
        "person",
        "competence",
        "kind",
        "level",
        "achieved_on",
        "expires_on",
        "minutes",
        "words",
        "recorded_by",
        "recorded_at",
        "decision",
        "reviewed_by",
        "reviewed_at",
        "answer",
        "ended_at",
        "ended_reason",
    )
    index_view_class = EvidenceList
    list_per_page = 50
    list_display = (
        "person",
        "competence",
        Column("kind", label=_("Kind"), accessor=lambda one: capfirst(one.get_kind_display())),
        Column("decision", label=_("Decision"), accessor="get_decision_display"),
        DayColumn("achieved_on", label=_("Day"), sort_key="achieved_on"),
    )
    list_filter = ("kind", "decision")
