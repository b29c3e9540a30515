"""Somebody shows what they learnt elsewhere, and sees what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.completion import recognition as verbs
from courses.completion.errors import CompletionError
from courses.completion.files import saved_response
from courses.completion.forms import RecognitionForm, recognisable
from courses.completion.saying import why_not
from courses.models import Recognition
from lms.people.gates import requires_person
from lms.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.http.response import HttpResponseBase


@require_safe
@never_cache
@requires_person
def mine(request: HttpRequest) -> HttpResponse:
    """What one asked for, and the answers."""
    return render(
        request, "courses/completion/recognitions.html", {"asked": _own(request), "reader": _reader(request)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def ask_for_it(request: HttpRequest) -> HttpResponse:
    """A document, a few words, and which course it is worth."""
    reader = _reader(request)
    people = [reader, *Person.objects.in_care_of(reader)]
    course = recognisable().filter(code__iexact=request.GET.get("course", "")).first()
    form = RecognitionForm(_sent(request), request.FILES or None, people=people, initial={"course": course})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.ask(by=reader, **form.cleaned_data)
        except CompletionError as error:
            form.add_error(None, why_not(error))
        else:
            messages.success(request, _("Thank you. Somebody will look at your document and write to you."))
            return redirect("learn:recognition")
    return render(
        request, "courses/completion/recognition_ask.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@never_cache
@requires_person
def withdraw_it(request: HttpRequest, recognition: UUID) -> HttpResponse:
    asked = get_object_or_404(_own(request), uuid=recognition)
    try:
        verbs.withdraw(asked, by=_reader(request))
    except CompletionError as error:
        messages.error(request, why_not(error))
    else:
        messages.success(request, _("Taken back. The document is deleted."))
    return redirect("learn:recognition")


@require_safe
@never_cache
@requires_person
def document(request: HttpRequest, recognition: UUID) -> HttpResponseBase:
    asked = get_object_or_404(_own(request), uuid=recognition)
    return saved_response(asked.document, name=asked.name)


def _own(request: HttpRequest) -> QuerySet[Recognition]:
    reader = _reader(request)
    own = Q(person=reader) | Q(person__in=Person.objects.in_care_of(reader).values("pk"))
    return Recognition.objects.filter(own).select_related("course", "person")


def _reader(request: HttpRequest) -> Person:
    return request.person  # type: ignore[attr-defined]


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too; nothing as long as somebody only looks."""
    return request.POST if request.method == "POST" else None
