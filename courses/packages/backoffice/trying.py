"""A package as learners will see it, tried out by whoever brings it. Nobody's progress knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from courses.models import Launch, Package
from courses.packages import origin
from courses.packages.mine import chosen_of, shown
from courses.packages.opening import Visit, open_player, stay_open, try_out
from courses.packages.serving import SANDBOX
from courses.packages.views import told_of
from lms.web.record_pages import OwnRecord

if TYPE_CHECKING:
    from uuid import UUID


class OneVersion(OwnRecord):
    model = Package
    inspect_url_name = "package:inspect"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.version = get_object_or_404(self.object.versions, number=self.kwargs["number"])


@method_decorator(never_cache, name="dispatch")
class TryVersion(OneVersion):
    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        units = shown(self.version.contents, {}, asked=request.GET.get("unit", ""))
        told = {
            "package": self.object,
            "version": self.version,
            "parts": units,
            "chosen": chosen_of(units),
            "can_be_opened": origin.is_set(),
            "sandbox": SANDBOX,
            "way_back": self.record_url,
            "open_url": reverse("package:open_try", args=[pk, number]),
        }
        response = render(request, "courses/packages/preview.html", told)
        response._csp_update = {"frame-src": origin.frame_sources()}  # type: ignore[attr-defined]
        return response


class OpenTry(OneVersion):
    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        if not origin.is_set():
            return JsonResponse({"error": "no_origin"}, status=503)
        registration = try_out(self.version, by=self.user)
        opened = open_player(registration, unit=request.GET.get("unit", ""), visit=Visit.of(request))
        return told_of(opened, stay=reverse("package:stay_try", args=[pk, number, opened.launch.uuid]))


class StayWithTry(OneVersion):
    def post(self, request: HttpRequest, pk: int, number: int, launch: UUID) -> HttpResponse:
        openings = Launch.objects.filter(uuid=launch, registration__version=self.version)
        if not stay_open(openings.filter(registration__enrolment=None), visit=Visit.of(request)):
            raise Http404
        return HttpResponse(status=204)
