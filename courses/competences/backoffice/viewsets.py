"""Frameworks, roles and who has taken them up, in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import ProtectedError
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from courses.competences.backoffice.import_views import LookAtFile, TakeFile
from courses.models import (
    Competence,
    CourseGives,
    Framework,
    Level,
    RequiredCompetence,
    RoleProfile,
)
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnDeleteView, OwnListView, OwnRecordsViewSet

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

TITLES = ("title_pl", "title_uk", "title_en")


class Unused(OwnDeleteView):
    """What people hold, or a role asks for, stays."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            return self.get(request, *args, **kwargs)


class KeptByAdministrators(OwnRecordsViewSet):
    may_delete = True
    delete_view_class = Unused
    search_backend_name = None
    list_per_page = 50


class FrameworkList(OwnListView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = super().header_buttons
        if self.permission_policy.user_has_permission(self.request.user, "add"):
            bring = HeaderButton(_("Bring from a file"), url=reverse("framework:bring"), icon_name="upload")
            return [*buttons, bring]
        return list(buttons)


class FrameworkViewSet(KeptByAdministrators):
    model = Framework
    icon = "list-ul"
    add_label = _("Add a framework")
    index_view_class = FrameworkList
    list_display = ("title", "code", "source")
    search_fields = ("code", *TITLES)
    edit_handler = language_tabs(
        [FieldPanel("code"), FieldPanel("source")], heading=_("Framework"), translated=["title"]
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("bring/", LookAtFile.as_view(), name="bring"),
            path("take/", TakeFile.as_view(), name="take"),
        ]


class LevelViewSet(KeptByAdministrators):
    model = Level
    icon = "order"
    add_label = _("Add a level")
    list_display = ("title", "number", "framework")
    list_filter = ("framework",)
    search_fields = TITLES
    edit_handler = language_tabs(
        [FieldRowPanel([FieldPanel("framework"), FieldPanel("number")])],
        heading=_("Level"),
        translated=["title"],
    )


class WithFramework(OwnListView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("framework", "parent")


class CompetenceViewSet(KeptByAdministrators):
    model = Competence
    icon = "success"
    add_label = _("Add a competence")
    index_view_class = WithFramework
    list_display = ("title", "code", "framework", Column("parent", label=_("Part of")))
    list_filter = ("framework",)
    search_fields = ("code", *TITLES)
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("framework"), FieldPanel("code"), FieldPanel("position")]),
            FieldPanel("parent"),
            FieldPanel("esco_uri"),
            FieldPanel("retired_on"),
        ],
        heading=_("Competence"),
        translated=["title", "description"],
    )


class RoleProfileViewSet(KeptByAdministrators):
    model = RoleProfile
    icon = "group"
    add_label = _("Add a role profile")
    list_display = ("title", "code", "for_role")
    search_fields = ("code", *TITLES)
    edit_handler = language_tabs(
        [FieldRowPanel([FieldPanel("code"), FieldPanel("for_role")])],
        heading=_("Role profile"),
        translated=["title"],
    )


class WithProfile(OwnListView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("profile", "competence")


class RequiredCompetenceViewSet(KeptByAdministrators):
    model = RequiredCompetence
    icon = "tasks"
    add_label = _("Add a required competence")
    index_view_class = WithProfile
    list_display = ("competence", "profile", "level", "due_days", "valid_months", "legal_basis")
    list_filter = ("profile",)
    search_fields = tuple(f"competence__{title}" for title in TITLES)
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("profile"), FieldPanel("competence"), FieldPanel("level")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("due_days"), FieldPanel("minutes")]),
                    FieldRowPanel(
                        [FieldPanel("valid_months"), FieldPanel("window_days"), FieldPanel("grace_days")]
                    ),
                ],
                heading=_("By when, and for how long"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("since"), FieldPanel("until")])], heading=_("The rule itself")
            ),
        ],
        heading=_("Required competence"),
        translated=["legal_basis"],
    )


class GivenByCourse(OwnListView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("course", "competence")


class CourseGivesViewSet(KeptByAdministrators):
    model = CourseGives
    icon = "form"
    add_label = _("Add what a course gives")
    index_view_class = GivenByCourse
    list_display = ("course", "competence", "level", "valid_months")
    list_filter = ("course",)
    search_fields = ("course__code", *(f"competence__{title}" for title in TITLES))
    form_fields = ("course", "competence", "level", "valid_months")
