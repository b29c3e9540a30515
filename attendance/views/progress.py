"""Desk: how far everybody in a run is, for whoever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance.desk.access import AT_DESK, holds_the_run
from attendance.desk.roster import record_look
from attendance.records.progress_rows import rows_of_run
from attendance.views.desk import session_or_404
from lms.people.gates import requires_role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@requires_role(*AT_DESK)
@never_cache
def show(request: HttpRequest, session_id: UUID) -> HttpResponse:
    held = session_or_404(request, session_id)
    if not holds_the_run(held, user=request.user):
        raise Http404
    record_look(held, by=request.user)
    return render(request, "desk/progress.html", {"session": held, "rows": rows_of_run(held.run)})
