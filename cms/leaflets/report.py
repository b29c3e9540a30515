"""The report "Leaflets taken": by leaflet, language and month, with sums, to be read or downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from cms.models import LeafletCount, LeafletPage
from lms.people.models import Role
from lms.people.roles import has_role

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

READERS = (Role.EDITOR, Role.MODERATOR, Role.COORDINATOR)
Taken = LeafletCount.Taken
SUMS = {
    "papers": Coalesce(Sum("times", filter=Q(taken=Taken.PAPER)), 0),
    "easy": Coalesce(Sum("times", filter=Q(taken=Taken.EASY)), 0),
    "scans": Coalesce(Sum("times", filter=Q(taken=Taken.CODE)), 0),
    "all": Coalesce(Sum("times"), 0),
}


def may_see_counts(user: AbstractBaseUser | AnonymousUser) -> bool:
    return has_role(user, *READERS)


class LeafletCountFilterSet(WagtailFilterSet):
    since = django_filters.DateFilter("day", "gte", label=_("From"), widget=AdminDateInput)
    until = django_filters.DateFilter("day", "lte", label=_("Until"), widget=AdminDateInput)
    language = django_filters.ChoiceFilter(
        choices=settings.LANGUAGES, label=_("Language"), widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = LeafletCount
        fields = ("since", "until", "language")


class LeafletsTakenView(ReportView):
    model = LeafletCount
    page_title = _("Leaflets taken")
    header_icon = "doc-full"
    filterset_class = LeafletCountFilterSet
    index_url_name = "leaflets_taken"
    index_results_url_name = "leaflets_taken_results"
    results_template_name = "cms/backoffice/leaflets_taken_results.html"
    is_searchable = False
    export_filename = "leaflets-taken"
    export_headings = {
        "title": _("Leaflet"),
        "code": _("Short code"),
        "language": _("Language"),
        "month": _("Month"),
        "papers": _("PDF"),
        "easy": _("Easy-to-read PDF"),
        "scans": _("QR scanned"),
        "all": _("Together"),
    }
    list_export = list(export_headings)
    columns = [
        Column("title", label=_("Leaflet")),
        Column(
            "language", label=_("Language"), accessor=lambda row: dict(settings.LANGUAGES)[row["language"]]
        ),
        Column(
            "month", label=_("Month"), accessor=lambda row: date_format(row["month"], "YEAR_MONTH_FORMAT")
        ),
        Column("papers", label=_("PDF")),
        Column("easy", label=_("Easy-to-read PDF")),
        Column("scans", label=_("QR scanned")),
        Column("all", label=_("Together")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_counts(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_filtered_queryset(self) -> QuerySet[LeafletCount, dict[str, Any]]:
        """A row a leaflet, language and month; the sums of what the filters leave are kept aside."""
        kept = self.filter_queryset(LeafletCount.objects.order_by())
        self.sums = kept.aggregate(**SUMS)
        titles = LeafletPage.objects.filter(code=OuterRef("code"))
        same_language = titles.filter(locale__language_code=OuterRef("language")).values("title")[:1]
        rows = kept.annotate(month=TruncMonth("day")).values("code", "language", "month").annotate(**SUMS)
        title = Coalesce(Subquery(same_language), Subquery(titles.values("title")[:1]), "code")
        return rows.annotate(title=title).order_by("-month", "-all", "title", "language")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"sums": self.sums}
