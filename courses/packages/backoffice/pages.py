"""The page of a package with its versions, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component

from courses.models import Package, PackageVersion
from courses.packages import origin
from courses.packages.backoffice.forms import VersionForm
from courses.packages.storing import add_version, make_current, offer_again, retire
from courses.packages.unpacking import unpacked
from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web.own_records import OwnCreateView, OwnEditView, OwnInspectView, OwnListView
from lms.web.record_pages import RecordDeed, RecordForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model
    from django.http import HttpResponse

    from courses.models import Course
    from courses.packages.backoffice.forms import NewPackageForm
    from lms.people.models import User


class PackageList(OwnListView):
    def get_base_queryset(self) -> QuerySet[Package]:
        current = PackageVersion.objects.filter(package=OuterRef("pk"), is_current=True)
        found = super().get_base_queryset().select_related("course")
        return found.annotate(version=Subquery(current.values("number")[:1]))

    def get_edit_url(self, instance: Model) -> None:
        """The title opens the page, which has all its buttons."""


class AddPackage(OwnCreateView):
    def form_valid(self, form: NewPackageForm) -> HttpResponse:
        """As Wagtail does it; only that unpacking takes long, and is over before its transaction begins."""
        self.form = form
        with unpacked(form.cleaned_data["file"], by=Person.of(self.request.user)) as form.version:
            self.object = self.save_instance()
        response: HttpResponse = self.save_action()
        return self.run_after_hook() or response

    def get_success_url(self) -> str:
        return reverse("package:inspect", args=[self.object.pk])


class EditPackage(OwnEditView):
    def get_success_url(self) -> str:
        return reverse("package:inspect", args=[self.object.pk])


class PackagePage(OwnInspectView):
    template_name = "courses/packages/backoffice/package.html"
    page_title = gettext_lazy("Package")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.object.versions.select_related("added_by").annotate(
            learners=Count("registrations__enrolment"),
            finished=Count("registrations__enrolment", filter=Q(registrations__finished_at__isnull=False)),
        )
        return super().get_context_data(
            package=self.object,
            versions=versions,
            may_change=self.may_change,
            can_be_opened=origin.is_set(),
            **kwargs,
        )


class BringVersion(RecordForm):
    model = Package
    index_url_name = "package:index"
    inspect_url_name = "package:inspect"
    header_icon = "upload"
    page_title = gettext_lazy("Bring a new version")
    submit_label = gettext_lazy("Bring it")
    form_class = VersionForm
    errors = (ValidationError,)

    def get_form_kwargs(self) -> dict[str, Any]:
        files = {"files": self.request.FILES} if self.request.method == "POST" else {}
        return super().get_form_kwargs() | files

    def save(self, form: VersionForm) -> str:
        by = Person.of(self.user)
        version = add_version(self.object, file=form.cleaned_data["file"], by=by)
        return _("Version %(number)s is given to whoever begins from now on.") % {"number": version.number}

    def explain(self, error: Exception) -> str:
        return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = _("Whoever is under way stays on the version they began. They are offered the new one.")
        return super().get_context_data(intro=intro, **kwargs)


class GiveVersion(RecordDeed):
    """Back to an older version, or forward again."""

    model = Package
    inspect_url_name = "package:inspect"

    def do(self) -> str:
        version = get_object_or_404(self.object.versions, number=self.kwargs["number"])
        make_current(version)
        return _("Version %(number)s is given to whoever begins from now on.") % {"number": version.number}


class RetirePackage(RecordDeed):
    model = Package
    inspect_url_name = "package:inspect"

    def do(self) -> str:
        retire(self.object)
        return _("Nobody begins it any more. Whoever has begun may go on.")


class OfferAgain(RecordDeed):
    model = Package
    inspect_url_name = "package:inspect"

    def do(self) -> str:
        offer_again(self.object)
        return _("It can be begun again.")


class PackagesOfCourse(Component):
    """On the page of a course: its packages."""

    template_name = "courses/packages/backoffice/packages_of_course.html"

    def __init__(self, course: Course, user: User) -> None:
        self.packages = visible(Package, user).filter(course=course)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"packages": self.packages}
