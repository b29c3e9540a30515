"""Certificates that were issued: found, looked at, given anew, withdrawn. What they say is frozen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from courses.certificates import give_again, reissue, revoke
from courses.certificates.backoffice.missing import MissingCertificates
from courses.certificates.errors import (
    AnotherCounts,
    CertificateStandsNoMore,
    CourseNotCompleted,
    HolderHasNoName,
    NotWithdrawn,
)
from courses.models import Certificate, Enrolment
from lms.people.models import Person
from lms.web.columns import DayColumn
from lms.web.own_records import OwnInspectView, OwnListView, OwnRecordsViewSet
from lms.web.record_pages import RecordForm

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

HOLDING, LAPSED = "holding", "lapsed"
STANDINGS = {
    "valid": pgettext_lazy("a certificate", "valid"),
    "expired": pgettext_lazy("a certificate", "expired"),
    "superseded": pgettext_lazy("a certificate", "superseded"),
    "revoked": pgettext_lazy("a certificate", "revoked"),
}


def standing_of(certificate: Certificate) -> str:
    return str(STANDINGS[certificate.standing])


class CertificateFilters(WagtailFilterSet):
    time = ChoiceFilter(
        label=gettext_lazy("Time"),
        method="by_time",
        choices=[
            (HOLDING, gettext_lazy("holds today")),
            ("90", gettext_lazy("lapses within 90 days")),
            (LAPSED, gettext_lazy("has lapsed")),
        ],
    )

    class Meta:
        model = Certificate
        fields = ("status", "time")

    def by_time(self, queryset: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        today = timezone.localdate()
        valid = queryset.filter(status=Certificate.Status.VALID)
        if value == LAPSED:
            return valid.filter(expires_on__lt=today)
        if value == HOLDING:
            return valid.exclude(expires_on__lt=today)
        soon = today + timedelta(days=int(value))
        return valid.filter(expires_on__gte=today, expires_on__lte=soon)


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

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not policy_registry.get_by_type(Enrolment).user_has_permission(self.request.user, "certify"):
            return []
        missing = reverse("certificate:missing")
        return [HeaderButton(_("Issue what is missing"), url=missing, icon_name="doc-full-inverse")]


class CertificatePage(OwnInspectView):
    template_name = "courses/backoffice/certificate.html"
    page_title = gettext_lazy("Certificate")
    header_more_buttons: list[Any] = []

    def _address(self, name: str, *, is_possible: bool) -> str:
        if not (self.may_change and is_possible):
            return ""
        return reverse(f"certificate:{name}", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certificate: Certificate = self.object
        is_withdrawn = certificate.status == Certificate.Status.REVOKED
        return super().get_context_data(
            certificate=certificate,
            standing=standing_of(certificate),
            successor=certificate.successor,
            predecessor=certificate.restores or getattr(certificate, "supersedes", None),
            revoke_address=self._address("revoke", is_possible=certificate.is_valid),
            reissue_address=self._address("reissue", is_possible=certificate.is_valid),
            again_address=self._address("again", is_possible=is_withdrawn and not certificate.successor),
            **kwargs,
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("The holder reads this. Whoever checks the certificate does not."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AboutACertificate(RecordForm):
    """A deed for which a reason is given."""

    model = Certificate
    form_class = ReasonForm
    index_url_name = "certificate:index"
    inspect_url_name = "certificate:inspect"
    header_icon = "doc-full-inverse"
    errors = (AnotherCounts, CertificateStandsNoMore, CourseNotCompleted, HolderHasNoName, NotWithdrawn)
    meaning: Any = ""

    def explain(self, error: Exception) -> str:
        match error:
            case HolderHasNoName():
                return _("The holder has no name in our records. Write it there first.")
            case CourseNotCompleted():
                return _("The course is not completed in our records. Put that right first.")
            case AnotherCounts() | NotWithdrawn():
                return _("There already is a newer certificate, or this one was never withdrawn.")
            case _:
                return _("This certificate was replaced or withdrawn meanwhile.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(intro=self.meaning, **kwargs)


class RevokeCertificate(AboutACertificate):
    page_title = gettext_lazy("Withdraw a certificate")
    submit_label = gettext_lazy("Withdraw it")
    meaning = gettext_lazy(
        "Whoever checks this certificate later will read that it is no longer valid. This cannot be undone."
    )

    def save(self, form: ReasonForm) -> str:
        revoke(self.object, reason=form.cleaned_data["reason"], by=Person.of(self.user))
        return _("Certificate %(number)s is no longer valid.") % {"number": self.object.number}


class ReissueCertificate(AboutACertificate):
    page_title = gettext_lazy("Issue a certificate anew")
    submit_label = gettext_lazy("Issue it anew")
    meaning = gettext_lazy(
        "The new one has the holder's name and the template of today, and a number of its own. The old one "
        "is replaced by it: whoever checks it later will read so."
    )
    newer: Certificate | None = None
    give = staticmethod(reissue)

    def save(self, form: ReasonForm) -> str:
        self.newer = self.give(self.object, reason=form.cleaned_data["reason"], by=Person.of(self.user))
        return _("Certificate %(number)s takes its place.") % {"number": self.newer.number}

    def page_of(self, record: Any) -> Any:
        return self.newer.pk if self.newer else record.pk


class GiveCertificateAgain(ReissueCertificate):
    meaning = gettext_lazy(
        "For one that was withdrawn by mistake. The new one has a number of its own and holds as long as the "
        "old one did. The old one stays withdrawn: whoever checks it later reads no more than that."
    )
    give = staticmethod(give_again)


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
            accessor=standing_of,
            primary=lambda certificate: certificate.holds,
        ),
        DayColumn("issued_at", label=gettext_lazy("Issued"), sort_key="issued_at"),
        DayColumn("expires_on", label=gettext_lazy("Holds until"), sort_key="expires_on"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("missing/", MissingCertificates.as_view(), name="missing"),
            path("revoke/<int:pk>/", RevokeCertificate.as_view(), name="revoke"),
            path("reissue/<int:pk>/", ReissueCertificate.as_view(), name="reissue"),
            path("again/<int:pk>/", GiveCertificateAgain.as_view(), name="again"),
        ]
