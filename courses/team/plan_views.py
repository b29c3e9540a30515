"""Learning plans as the manager sees them: all of the team, and one of them with its talks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import LearningPlan, PlanItem
from courses.plans import agreeing, writing
from courses.plans.errors import PlanError
from courses.plans.forms import ClosingForm, ReviewForm
from courses.plans.reading import PlanPage, plans_read
from courses.team.scope import for_managers, member_or_404, members_of, reader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lms.people.models import Person

TEMPLATE = "team/plan.html"


@dataclass(frozen=True)
class Row:
    """Somebody of the team with their plan, if there is one; ``closed``: the last one, where none is open."""

    person: Person
    plan: LearningPlan | None
    closed: LearningPlan | None

    @property
    def order(self) -> tuple[int, str, str]:
        """Talks that are due first, then whoever has no plan yet, then by the day of the next talk."""
        if self.plan is None:
            return (1, "", self.person.family_name)
        return (0 if self.plan.is_review_due else 2, self.plan.review_on.isoformat(), self.person.family_name)


@require_safe
@never_cache
@for_managers
def plans(request: HttpRequest) -> HttpResponse:
    counted = LearningPlan.objects.annotate(
        done=Count("items", filter=Q(items__status=PlanItem.Status.DONE)),
        total=Count("items", filter=~Q(items__status=PlanItem.Status.DROPPED)),
        waiting=Count("items", filter=Q(items__status=PlanItem.Status.PROPOSED)),
    )
    people = members_of(request.user).prefetch_related(
        Prefetch("learning_plans", queryset=counted.order_by("-opened_on", "-pk"), to_attr="plans")
    )
    rows = [_row(person, person.plans) for person in people]
    rows.sort(key=lambda row: row.order)
    return render(request, "team/plans.html", {"section": "plans", "rows": rows})


def _row(person: Person, plans: Sequence[LearningPlan]) -> Row:
    going_on = next((plan for plan in plans if plan.is_open), None)
    return Row(person, going_on, closed=None if going_on else next(iter(plans), None))


@require_safe
@never_cache
@for_managers
def plan(request: HttpRequest, person: UUID) -> HttpResponse:
    whom = member_or_404(request, person)
    if page := _plan_of(request, whom):
        return writing.show(request, page, template=TEMPLATE)
    return render(request, "team/plan_none.html", {"section": "plans", "person": whom})


@require_POST
@for_managers
def open_it(request: HttpRequest, person: UUID) -> HttpResponse:
    whom = member_or_404(request, person)
    agreeing.open_plan(whom, manager=reader_of(request))
    messages.success(request, _("The plan is open. Put in what you agree on."))
    return redirect("my_team:plan", person)


@require_POST
@for_managers
def add(request: HttpRequest, person: UUID) -> HttpResponse:
    return writing.add(request, _plan_or_404(request, person), template=TEMPLATE)


@require_POST
@for_managers
def note(request: HttpRequest, person: UUID) -> HttpResponse:
    return writing.note(request, _plan_or_404(request, person), template=TEMPLATE)


@require_POST
@for_managers
def item(request: HttpRequest, person: UUID, item: UUID) -> HttpResponse:
    return writing.item(request, _plan_or_404(request, person), item)


@never_cache
@require_http_methods(["GET", "POST"])
@for_managers
def review(request: HttpRequest, person: UUID) -> HttpResponse:
    """The talk of the year, written down; the person is asked to read it."""
    is_sent = request.method == "POST"
    page = _plan_or_404(request, person) if is_sent else _open_plan_or_404(request, person)
    form = ReviewForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        try:
            agreeing.hold_review(page.plan, by=page.reader, **form.cleaned_data)
        except PlanError as error:
            form.add_error(None, writing.said_of(error))
        else:
            messages.success(request, _("The talk is written down. Both of you can read it in the plan."))
            return redirect("my_team:plan", person)
    context = {"section": "plans", "page": page, "form": form}
    return render(request, "team/review.html", context, status=422 if is_sent else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@for_managers
def close(request: HttpRequest, person: UUID) -> HttpResponse:
    """Put the plan aside with a word; both go on reading it."""
    page = _open_plan_or_404(request, person)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        agreeing.close_plan(page.plan, by=page.reader, words=form.cleaned_data["words"])
        messages.success(request, _("The plan is closed. Both of you can still read it."))
        return redirect("my_team:plan", person)
    context = {"section": "plans", "page": page, "form": form}
    return render(request, "team/plan_close.html", context, status=422 if form.is_bound else 200)


def _plan_of(request: HttpRequest, whom: Person) -> PlanPage | None:
    """The plan that is open, or the last one that was."""
    plan = plans_read().filter(person=whom).open_first().first()
    return PlanPage(plan, reader=reader_of(request), space="my_team") if plan else None


def _plan_or_404(request: HttpRequest, person: UUID) -> PlanPage:
    page = _plan_of(request, member_or_404(request, person))
    if page is None:
        raise Http404
    return page


def _open_plan_or_404(request: HttpRequest, person: UUID) -> PlanPage:
    page = _plan_or_404(request, person)
    if not page.plan.is_open:
        raise Http404
    return page
