"""My competences: where I stand, what to do next, and what I have done elsewhere."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.competences import evidence as verbs
from courses.competences import reviewing
from courses.competences.errors import CompetenceError
from courses.competences.forms import EvidenceForm
from courses.competences.leading import leads
from courses.competences.mine import MyCompetences
from courses.competences.saying import why_not
from courses.completion.files import saved_response
from courses.models import Evidence
from lms.people.gates import requires_person
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from lms.people.models import Person


def reader_of(request: HttpRequest) -> Person:
    """Whoever ``requires_person`` found."""
    return cast("Person", request.person)  # type: ignore[attr-defined]


@require_safe
@never_cache
@requires_person
def mine(request: HttpRequest) -> HttpResponse:
    context = {"my": MyCompetences(reader_of(request))}
    return render(request, "courses/competences/mine.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def add(request: HttpRequest) -> HttpResponse:
    """Training elsewhere, self-study or supervision. Whoever has no role has nothing to prove here."""
    person = reader_of(request)
    if not MyCompetences(person).duties:
        raise Http404
    typed = request.POST if request.method == "POST" else None
    form = EvidenceForm(typed, request.FILES or None, person=person, initial=_proposed(request))
    return _handed_in(request, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def again(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """What was not accepted, put right and sent once more; both stay on record."""
    person = reader_of(request)
    own = Evidence.objects.filter(person=person, recorded_by=person).select_related("competence")
    refused = get_object_or_404(own.not_followed(), uuid=evidence, decision=Evidence.Decision.REFUSED)
    typed = request.POST if request.method == "POST" else None
    form = EvidenceForm(typed, request.FILES or None, person=person, replaces=refused)
    return _handed_in(request, form)


def _handed_in(request: HttpRequest, form: EvidenceForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            verbs.hand_in(reader_of(request), form.claim(), replaces=form.replaces)
        except CompetenceError as error:
            form.add_error(None, why_not(error))
        else:
            messages.success(request, _("Thank you. It counts as soon as your manager has looked at it."))
            return redirect("learn:competences")
    status = 422 if form.errors else 200
    return render(request, "courses/competences/add.html", {"form": form}, status=status)


@require_POST
@never_cache
@requires_person
def take_back(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """What nobody has looked at yet."""
    person = reader_of(request)
    found = get_object_or_404(Evidence, uuid=evidence, person=person, recorded_by=person)
    try:
        reviewing.withdraw(found, by=person, reason=_("Taken back before the review."))
    except CompetenceError as error:
        messages.error(request, why_not(error))
    else:
        messages.success(request, _("Taken back."))
    return redirect("learn:competences")


@require_safe
@never_cache
@requires_person
def document(request: HttpRequest, evidence: UUID) -> HttpResponseBase:
    """The paper itself: for its person, and for whoever leads them today, which the log remembers."""
    reader = reader_of(request)
    found = get_object_or_404(Evidence.objects.select_related("person"), uuid=evidence)
    if not found.document or (found.person_id != reader.pk and not leads(reader, found.person)):
        raise Http404
    if found.person_id != reader.pk:
        audit.record(AuditEntry.Action.VIEWED, found, actor=reader.user, subject=found.person)
    suffix = PurePath(found.document.name or "").suffix
    name = f"{found.achieved_on.isoformat()}{suffix}"
    return saved_response(found.document, name=name)


def _proposed(request: HttpRequest) -> dict[str, object]:
    """What the page the reader came from was about."""
    kind = request.GET.get("kind", "")
    proposed: dict[str, object] = {"kind": kind if kind in Evidence.BY_ONESELF else ""}
    wanted = request.GET.get("competence", "")
    if wanted.isdecimal():
        proposed["competence"] = int(wanted)
    return proposed
