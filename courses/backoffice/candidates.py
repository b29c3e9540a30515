"""Where candidates stand in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from courses.backoffice import candidate_views
from courses.models import CandidatePath
from lms.people.models import Role
from lms.people.permission_policies import visible
from lms.people.roles import has_role
from lms.web.columns import DayColumn
from lms.web.own_records import OwnRecordsViewSet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lms.people.models import Person, User


class CandidateViewSet(OwnRecordsViewSet):
    model = CandidatePath
    icon = "user"
    menu_label = _("Candidates")
    may_add = may_edit = False
    inspect_view_enabled = True
    index_view_class = candidate_views.CandidateList
    inspect_view_class = candidate_views.CandidatePage
    filterset_class = candidate_views.CandidateFilters
    list_per_page = 50
    ordering = ("is_over", "waits_since", "pk")
    list_display = (
        TitleColumn(
            "person",
            label=_("Person"),
            sort_key="person__family_name",
            get_url=lambda path: reverse("candidatepath:inspect", args=[path.pk]),
        ),
        StatusTagColumn(
            "stage",
            label=_("Stage"),
            accessor="get_stage_display",
            primary=lambda path: path.stage == CandidatePath.Stage.INTERESTED,
        ),
        DayColumn("waits_since", label=_("Since"), sort_key="waits_since"),
        Column("coordinator", label=_("Led by"), accessor=lambda path: path.coordinator or "–"),
        Column("organisation", label=_("Organisation"), accessor="organisation.code"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        views = candidate_views
        return [
            *super().get_urlpatterns(),
            path("note/<int:pk>/", views.NoteStep.as_view(), name="note"),
            path("withdraw/<int:pk>/", views.Withdraw.as_view(), name="withdraw"),
            path("take/<int:pk>/", views.TakeOver.as_view(), name="take_over"),
            path("same/<int:pk>/<int:person>/", views.Recognise.as_view(), name="recognise"),
            path("open/<int:pk>/", views.OpenPath.as_view(), name="open"),
        ]


class PathsOfPerson(Component):
    """On the page of a person: their paths, and the way to open one."""

    template_name = "courses/backoffice/paths_of_person.html"

    def __init__(self, person: Person, user: User) -> None:
        self.person = person
        self.may_open = has_role(user, Role.COORDINATOR) and not person.is_child
        self.paths = visible(CandidatePath, user).filter(person=person).select_related("coordinator")

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"person": self.person, "paths": self.paths, "may_open": self.may_open}
