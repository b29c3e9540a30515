"""What a manager's people have handed in, and what the manager says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.competences import reviewing
from courses.competences.errors import CompetenceError
from courses.competences.forms import AnswerForm, WithdrawForm
from courses.competences.leading import duties_led_by
from courses.competences.saying import why_not
from courses.competences.views import reader_of
from courses.models import Evidence
from lms.people.gates import requires_person, requires_role
from lms.people.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from lms.people.models import Person


@require_safe
@never_cache
@requires_role(Role.MANAGER)
@requires_person
def waiting(request: HttpRequest) -> HttpResponse:
    listed = reviewing.waiting_for(reader_of(request))
    return render(request, "courses/competences/reviews.html", {"section": "reviews", "waiting": listed})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(Role.MANAGER)
@requires_person
def review(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """One piece of evidence: accept it, or say what is missing."""
    manager = reader_of(request)
    found = _evidence_of_led(manager, evidence)
    is_refusal = request.POST.get("decision") == "refuse"
    form = AnswerForm(request.POST if request.method == "POST" else None, is_refusal=is_refusal)
    if request.method == "POST" and request.POST.get("decision") not in {"accept", "refuse"}:
        form.add_error(None, _("Please choose whether you accept it."))
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        decide = reviewing.refuse if is_refusal else reviewing.accept
        try:
            decide(found, by=manager, answer=answer)
        except CompetenceError as error:
            form.add_error(None, why_not(error))
        else:
            messages.success(request, _("Decided. %(name)s is told.") % {"name": found.person.full_name})
            return redirect("learn:evidence_reviews")
    section = "reviews" if found.decision == Evidence.Decision.WAITING else "grid"
    context = {"section": section, "evidence": found, "form": form}
    return render(request, "courses/competences/review.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(Role.MANAGER)
@requires_person
def withdraw(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """Take back what was accepted in error, and say why. Nothing is deleted."""
    manager = reader_of(request)
    found = _evidence_of_led(manager, evidence)
    if not (found.counts and found.is_by_hand):
        raise Http404
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.withdraw(found, by=manager, reason=form.cleaned_data["reason"].strip())
        except CompetenceError as error:
            form.add_error(None, why_not(error))
        else:
            messages.success(request, _("Taken back. The person is told."))
            return redirect("my_team:person", found.person.uuid)
    context = {"section": "grid", "evidence": found, "form": form}
    return render(request, "courses/competences/withdraw.html", context, status=422 if form.errors else 200)


def _evidence_of_led(manager: Person, uuid: UUID) -> Evidence:
    """Of somebody whom the manager leads today."""
    return get_object_or_404(
        Evidence.objects.select_related("person", "competence__framework", "reviewed_by", "replaces"),
        uuid=uuid,
        person__in=duties_led_by(manager).values("person"),
    )
