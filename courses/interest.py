"""The form behind a campaign: one page, answered by people. It tells nobody whom the house knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.models import FosterCampaignPage
from courses.candidates import express_interest
from courses.interest_form import InterestForm
from lms.people.models import InformationClause, Person
from lms.web.limits import is_within, too_often

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

FORMS_SENT = "20/h/ip"


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """The questions, and what was answered. A machine that fills in everything is thanked, and forgotten."""
    page = _campaign(request, campaign)
    clause = InformationClause.objects.current(InformationClause.Purpose.CANDIDATE)
    person = Person.of(request.user)  # type: ignore[arg-type]
    form = InterestForm(request.POST or None, person=person, current=clause)
    if request.method == "POST":
        if not is_within(request, FORMS_SENT, action="interest"):
            return too_often(request)
        if form.is_from_a_machine:
            return redirect("interest:thanks", campaign)
        if form.is_valid():
            express_interest(
                person=form.asks,
                organisation=page.organisation,
                reach=form.reach,
                message=form.cleaned_data["message"],
                clause=clause,
            )
            return redirect("interest:thanks", campaign)
    return render(request, "courses/interest.html", {"page": page, "form": form, "clause": clause})


@require_safe
def thanks(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """What happens next: the same words for everybody who asks."""
    return render(request, "courses/interest_thanks.html", {"page": _campaign(request, campaign)})


def _campaign(request: HttpRequest, key: UUID) -> Any:
    """The campaign page in the language of the address; its form in every language in which it is told."""
    pages = (
        FosterCampaignPage.objects.live()
        .public()
        .filter(translation_key=key)
        .select_related("locale", "organisation")
    )
    told = {page.locale.language_code: page for page in pages if page.takes_interest}
    if (page := told.get(get_language() or "")) is None:
        raise Http404
    homes = {code: f"/{code}/" for code, _name in settings.LANGUAGES}
    request.language_links = homes | {code: translate_url(request.path, code) for code in told}  # type: ignore[attr-defined]
    return page
