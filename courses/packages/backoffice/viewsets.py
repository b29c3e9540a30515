"""The list of packages, and the addresses of all that is done with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column

from courses.models import Package
from courses.packages.backoffice import pages, trying
from courses.packages.backoffice.forms import NewPackageForm, PackageForm
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnRecordsViewSet

if TYPE_CHECKING:
    from wagtail.admin.panels import Panel


def _handler(first: list[Panel], form: type[PackageForm]) -> Panel:
    return language_tabs(first, heading=_("Package"), translated=["title"], base_form_class=form)


class PackageViewSet(OwnRecordsViewSet):
    model = Package
    icon = "folder-open-1"
    menu_label = _("Packages")
    add_label = _("Add a package")
    inspect_view_enabled = True
    index_view_class = pages.PackageList
    add_view_class = pages.AddPackage
    edit_view_class = pages.EditPackage
    inspect_view_class = pages.PackagePage
    list_per_page = 50
    list_display = (
        "title",
        Column("course", label=_("Course"), accessor="course"),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("version", label=_("Version"), accessor="version"),
    )
    list_filter = ("kind",)
    search_fields = ("title_pl", "title_uk", "title_en", "course__code")
    search_backend_name = None
    edit_handler = _handler([FieldRowPanel([FieldPanel("position"), FieldPanel("is_required")])], PackageForm)
    add_handler = _handler(
        [FieldPanel("course"), FieldPanel("file"), FieldPanel("is_required")], NewPackageForm
    )

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        panel = self.add_handler.bind_to_model(self.model)
        return super().get_add_view_kwargs(**{"panel": panel, "form_class": panel.get_form_class(), **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("version/<int:pk>/", pages.BringVersion.as_view(), name="bring_version"),
            path("version/<int:pk>/<int:number>/give/", pages.GiveVersion.as_view(), name="give_version"),
            path("try/<int:pk>/<int:number>/", trying.TryVersion.as_view(), name="try_version"),
            path("try/<int:pk>/<int:number>/open/", trying.OpenTry.as_view(), name="open_try"),
            path(
                "try/<int:pk>/<int:number>/stay/<uuid:launch>/",
                trying.StayWithTry.as_view(),
                name="stay_try",
            ),
            path("retire/<int:pk>/", pages.RetirePackage.as_view(), name="retire"),
            path("offer/<int:pk>/", pages.OfferAgain.as_view(), name="offer"),
        ]
