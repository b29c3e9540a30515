"""Lists on paper at Desk: to be printed, to be signed, as they were closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from attendance.desk.access import AT_DESK
from attendance.desk.roster import record_look
from attendance.models import Sheet, SheetPicture
from attendance.sheets.forms import FrozenForm, PaperForm
from attendance.sheets.freezing import frozen_as
from attendance.sheets.printing import sheet_to_sign
from attendance.sheets.statement import statement_of
from attendance.views import sheet_files
from attendance.views.desk import session_or_404, worker_of
from lms.people.gates import requires_role
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from lms.people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@never_cache
def overview(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """All papers of a session. A POST asks whether a file is one of those frozen at closing."""
    session = session_or_404(request, session_id)
    frozen = session.sheets.filter(purpose=Sheet.Purpose.RECORD).select_related("made_by")
    form = FrozenForm(request.POST or None, request.FILES or None)
    context = {
        "session": session,
        "languages": settings.LANGUAGES,
        "frozen": frozen,
        "pictures": session.sheet_pictures.select_related("uploaded_by", "confirmed_by"),
        "waiting": SheetPicture.Status.READ,
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        context |= {"was_asked": True, "is_frozen_as": frozen_as(form.cleaned_data["file"], among=frozen)}
    return render(request, "desk/sheets/overview.html", context)


@require_safe
@requires_role(*AT_DESK)
@never_cache
def paper(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The list to be signed or, with ``?purpose=record``, with the printed proofs of check-in."""
    session = session_or_404(request, session_id)
    form = PaperForm(request.GET)
    if not form.is_valid() or session.is_cancelled:
        raise Http404
    record_look(session, by=request.user)
    if form.cleaned_data["purpose"] == Sheet.Purpose.RECORD:
        language = form.chosen_language
        return sheet_files.paper_response(
            statement_of(session, purpose=Sheet.Purpose.RECORD, language=language)
        )
    sheet = sheet_to_sign(session, by=worker_of(request), language=form.chosen_language)
    return sheet_files.kept_response(sheet)


@require_safe
@requires_role(*AT_DESK)
@never_cache
def table(request: HttpRequest, session_id: UUID, kind: str) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = PaperForm(request.GET)
    if not form.is_valid():
        raise Http404
    audit.record(AuditEntry.Action.EXPORTED, session, actor=cast("User", request.user))
    statement = statement_of(session, purpose=Sheet.Purpose.RECORD, language=form.chosen_language)
    return sheet_files.table_response(statement, kind=kind)


@require_safe
@requires_role(*AT_DESK)
@never_cache
def frozen_paper(request: HttpRequest, session_id: UUID, sheet: UUID) -> HttpResponse:
    session = session_or_404(request, session_id)
    found = get_object_or_404(session.sheets.filter(purpose=Sheet.Purpose.RECORD), uuid=sheet)
    record_look(session, by=request.user)
    return sheet_files.kept_response(found)
