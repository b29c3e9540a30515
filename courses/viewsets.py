"""Courses and certificates in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn

from courses.certificates import revoke
from courses.models import Certificate, Course
from lms.people.models import Person
from lms.web.columns import DayColumn
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnInspectView, OwnListView, OwnRecordsViewSet
from lms.web.record_pages import RecordQuestion

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class CourseViewSet(OwnRecordsViewSet):
    model = Course
    icon = "form"
    add_label = gettext_lazy("Add a course")
    inspect_view_enabled = True
    inspect_view_fields = (
        "code",
        "title",
        "summary",
        "audience",
        "form",
        "theory_hours",
        "practice_hours",
        "minutes_in_hour",
        "required_share",
        "gives_certificate",
        "is_confidential",
    )
    list_per_page = 50
    list_display = ("title", "code", "audience", "form", Column("hours", label=gettext_lazy("Hours")))
    list_filter = ("audience", "form", "is_confidential")
    search_fields = ("code", "title_pl", "title_uk", "title_en")
    search_backend_name = None
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("audience"), FieldPanel("form")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("theory_hours"), FieldPanel("practice_hours")]),
                    FieldRowPanel([FieldPanel("minutes_in_hour"), FieldPanel("required_share")]),
                    FieldPanel("gives_certificate"),
                ],
                heading=gettext_lazy("Hours and completion"),
            ),
            FieldPanel("is_confidential"),
        ],
        heading=gettext_lazy("Course"),
        translated=["title", "summary"],
    )


class CertificateFilters(WagtailFilterSet):
    class Meta:
        model = Certificate
        fields = ("status",)


class CertificateList(OwnListView):
    """Found by the name of its holder, in any spelling, or by the beginning of its number."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Certificate]:
        return super().get_base_queryset().select_related("enrolment__person", "enrolment__course")

    def search_queryset(self, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        typed = self.search_query.strip()
        if not typed:
            return queryset
        if any(sign.isdigit() for sign in typed):
            return queryset.filter(number__istartswith=typed)
        return queryset.filter(enrolment__person__in=Person.objects.named(typed))

    def get_edit_url(self, instance: Model) -> None:
        """What was issued is frozen."""


class CertificatePage(OwnInspectView):
    template_name = "courses/backoffice/certificate.html"
    page_title = gettext_lazy("Certificate")
    header_more_buttons: list[Any] = []

    @cached_property
    def revoke_address(self) -> str:
        is_valid = self.object.status == Certificate.Status.VALID
        return reverse("certificate:revoke", args=[self.object.pk]) if self.may_change and is_valid else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(certificate=self.object, revoke_address=self.revoke_address, **kwargs)


class RevokeCertificate(RecordQuestion):
    model = Certificate
    index_url_name = "certificate:index"
    inspect_url_name = "certificate:inspect"
    header_icon = "doc-full-inverse"
    page_title = gettext_lazy("Withdraw a certificate")
    submit_label = gettext_lazy("Withdraw it")
    meaning = gettext_lazy(
        "Whoever checks this certificate later will read that it is no longer valid. This cannot be undone."
    )

    def do(self) -> str:
        revoke(self.object, by=Person.of(self.user))
        return _("Certificate %(number)s is no longer valid.") % {"number": self.object.number}


class CertificateViewSet(OwnRecordsViewSet):
    model = Certificate
    icon = "doc-full-inverse"
    may_add = may_edit = False
    inspect_view_enabled = True
    index_view_class = CertificateList
    inspect_view_class = CertificatePage
    filterset_class = CertificateFilters
    list_per_page = 50
    list_display = (
        "number",
        Column("person", label=gettext_lazy("Person"), accessor="enrolment.person"),
        Column("course", label=gettext_lazy("Course"), accessor="enrolment.course"),
        StatusTagColumn(
            "status",
            label=gettext_lazy("Status"),
            accessor="get_status_display",
            primary=lambda certificate: certificate.status == Certificate.Status.VALID,
        ),
        DayColumn("issued_at", label=gettext_lazy("Issued"), sort_key="issued_at"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        deed = path("revoke/<int:pk>/", RevokeCertificate.as_view(), name="revoke")
        return [*super().get_urlpatterns(), deed]
