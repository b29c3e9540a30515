"""A manager's pages: the grid, a person, a gap, the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.competences.leading import leads
from courses.lessons.errors import EnrollingError
from courses.plans.asking import ask as ask_to_take
from courses.plans.errors import NotForPlans, PlanError
from courses.plans.giving import give as give_course
from courses.plans.writing import said_of
from courses.team.closing import Gap, evidence_of, gap_of
from courses.team.forecast import Forecast
from courses.team.grid import Grid
from courses.team.observing import can_be_seen
from courses.team.people import Member, read_members
from courses.team.scope import (
    courses_for,
    duties_of,
    for_managers,
    member_or_404,
    reader_of,
)
from courses.team.wanted import GridFilters
from courses.team.words import why_not
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from courses.models import Competence


@require_safe
@never_cache
@for_managers
def grid(request: HttpRequest) -> HttpResponse:
    """Everybody in the reader's teams by everything asked of them."""
    filters = GridFilters(request.GET, user=request.user)
    context = {"section": "grid", "form": filters, "grid": Grid(filters, page=request.GET.get("page"))}
    return render(request, "team/grid.html", context)


@require_safe
@never_cache
@for_managers
def forecast(request: HttpRequest) -> HttpResponse:
    """Who lapses this quarter, and in the next ones."""
    seen = Forecast(duties_of(request.user), asked=request.GET.get("quarter", ""))
    return render(request, "team/forecast.html", {"section": "forecast", "forecast": seen})


@require_safe
@never_cache
@for_managers
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person of the team: what is missing first, then what is held and by what it is proved."""
    member, competences = member_of(request, person)
    audit.record(AuditEntry.Action.VIEWED, member.person, actor=request.user, subject=member.person)  # type: ignore[arg-type]
    squares = [(competences[pk], cell) for pk, cell in member.cells.items()]
    context = {
        "section": "grid",
        "member": member,
        "to_do": [(one, cell) for one, cell in squares if cell.can_be_closed],
        "planned": [(one, cell) for one, cell in squares if cell.look.value == "planned"],
        "held": [(one, cell) for one, cell in squares if cell.look.value == "held"],
        "evidence": evidence_of(member, list(member.cells)),
        "plan": member.person.learning_plans.open_first().first(),
        "can_review": leads(reader_of(request), member.person),
        "may_observe": can_be_seen(request, member.person).exists(),
    }
    return render(request, "team/person.html", context)


@require_safe
@never_cache
@for_managers
def gap(request: HttpRequest, person: UUID, competence: UUID) -> HttpResponse:
    """How somebody comes to hold a competence: the runs to take a place in, the courses to ask for."""
    found = gap_or_404(request, person, competence)
    can_review = leads(reader_of(request), found.member.person)
    return render(request, "team/gap.html", {"section": "grid", "gap": found, "can_review": can_review})


@require_POST
@for_managers
def ask(request: HttpRequest, person: UUID, competence: UUID, course: UUID) -> HttpResponse:
    """Ask somebody to take a course: it stands in their plan, and a message tells them."""
    found = gap_or_404(request, person, competence)
    whom = found.member.person
    wanted = get_object_or_404(courses_for(request.user, whom), uuid=course)
    try:
        ask_to_take(whom, course=wanted, competence=found.competence, by=reader_of(request), due_on=found.by)
    except NotForPlans:
        raise Http404 from None
    except PlanError as error:
        messages.error(request, said_of(error))
    else:
        told = _("Asked: %(name)s, course “%(course)s”. It stands in the plan, and a message tells of it.")
        messages.success(request, told % {"name": whom.full_name, "course": wanted.title})
    return redirect("my_team:gap", person, competence)


@require_POST
@for_managers
def give(request: HttpRequest, person: UUID, competence: UUID, course: UUID) -> HttpResponse:
    """Give a course that is taken on one's own: it is under way at once, and a message tells."""
    found = gap_or_404(request, person, competence)
    whom = found.member.person
    wanted = get_object_or_404(courses_for(request.user, whom), uuid=course)
    try:
        give_course(whom, course=wanted, competence=found.competence, by=reader_of(request), due_on=found.by)
    except EnrollingError as obstacle:
        messages.error(request, why_not(obstacle, whom))
    except PlanError as error:
        messages.error(request, said_of(error))
    else:
        told = _("Given: %(name)s, course “%(course)s”. A message tells of it.")
        messages.success(request, told % {"name": whom.full_name, "course": wanted.title})
    return redirect("my_team:gap", person, competence)


def member_of(request: HttpRequest, person: UUID) -> tuple[Member, dict[int, Competence]]:
    whom = member_or_404(request, person)
    members, competences = read_members(duties_of(request.user).filter(person=whom))
    return members[0], competences


def gap_or_404(request: HttpRequest, person: UUID, competence: UUID) -> Gap:
    """The square of somebody in the reader's teams; what no duty of theirs asks for is not there."""
    member, competences = member_of(request, person)
    wanted = next((one for one in competences.values() if one.uuid == competence), None)
    if wanted is None or wanted.pk not in member.cells:
        raise Http404
    return gap_of(member, wanted)
