"""Who has a place in a run: the list, and its export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.formats.base_formats import CSV, XLSX
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from lms.web.columns import MomentColumn
from lms.web.own_records import OwnListView
from sessions.backoffice.standing import NEEDS, needs_in_words
from sessions.models import Place, Run
from sessions.resources import PlaceResource

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

FORMATS = {"csv": CSV, "xlsx": XLSX}


class PlaceFilters(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(label=gettext_lazy("Status"), choices=Place.Status)
    needs = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Needs"), choices=list(NEEDS.items()), method="with_needs"
    )

    class Meta:
        model = Place
        fields = ("status", "needs")

    def with_needs(self, places: QuerySet[Place], name: str, chosen: list[str]) -> QuerySet[Place]:
        """Those who asked for any of these."""
        condition = Q()
        for need in chosen:
            condition |= ~Q(needs_diet="") if need == "diet" else Q(**{f"needs_{need}": True})
        return places.filter(condition)


class PlacesOfRun(OwnListView):
    """The people of one run, as the page and as a file."""

    model = Place
    page_title = gettext_lazy("People")
    header_icon = "group"
    template_name = "sessions/backoffice/places.html"
    is_searchable = True
    filterset_class = PlaceFilters
    paginate_by = 100
    default_ordering = "created_at"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.run = get_object_or_404(visible(Run, request.user).select_related("course"), pk=kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever looks at the people of a confidential run leaves an entry in the audit log."""
        if self.run.is_confidential:
            record(AuditEntry.Action.VIEWED, self.run, actor=request.user)  # type: ignore[arg-type]
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Place]:
        places = super().get_base_queryset().filter(run=self.run)
        return places.select_related("person", "booked_by", "run")

    def search_queryset(self, queryset: QuerySet[Place]) -> QuerySet[Place]:
        typed = self.search_query.strip()
        return queryset.filter(person__in=Person.objects.named(typed)) if typed else queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column_class(TitleColumn)(
                "person",
                label=_("Person"),
                accessor="person.display_name",
                sort_key="person__family_name",
                get_url=lambda place: reverse("run:place", args=[place.pk]),
            ),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="get_status_display",
                primary=lambda place: place.has_seat,
                sort_key="status",
            ),
            Column("queue", label=_("In the queue"), accessor="queue_number", sort_key="queue_number"),
            Column("needs", label=_("Needs"), accessor=needs_in_words),
            Column(
                "phone",
                label=_("Telephone"),
                accessor=lambda place: place.person.phone or place.booked_by.phone,
            ),
            MomentColumn("created_at", label=_("Asked for"), sort_key="created_at"),
        ]

    def get_index_url(self) -> str:
        return reverse("run:places", args=[self.run.pk])

    def get_index_results_url(self) -> str:
        return reverse("run:places_results", args=[self.run.pk])

    def get_page_subtitle(self) -> str:
        return str(self.run)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("run:index"), "label": _("Runs")},
            {"url": reverse("run:inspect", args=[self.run.pk]), "label": str(self.run)},
            {"url": "", "label": self.page_title},
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("run:enrol", args=[self.run.pk])
        return [HeaderButton(_("Give somebody a place"), url=address, icon_name="plus")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        chosen = self.request.GET.urlencode()
        return [
            Button(
                _("Download as %(format)s") % {"format": name.upper()},
                url=reverse("run:export", args=[self.run.pk, name]) + (f"?{chosen}" if chosen else ""),
                icon_name="download",
            )
            for name in FORMATS
        ]


class ExportPlaces(PlacesOfRun):
    """The list as it is filtered, as a file. Each export leaves an entry in the audit log."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file_format = FORMATS[kwargs["file_format"]]()
        places = self.get_queryset()
        record(AuditEntry.Action.EXPORTED, f"places of {self.run.code}", actor=request.user)  # type: ignore[arg-type]
        content = file_format.export_data(PlaceResource().export(places))
        response = HttpResponse(content, content_type=file_format.get_content_type())
        name = f"{self.run.code}.{file_format.get_extension()}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
