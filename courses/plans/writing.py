"""What a side writes into a plan, whichever side it is: parse, call the verb, return to the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from courses.models import PlanItem
from courses.plans import agreeing
from courses.plans.errors import NotForPlans, NotPossibleNow, NotYourTurn, PlanClosed, PlanError
from courses.plans.forms import ItemForm, NoteForm
from courses.plans.reading import PlanPage

if TYPE_CHECKING:
    from django.forms import Form

Status = PlanItem.Status
DEEDS = {"agree": Status.AGREED, "done": Status.DONE, "drop": Status.DROPPED, "again": Status.AGREED}


def show(
    request: HttpRequest, page: PlanPage, *, template: str, form: Form | None = None, status: int = 200
) -> HttpResponse:
    """The plan with its forms. ``form`` is one that was sent and needs another look."""
    context = {
        "section": "plans",
        "page": page,
        "plan": page.plan,
        "item_form": form if isinstance(form, ItemForm) else ItemForm(plan=page.plan),
        "note_form": form if isinstance(form, NoteForm) else NoteForm(),
        "form": form,
    }
    return render(request, template, context, status=status)


def add(request: HttpRequest, page: PlanPage, *, template: str) -> HttpResponse:
    form = ItemForm(request.POST, plan=page.plan)
    if not form.is_valid():
        return show(request, page, template=template, form=form, status=422)
    try:
        agreeing.propose(page.plan, by=page.reader, **form.cleaned_data)
    except PlanError as error:
        return _show_refused(request, page, form, error, template=template)
    messages.success(request, _("It stands in the plan. The other side is asked to agree."))
    return redirect(page.home_url)


def note(request: HttpRequest, page: PlanPage, *, template: str) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, page, template=template, form=form, status=422)
    try:
        agreeing.write_note(page.plan, by=page.reader, words=form.cleaned_data["words"])
    except PlanError as error:
        return _show_refused(request, page, form, error, template=template)
    messages.success(request, _("Your note is written down."))
    return redirect(page.home_url)


def item(request: HttpRequest, page: PlanPage, uuid: UUID) -> HttpResponse:
    """Agree to something, or say that it is done, dropped or taken up again."""
    found = get_object_or_404(page.plan.items.select_related("course", "competence"), uuid=uuid)
    found.plan = page.plan
    deed = request.POST.get("deed", "")
    try:
        if deed == "agree":
            agreeing.agree(found, by=page.reader)
        elif deed in DEEDS:
            to = Status.PROPOSED if deed == "again" and found.status == Status.DROPPED else DEEDS[deed]
            agreeing.settle(found, to=to)
    except PlanError as error:
        messages.error(request, said_of(error))
    return redirect(page.home_url)


def _show_refused(
    request: HttpRequest, page: PlanPage, form: Form, error: PlanError, *, template: str
) -> HttpResponse:
    """Why not, with all that was typed."""
    form.add_error(None, said_of(error))
    return show(request, page, template=template, form=form, status=422)


def said_of(error: PlanError) -> str:
    return {
        PlanClosed: _("This plan is closed. It can only be read."),
        NotYourTurn: _("You proposed this yourself. Now it is for the other side to agree."),
        NotPossibleNow: _("Somebody has changed this meanwhile. Please look at it again."),
        NotForPlans: _("This course cannot stand in a plan."),
    }.get(type(error), _("This is not possible."))
