"""The scanner: the camera of a phone, and a field for codes that no camera reads."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance.codes.guessing import count_failed, has_guessed_too_often, is_short
from attendance.desk.access import AT_DESK
from attendance.desk.forms import DoorForm
from attendance.desk.roster import roster_of
from attendance.door.checkin import note
from attendance.door.events import DoorEvent, Noted
from attendance.door.verdicts import detail, saying
from attendance.models import Scan
from attendance.views.asking import asked
from attendance.views.desk import session_or_404, worker_of
from lms.people.gates import requires_role
from lms.web.limits import too_often
from sessions.models import Session

if TYPE_CHECKING:
    from lms.people.models import Person

NEAR_THE_END = timedelta(minutes=15)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@csp_update({"script-src": ["'wasm-unsafe-eval'"]})  # type: ignore[arg-type]
@never_cache
def scan(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The page of the camera. A code that was typed is posted here and answered on the same page."""
    session = session_or_404(request, session_id)
    form = DoorForm(request.POST or None)
    noted = None
    if request.method == "POST" and form.is_valid():
        worker = worker_of(request)
        if has_guessed_too_often(request, _device(worker)):
            return too_often(request)
        noted = _note(form.cleaned_data, session=session, by=worker)
        if noted.verdict == Scan.Verdict.UNKNOWN_PASS and is_short(form.cleaned_data["code"]):
            count_failed(request, _device(worker))
        told = {name: value for name, value in form.cleaned_data.items() if name != "event_id"}
        form = DoorForm(initial={"act": form.cleaned_data["act"]})
    else:
        told = {}
    form.initial["event_id"] = uuid4()
    context = {
        "session": session,
        "form": form,
        "said": _said(noted) if noted else {},
        "asked": asked(noted, session=session, address=request.path, fields=told),
        "act": form.initial.get("act") or _usual_act(session),
        "roster": roster_of(session),
        "is_open": session.status == Session.Status.PLANNED,
    }
    return render(request, "desk/scan.html", context)


def _device(worker: Person) -> str:
    return f"page-{worker.uuid.hex}"


def _note(told: dict[str, Any], *, session: Session, by: Person) -> Noted:
    event = DoorEvent(
        event_id=told["event_id"] or uuid4(),
        device=_device(by),
        happened_at=timezone.now(),
        act=Scan.Act(told["act"] or Scan.Act.ENTER),
        method=Scan.Method.CODE,
        code=told["code"],
        guardian=told["guardian"],
        has_paper_consent=told["has_paper_consent"],
    )
    return note(event, session=session, by=by)


def _usual_act(session: Session) -> str:
    """Near the end people go, where the run asks for that too."""
    is_ending = session.run.checks_out and timezone.now() >= session.ends_at - NEAR_THE_END
    return Scan.Act.LEAVE if is_ending else Scan.Act.ENTER


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
