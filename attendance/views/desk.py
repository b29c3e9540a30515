"""Desk: the sessions of a trainer, and the list of one of them. Made for one thumb."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from attendance.access import AT_DESK, sessions_at_desk
from attendance.forms import MarkForm
from attendance.marking import Mark, OutsideSession, mark, suggested
from attendance.models import Scan
from attendance.roster import Show, record_look, roster_of, with_counts
from attendance.verdicts import SAYINGS
from attendance.visits import visits_of
from attendance.windows import DESK_DAYS
from lms.people.gates import requires_role
from lms.people.models import Person
from lms.web.dates import hour
from sessions.models import Place, Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


@require_safe
@requires_role(*AT_DESK)
@never_cache
def today(request: HttpRequest) -> HttpResponse:
    """Today first, then what was not handed in, then the week to come."""
    now = timezone.now()
    day = timezone.localdate(now)
    near = sessions_at_desk(request.user).filter(starts_at__lte=now + DESK_DAYS, ends_at__gte=now - DESK_DAYS)
    sessions = list(with_counts(near).select_related("run__course", "room").order_by("starts_at", "pk"))
    days = {session.pk: timezone.localdate(session.starts_at) for session in sessions}
    open_lists = [each for each in sessions if days[each.pk] < day and each.status == Session.Status.PLANNED]
    return render(
        request,
        "desk/today.html",
        {
            "now": now,
            "today": [session for session in sessions if days[session.pk] == day],
            "not_handed_in": open_lists,
            "to_come": [session for session in sessions if days[session.pk] > day],
            "visits": visits_of(request.user),
        },
    )


@require_safe
@requires_role(*AT_DESK)
@never_cache
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    held = session_or_404(request, session_id)
    record_look(held, by=request.user)
    return render(request, "desk/session.html", list_context(request, held))


@require_POST
@requires_role(*AT_DESK)
def note_mark(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """One tap. Answers with the list when asked by htmx, else by leading back to it."""
    held = session_or_404(request, session_id)
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise Http404
    on_list = Place.objects.filter(run=held.run_id, person__uuid=form.cleaned_data["person"])
    place = get_object_or_404(on_list.select_related("person").order_by("-created_at", "-pk")[:1])
    problem = _note(form, place.person, held=held, by=worker_of(request))
    if getattr(request, "htmx", False):
        return render(
            request,
            "desk/partials/list.html",
            list_context(request, held) | {"problem": problem, "is_answer": True},
        )
    if problem:
        messages.warning(request, problem)
    query = f"?{urlencode({'show': request.POST['show']})}" if request.POST.get("show") in Show.values else ""
    return redirect(reverse("desk:session", args=[held.uuid]) + query + f"#p-{place.person.uuid}")


def _note(form: MarkForm, person: Person, *, held: Session, by: Person) -> str:
    """Note the mark; the answer is empty, or says what stood in the way."""
    try:
        noted = mark(
            Mark(form.cleaned_data["mark"]),
            person,
            session=held,
            by=by,
            at=form.cleaned_data["at"],
            event_id=form.cleaned_data["event_id"],
        )
    except OutsideSession:
        return _("The meeting was from %(start)s to %(end)s. Give a time between the two.") % {
            "start": hour(held.starts_at),
            "end": hour(held.ends_at),
        }
    if noted is None or noted.scan.counts:
        return ""
    return f"{Scan.Verdict(noted.verdict).label}. {SAYINGS[noted.verdict].remedy}"


def list_context(request: HttpRequest, held: Session) -> dict[str, object]:
    """What the list shows. Every row gets an event id of its own, used by whichever button is tapped."""
    chosen = request.POST.get("show") or request.GET.get("show", "")
    show = Show(chosen) if chosen in Show.values else Show.ALL
    roster = roster_of(held, show=show)
    now = timezone.now()
    return {
        "session": held,
        "roster": roster,
        "rows": [(row, uuid4()) for row in roster.shown],
        "marks": Mark,
        "parts": [
            {
                "label": part.label,
                "url": "?" + urlencode({"show": part.value}),
                "current": part == show,
                "count": roster.counts[part],
            }
            for part in Show
        ],
        "late_at": timezone.localtime(suggested(Mark.LATE, session=held, now=now)),
        "left_at": timezone.localtime(suggested(Mark.LEFT_EARLY, session=held, now=now)),
        "is_open": held.status == Session.Status.PLANNED,
        "may_close": held.status == Session.Status.PLANNED and held.starts_at <= now,
        "is_soon": held.starts_at - now < timedelta(hours=12),
    }


def session_or_404(request: HttpRequest, session_id: UUID) -> Session:
    """A session of the reader's Desk; of any other nothing is known here."""
    return get_object_or_404(
        sessions_at_desk(request.user).select_related("room", "closed_by"), uuid=session_id
    )


def worker_of(request: HttpRequest) -> Person:
    return get_object_or_404(Person, user=request.user.pk)
