"""Before a course that a manager gave opens: what happens to the person's data, read by the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.lessons.access import held_or_404
from courses.lessons.beginning import note_as_read
from courses.lessons.gate import after_reading
from lms.people.form_fields import ClauseForm
from lms.people.gates import requires_person

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from lms.people.models import Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def given(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Read and ticked once; then the page opens that was asked for."""
    reader = cast("Person", request.person)  # type: ignore[attr-defined]
    mine, clause = held_or_404(request, enrolment)
    following = after_reading(request, otherwise=reverse("learn:course", args=[mine.uuid]))
    if clause is None:
        return redirect(following)
    form = ClauseForm(request.POST if request.method == "POST" else None, current=clause)
    if request.method == "POST" and form.is_valid():
        note_as_read(reader, clause=clause, by=reader)
        return redirect(following)
    context = {"enrolment": mine, "clause": clause, "form": form}
    return render(request, "courses/plans/given.html", context, status=422 if form.errors else 200)
