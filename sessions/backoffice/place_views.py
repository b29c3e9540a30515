"""Who has a place in a run: the list, its export, a place given back by the organiser."""

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
from sessions.backoffice.forms import ReasonForm
from sessions.backoffice.run_views import AboutRun
from sessions.booking import cancel_place
from sessions.errors import BookingError
from sessions.models import Place, Run
from sessions.resources import PlaceResource

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

FORMATS = {"csv": CSV, "xlsx": XLSX}
NEEDS = {
    "childcare": gettext_lazy("childcare"),
    "interpreter": gettext_lazy("interpreter"),
    "step_free": gettext_lazy("step-free access"),
    "diet": gettext_lazy("diet"),
}


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


def needs_in_words(place: Place) -> str:
    named = [
        str(NEEDS[need])
        for need in ("childcare", "interpreter", "step_free")
        if getattr(place, f"needs_{need}")
    ]
    return ", ".join([*named, place.needs_diet] if place.needs_diet else named)


class PlacesOfRun(OwnListView):
    """The people of one run, as the page and as a file."""

    model = Place
    page_title = gettext_lazy("People")
    header_icon = "group"
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
                get_url=lambda place: reverse("person:inspect", args=[place.person_id]),
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

    def get_list_buttons(self, instance: Model) -> list[Button]:
        if not (isinstance(instance, Place) and instance.is_held):
            return []
        address = reverse("run:cancel_place", args=[instance.pk])
        return [Button(_("Cancel the place"), url=address, classname="button button-small button-secondary")]

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


class CancelPlace(AboutRun):
    model = Place
    page_title = gettext_lazy("Cancel a place")
    form_class = ReasonForm
    submit_label = gettext_lazy("Cancel the place and tell the person")
    errors = (BookingError,)

    def page_of(self, record: Place) -> int:
        return record.run_id

    def get_success_url(self) -> str:
        return reverse("run:places", args=[self.object.run_id])

    def get_trail(self) -> list[dict[str, Any]]:
        return [
            {"url": self.record_url, "label": str(self.object.run)},
            {"url": self.get_success_url(), "label": _("People")},
        ]

    def get_page_subtitle(self) -> str:
        return self.object.person.display_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = _("%(person)s will be told. The seat goes to the first in the queue at once.")
        return super().get_context_data(intro=intro % {"person": self.object.person.display_name}, **kwargs)

    def save(self, form: ReasonForm) -> str:
        cancel_place(self.object, by=self.actor, cause=form.cleaned_data["reason"], by_organiser=True)
        return _("The place of %(person)s is cancelled.") % {"person": self.object.person.display_name}
