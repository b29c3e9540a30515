"""Who completed a course and has no certificate yet: counted by course, and issued by a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from kombu.exceptions import OperationalError
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from courses.certificates import bulk
from courses.models import Certificate, Enrolment
from lms.people.permission_policies import visible

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class MissingCertificates(WagtailAdminTemplateMixin, TemplateView):
    template_name = "courses/certificates/backoffice/missing.html"
    page_title = gettext_lazy("Issue what is missing")
    header_icon = "doc-full-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not policy_registry.get_by_type(Enrolment).user_has_permission(request.user, "certify"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_enrolments(self) -> QuerySet[Enrolment]:
        return bulk.missing(visible(Enrolment, self.request.user, "certify"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("certificate:index"), "label": capfirst(Certificate._meta.verbose_name_plural)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_course = self.get_enrolments().order_by("course__code")
        courses = by_course.values("course__code", "course__title").annotate(people=Count("pk"))
        return super().get_context_data(
            courses=courses, people=sum(course["people"] for course in courses), **kwargs
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            people = bulk.hand_to_workers(self.get_enrolments())
        except OperationalError:
            messages.error(request, _("The worker cannot be reached at the moment. Please try again later."))
        else:
            told = ngettext(
                "%(people)d certificate is being made. It will stand in this list in a moment.",
                "%(people)d certificates are being made. They will stand in this list in a moment.",
                people,
            )
            messages.success(request, told % {"people": people})
        return HttpResponseRedirect(reverse("certificate:index"))
