"""A learner's practice diary and the files they hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.completion import handing_in
from courses.completion.diary import OVER, change_entry, remove_entry, write_entry
from courses.completion.errors import CompletionError
from courses.completion.files import saved_response
from courses.completion.forms import EntryForm, HandInForm
from courses.completion.learnt import Learnt
from courses.completion.rule import Kind, rule_for
from courses.completion.saying import why_not
from courses.lessons.access import enrolment_or_404
from courses.lessons.learning import CourseOfMine
from courses.models import Decision, DiaryEntry, Enrolment, HandedIn
from lms.people.gates import requires_person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.http.response import HttpResponseBase

    from courses.completion.rule import Asked, Rule


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def diary(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """What was practised, what of it counts, and a form for one more day."""
    mine, rule = _mine(request, enrolment, kind=Kind.PRACTICE_HOURS)
    form = EntryForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            write_entry(mine.enrolment, **form.entry())
        except CompletionError as error:
            form.add_error(None, why_not(error))
        else:
            messages.success(request, _("Written down. A supervisor will read it."))
            return redirect("learn:diary", mine.enrolment.uuid)
    learnt = Learnt.of(mine.enrolment, rule=rule)
    context = {
        "mine": mine,
        "form": form,
        "entries": mine.enrolment.diary_entries.order_by("-day", "-pk").select_related("supervisor"),
        "practised": learnt.practised,
        "waiting": learnt.diary_waiting,
        "needed": _asked(rule, Kind.PRACTICE_HOURS)[0].minutes,
        "is_open": _is_open(mine.enrolment),
    }
    return render(request, "courses/completion/diary.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def entry(request: HttpRequest, enrolment: UUID, entry: UUID) -> HttpResponse:
    """One day of practice is put right, or taken out."""
    mine, _rule = _mine(request, enrolment, kind=Kind.PRACTICE_HOURS)
    written: DiaryEntry = get_object_or_404(mine.enrolment.diary_entries, uuid=entry)
    if written.is_confirmed or not _is_open(mine.enrolment):
        raise Http404
    is_removed = "remove" in request.POST
    form = EntryForm(None if is_removed else _sent(request), entry=written)
    if request.method == "POST" and (is_removed or form.is_valid()):
        try:
            if is_removed:
                remove_entry(written)
            else:
                change_entry(written, **form.entry())
        except CompletionError as error:
            messages.error(request, why_not(error))
        else:
            messages.success(request, _("Taken out.") if is_removed else _("Changed."))
        return redirect("learn:diary", mine.enrolment.uuid)
    context = {"mine": mine, "form": form, "entry": written}
    return render(request, "courses/completion/entry.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def file(request: HttpRequest, enrolment: UUID, requirement: UUID) -> HttpResponse:
    """Hand a file in, and see what was said of those before."""
    mine, rule = _mine(request, enrolment, kind=Kind.FILE)
    step = get_object_or_404(mine.course.requirements.filter(kind=Kind.FILE), uuid=requirement)
    asked = next((each for each in _asked(rule, Kind.FILE) if each.requirement == step.pk), None)
    if asked is None:
        raise Http404
    given = list(mine.enrolment.handed_in.filter(requirement=step))
    form = HandInForm(_sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            handing_in.hand_in(
                mine.enrolment,
                requirement=step,
                by=request.person,  # type: ignore[attr-defined]
                **form.cleaned_data,
            )
        except CompletionError as error:
            form.add_error(None, why_not(error))
        else:
            messages.success(request, _("Handed in. Somebody will read it and answer."))
            return redirect("learn:file", mine.enrolment.uuid, step.uuid)
    standing = {one.decision for one in given}
    context = {
        "mine": mine,
        "form": form,
        "asked": asked,
        "given": given,
        "is_accepted": Decision.ACCEPTED in standing,
        "is_open": _is_open(mine.enrolment) and not standing & {Decision.ACCEPTED, Decision.WAITING},
    }
    return render(request, "courses/completion/file.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@requires_person
def open_file(request: HttpRequest, enrolment: UUID, handed: UUID) -> HttpResponseBase:
    """What one handed in oneself."""
    found = _handed(request, enrolment, handed)
    return saved_response(found.file, name=found.name)


@require_POST
@never_cache
@requires_person
def take_file_back(request: HttpRequest, enrolment: UUID, handed: UUID) -> HttpResponse:
    """There is a better one."""
    found = _handed(request, enrolment, handed)
    try:
        handing_in.take_back(found)
    except CompletionError as error:
        messages.error(request, why_not(error))
    if found.requirement is None:
        return redirect("learn:course", enrolment)
    return redirect("learn:file", enrolment, found.requirement.uuid)


def _mine(request: HttpRequest, enrolment: UUID, *, kind: str) -> tuple[CourseOfMine, Rule]:
    """The learner's course, whose rule asks for such a step; else 404."""
    found = enrolment_or_404(request, enrolment)
    rule = rule_for(found)
    if kind not in rule.kinds:
        raise Http404
    return CourseOfMine(found, reader=request.person), rule  # type: ignore[attr-defined]


def _asked(rule: Rule, kind: str) -> list[Asked]:
    return [each for each in rule.asked if each.kind == kind]


def _is_open(enrolment: Enrolment) -> bool:
    return enrolment.result not in OVER


def _handed(request: HttpRequest, enrolment: UUID, handed: UUID) -> HandedIn:
    own: Any = enrolment_or_404(request, enrolment).handed_in
    found: HandedIn = get_object_or_404(own.select_related("requirement"), uuid=handed)
    return found


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too; nothing as long as somebody only looks."""
    return request.POST if request.method == "POST" else None
