"""The menu of competences in the back office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from courses.competences.backoffice.people import DutyViewSet, EvidenceViewSet, TeamViewSet
from courses.competences.backoffice.viewsets import (
    CompetenceViewSet,
    CourseGivesViewSet,
    FrameworkViewSet,
    LevelViewSet,
    RequiredCompetenceViewSet,
    RoleProfileViewSet,
)


class CompetencesGroup(ModelViewSetGroup):
    menu_label = _("Competences")
    menu_name = "competences"
    menu_icon = "success"
    menu_order = 113
    items = (
        DutyViewSet,
        TeamViewSet,
        RoleProfileViewSet,
        RequiredCompetenceViewSet,
        CourseGivesViewSet,
        FrameworkViewSet,
        CompetenceViewSet,
        LevelViewSet,
        EvidenceViewSet,
    )


def hang_the_competences() -> None:
    hooks.register("register_admin_viewset", CompetencesGroup)
