"""A manager closes one gap for several of her people: she chooses, sees what will happen, and confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.team.scope import for_managers, reader_of
from courses.team.several import SharedGap, shared_gap_or_404
from sessions.forms.team import SeveralForm
from sessions.team_enrolling import Done, enrol_members, give_to_members
from sessions.team_foresight import Asked, Foresight
from sessions.team_runs import open_runs, waiting_in
from sessions.views.team import problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from lms.people.models import Person
    from sessions.team_foresight import Foreseen


@require_safe
@never_cache
@for_managers
def choose(request: HttpRequest, competence: UUID) -> HttpResponse:
    """Everybody who needs it, and what gives it."""
    gap = shared_gap_or_404(request, competence)
    return _show(request, gap, _form(gap))


@require_POST
@never_cache
@for_managers
def confirm(request: HttpRequest, competence: UUID) -> HttpResponse:
    """What will happen to each. Nothing is written yet; who chooses again finds all as she left it."""
    gap = shared_gap_or_404(request, competence)
    form = _form(gap, request.POST)
    if not form.is_valid() or "again" in request.POST:
        return _show(request, gap, form)
    return _show_foresight(request, gap, form, _foresight(gap, form))


@require_POST
@never_cache
@for_managers
def enrol(request: HttpRequest, competence: UUID) -> HttpResponse:
    """Each for themselves: what has come between stands in nobody else's way, and is named."""
    gap = shared_gap_or_404(request, competence)
    form = _form(gap, request.POST)
    if not form.is_valid():
        return _show(request, gap, form)
    foresight = _foresight(gap, form)
    people = [one.person for one in foresight.possible]
    if not people:
        return _show_foresight(request, gap, form, foresight)
    who = {"by": reader_of(request), "user": request.user}
    if form.run:
        done = enrol_members(people, in_run=form.run.card.run, **who)  # type: ignore[arg-type]
    else:
        done = give_to_members(people, course=form.course, competence=gap.competence, **who)  # type: ignore[arg-type]
    _tell(request, done, left_out=foresight.others)
    query = request.GET.urlencode()
    return redirect(f"{reverse('team_runs:several', args=[competence])}{'?' if query else ''}{query}")


def _form(gap: SharedGap, data: QueryDict | None = None) -> SeveralForm:
    waiting = waiting_in(gap.courses, [one.person for one in gap.members])
    return SeveralForm(data, gap=gap, runs=open_runs(gap.courses), waiting=waiting)


def _foresight(gap: SharedGap, form: SeveralForm) -> Foresight:
    level = gap.courses[form.course]
    chosen = [Asked(one.person, is_enough=level >= gap.level_asked_of(one)) for one in form.chosen]
    return Foresight(chosen, course=form.course, run=form.run.card.run if form.run else None)


def _show(request: HttpRequest, gap: SharedGap, form: SeveralForm) -> HttpResponse:
    context = {"section": "grid", "gap": gap, "form": form, "query": request.GET.urlencode()}
    return render(request, "team/several.html", context, status=422 if form.errors else 200)


def _show_foresight(
    request: HttpRequest, gap: SharedGap, form: SeveralForm, foresight: Foresight
) -> HttpResponse:
    context = {"section": "grid", "gap": gap, "form": form, "foresight": foresight}
    return render(request, "team/several_confirm.html", {**context, "query": request.GET.urlencode()})


def _tell(request: HttpRequest, done: Done, *, left_out: Iterable[Foreseen]) -> None:
    """One word for all to whom the same has happened, and one for each who was left out."""
    seated = [place.person for place in done.places if place.is_confirmed]
    others = [place.person for place in done.places if not place.is_confirmed]
    told = [
        (seated, _("They have a place: %(names)s. Each gets a message.")),
        (others, _("They wait for a place: %(names)s. Each gets a message.")),
        ([one.person for one in done.begun], _("They can begin: %(names)s. Each gets a message.")),
    ]
    for people, words in told:
        if people:
            messages.success(request, words % {"names": _names(people)})
    for person, obstacle in done.obstacles:
        messages.error(request, problem(obstacle, person))
    for one in left_out:
        messages.warning(request, f"{one.person.full_name}: {one.why or one.becomes.word}")


def _names(people: list[Person]) -> str:
    return ", ".join(person.full_name for person in people)
