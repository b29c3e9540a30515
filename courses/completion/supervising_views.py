"""What a supervisor reads and decides: practice, files, and their own word. Made for one thumb."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.completion import diary, handing_in, trainers_word
from courses.completion.errors import CompletionError
from courses.completion.files import saved_response
from courses.completion.rule import Kind, rule_for
from courses.completion.saying import why_not
from courses.completion.steps import checklist
from courses.completion.supervising import SUPERVISORS, Supervised, supervised_by
from courses.lessons.access import person_of
from courses.models import Enrolment
from lms.people.gates import requires_role
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from lms.people.models import Person

ACCEPT = "accept"


@require_safe
@never_cache
@requires_role(*SUPERVISORS)
def everybody(request: HttpRequest) -> HttpResponse:
    """Whose work waits, and whose word; the one who waits longest first."""
    supervised = Supervised.of(_reader(request), page=request.GET.get("page"))
    return render(request, "courses/completion/supervising.html", {"supervised": supervised})


@require_safe
@never_cache
@requires_role(*SUPERVISORS)
def one(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """One learner: the checklist, and what there is to decide. Opening it leaves an entry in the log."""
    found = _supervised(request, enrolment)
    audit.record(AuditEntry.Action.VIEWED, found, actor=request.user, subject=found.person)  # type: ignore[arg-type]
    context = {
        "enrolment": found,
        "steps": checklist(found, has_links=False),
        "entries": found.diary_entries.order_by("-day", "-pk").select_related("supervisor"),
        "files": found.handed_in.select_related("requirement"),
        "asks_for_word": Kind.TRAINERS_WORD in rule_for(found).kinds,
        "word": found.trainers_words.filter(taken_back_at=None).select_related("by").first(),
    }
    return render(request, "courses/completion/supervised.html", context)


@require_POST
@never_cache
@requires_role(*SUPERVISORS)
def decide_entry(request: HttpRequest, enrolment: UUID, entry: UUID) -> HttpResponse:
    found = _supervised(request, enrolment)
    written = get_object_or_404(found.diary_entries, uuid=entry)
    version = request.POST.get("version", "")
    read = int(version) if version.isdecimal() and len(version) < 6 else 0
    answer = _answer(request)
    verb = diary.confirm if _accepts(request) else diary.send_back
    return _decided(request, found, lambda: verb(written, by=_reader(request), version=read, answer=answer))


@require_POST
@never_cache
@requires_role(*SUPERVISORS)
def decide_file(request: HttpRequest, enrolment: UUID, handed: UUID) -> HttpResponse:
    found = _supervised(request, enrolment)
    given = get_object_or_404(found.handed_in, uuid=handed)
    accept, answer = _accepts(request), _answer(request)
    return _decided(
        request,
        found,
        lambda: handing_in.decide(given, accept=accept, by=_reader(request), answer=answer),
    )


@require_POST
@never_cache
@requires_role(*SUPERVISORS)
def say_word(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Give one's word, or take it back."""
    found = _supervised(request, enrolment)
    verb: Callable[..., object] = (
        trainers_word.give_word if _accepts(request) else trainers_word.take_back_word
    )
    return _decided(request, found, lambda: verb(found, by=_reader(request), note=_answer(request)))


@require_safe
@never_cache
@requires_role(*SUPERVISORS)
def open_file(request: HttpRequest, enrolment: UUID, handed: UUID) -> HttpResponseBase:
    found = _supervised(request, enrolment)
    given = get_object_or_404(found.handed_in, uuid=handed)
    audit.record(AuditEntry.Action.VIEWED, given, actor=request.user, subject=found.person)  # type: ignore[arg-type]
    return saved_response(given.file, name=given.name)


def _decided(request: HttpRequest, enrolment: Enrolment, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except CompletionError as error:
        messages.error(request, why_not(error))
    else:
        messages.success(request, _("Noted."))
    return redirect("learn:supervised", enrolment.uuid)


def _accepts(request: HttpRequest) -> bool:
    return request.POST.get("decision") == ACCEPT


def _answer(request: HttpRequest) -> str:
    return request.POST.get("answer", "").strip()[:500]


def _supervised(request: HttpRequest, enrolment: UUID) -> Enrolment:
    return get_object_or_404(supervised_by(_reader(request)), uuid=enrolment)


def _reader(request: HttpRequest) -> Person:
    """A role is held by a person of the house, so there is one."""
    return cast("Person", person_of(request))
