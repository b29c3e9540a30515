"""The scanner: the camera of a phone, and a field for codes that no camera reads."""

from __future__ import annotations

from uuid import UUID, uuid4

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance.access import AT_DESK
from attendance.checkin import note
from attendance.events import DoorEvent, Noted
from attendance.forms import CodeForm
from attendance.models import Scan
from attendance.roster import roster_of
from attendance.verdicts import SAYINGS, detail, saying
from attendance.views.desk import session_or_404, worker_of
from lms.people.gates import requires_role
from sessions.models import Session


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@csp_update({"script-src": ["'wasm-unsafe-eval'"]})  # type: ignore[arg-type]
@never_cache
def scan(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The page of the camera. A code that was typed is posted here and answered on the same page."""
    session = session_or_404(request, session_id)
    form = CodeForm(request.POST or None)
    said: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        event = DoorEvent(
            event_id=form.cleaned_data["event_id"] or uuid4(),
            device=f"page-{worker_of(request).uuid.hex}",
            happened_at=timezone.now(),
            method=Scan.Method.CODE,
            code=form.cleaned_data["code"],
        )
        said = _said(note(event, session=session, by=worker_of(request)))
        form = CodeForm()
    form.initial["event_id"] = uuid4()
    context = {
        "session": session,
        "form": form,
        "said": said,
        "roster": roster_of(session),
        "sayings": [(verdict, words) for verdict, words in SAYINGS.items() if verdict != Scan.Verdict.NOTED],
        "is_open": session.status == Session.Status.PLANNED,
    }
    return render(request, "desk/scan.html", context)


def _said(noted: Noted) -> dict[str, object]:
    """A verdict as the component shows it: what is particular to this case before what to do."""
    words = saying(noted)
    return {
        "colour": words.colour,
        "icon": words.icon,
        "word": noted.verdict.label,
        "name": noted.person.display_name if noted.person else "",
        "detail": " ".join(str(part) for part in (detail(noted), words.remedy) if part),
    }
