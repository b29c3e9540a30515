"""Before a course that somebody's manager chose opens: what happens to the person's data, read by the person.

``courses.lessons.access`` raises ``ReadFirst``, so that no page of a learner can forget it; here it is
answered for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_path, override

from courses.lessons import beginning
from courses.models import Enrolment, PlanItem

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from lms.people.models import InformationClause, Person

NEXT = "next"


class ReadFirst(Exception):
    """The information clause comes before any page of this enrolment."""

    def __init__(self, enrolment: UUID) -> None:
        super().__init__()
        self.enrolment = enrolment


def chosen_for(person: Person) -> QuerySet[PlanItem]:
    """What stands in the plan of the person and was not their own wish."""
    return PlanItem.objects.filter(plan__person=person).exclude(proposed_by=person)


def clause_before(enrolment: Enrolment, *, reader: Person, is_chosen: bool) -> InformationClause | None:
    """What the reader still has to read before this course opens. ``is_chosen``: by somebody else."""
    is_own = enrolment.person_id == reader.pk
    if is_own and is_chosen and enrolment.result == Enrolment.Result.UNDER_WAY:
        return beginning.clause_to_read(reader)
    return None


class ReadFirstMiddleware:
    """Leads a reader to the clause, and says to a script where to go; it keeps what it could not send."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReadFirst):
            return None
        address = reverse("learn:given", args=[exception.enrolment])
        if wanted := _wanted(request):
            address = f"{address}?{urlencode({NEXT: wanted}, safe='/')}"
        response: HttpResponse = (
            redirect(address) if _is_page(request) else JsonResponse({"go_to": address}, status=403)
        )
        response["Cache-Control"] = "no-store"
        return response


def after_reading(request: HttpRequest, *, otherwise: str) -> str:
    """Where the reader wanted to go, in the language she reads now."""
    wanted = request.GET.get(NEXT, "")
    if not _is_ours(request, wanted):
        return otherwise
    path, reads_in = urlsplit(wanted).path, get_language() or ""
    # Django knows addresses in one language at a time.
    with override(get_language_from_path(path) or reads_in):
        try:
            is_a_learners = resolve(path).app_name == "learn"
        except Resolver404:
            return otherwise
        return translate_url(wanted, reads_in) if is_a_learners else wanted


def _wanted(request: HttpRequest) -> str:
    """The page asked for; where something was sent, the page it was sent from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    sent_from = request.headers.get("Referer", "")
    return urlsplit(sent_from)._replace(scheme="", netloc="").geturl() if _is_ours(request, sent_from) else ""


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def _is_page(request: HttpRequest) -> bool:
    """Whether a browser is about to show the answer; older ones do not say so, and ask for HTML."""
    mode = request.headers.get("Sec-Fetch-Mode")
    return mode == "navigate" if mode else "text/html" in request.headers.get("Accept", "text/html")
