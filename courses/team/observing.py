"""A manager's observation: what she saw done at work proves a competence, and counts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.competences import evidence as verbs
from courses.competences.errors import CompetenceError
from courses.competences.forms import ObservationForm
from courses.competences.leading import duties_led_by
from courses.competences.saying import why_not
from courses.models import Competence, RequiredCompetence
from courses.team.scope import for_managers, member_or_404, reader_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from lms.people.models import Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def observe(request: HttpRequest, person: UUID) -> HttpResponse:
    """One short form. An administrator sees every team, and still leads none of them."""
    whom = member_or_404(request, person)
    asked = can_be_seen(request, whom)
    if not asked.exists():
        raise Http404
    form = ObservationForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.observe(whom, form.claim(), by=reader_of(request))
        except CompetenceError as error:
            form.add_error(None, why_not(error))
        else:
            messages.success(request, _("Written down. It counts from now on."))
            return redirect("my_team:person", person)
    context = {"section": "grid", "person": whom, "form": form}
    return render(request, "team/observe.html", context, status=422 if form.errors else 200)


def can_be_seen(request: HttpRequest, whom: Person) -> QuerySet[Competence]:
    """What their duties ask for, as far as the reader leads them; hours that must add up are not seen."""
    duties = duties_led_by(reader_of(request)).filter(person=whom)
    rules = RequiredCompetence.objects.in_force().filter(profile__in=duties.values("profile"), minutes=0)
    return Competence.objects.filter(pk__in=rules.values("competence"), retired_on=None)
