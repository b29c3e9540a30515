"""My plan: what I have agreed with my manager to learn."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.models import PlanReview
from courses.plans import agreeing, writing
from courses.plans.reading import PlanPage, plans_read
from lms.people.gates import requires_person

if TYPE_CHECKING:
    from lms.people.models import Person

TEMPLATE = "courses/plans/mine.html"


def _reader(request: HttpRequest) -> Person:
    return cast("Person", request.person)  # type: ignore[attr-defined]


def my_plan(request: HttpRequest) -> PlanPage | None:
    """The plan that is open, or the last one that was."""
    reader = _reader(request)
    mine = plans_read().filter(person=reader)
    plan = mine.open_first().first()
    return PlanPage(plan, reader=reader, space="learn") if plan else None


def my_plan_or_404(request: HttpRequest) -> PlanPage:
    if page := my_plan(request):
        return page
    raise Http404


@require_safe
@never_cache
@requires_person
def plan(request: HttpRequest) -> HttpResponse:
    if page := my_plan(request):
        return writing.show(request, page, template=TEMPLATE)
    return render(request, "courses/plans/none.html")


@require_POST
@requires_person
def add(request: HttpRequest) -> HttpResponse:
    return writing.add(request, my_plan_or_404(request), template=TEMPLATE)


@require_POST
@requires_person
def note(request: HttpRequest) -> HttpResponse:
    return writing.note(request, my_plan_or_404(request), template=TEMPLATE)


@require_POST
@requires_person
def item(request: HttpRequest, item: UUID) -> HttpResponse:
    return writing.item(request, my_plan_or_404(request), item)


@require_POST
@requires_person
def read_review(request: HttpRequest, review: int) -> HttpResponse:
    """Say that one has read what was written down of a talk."""
    found = get_object_or_404(
        PlanReview.objects.select_related("plan"), pk=review, plan__person=_reader(request)
    )
    agreeing.confirm_review(found, by=_reader(request))
    messages.success(request, _("Thank you. Your manager sees that you have read it."))
    return redirect("learn:plan")
