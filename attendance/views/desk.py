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

from attendance.desk.access import AT_DESK, sessions_at_desk
from attendance.desk.forms import MarkForm
from attendance.desk.roster import Show, people_on, record_look, roster_of, with_counts
from attendance.desk.visits import visits_of
from attendance.door.marking import Mark, NotedByAnother, OutsideSession, mark, suggested
from attendance.door.verdicts import SAYINGS
from attendance.door.windows import DESK_DAYS, is_still_open
from attendance.models import Excuse, Scan
from attendance.views.asking import Asked, asked
from lms.people.gates import requires_role
from lms.people.models import Person
from lms.web.dates import hour
from sessions.models import Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from attendance.door.events import Noted


@require_safe
@requires_role(*AT_DESK)
@never_cache
def today(request: HttpRequest) -> HttpResponse:
    """Today first, then what was not handed in, then the week to come."""
    now = timezone.now()
    day = timezone.localdate(now)
    near = sessions_at_desk(request.user).filter(starts_at__lte=now + DESK_DAYS, ends_at__gte=now - DESK_DAYS)
    sessions = list(with_counts(near).select_related("run__course", "room").order_by("starts_at", "pk"))
    # A meeting that runs past midnight is today's until its door is shut.
    days = {
        session.pk: day if is_still_open(session, now) else timezone.localdate(session.starts_at)
        for session in sessions
    }
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
    person = get_object_or_404(people_on(held), uuid=form.cleaned_data["person"])
    noted, problem = _note(form, person, held=held, by=worker_of(request))
    told = {"person": person.uuid, **form.cleaned_data, "show": request.POST.get("show")}
    if question := asked(noted, session=held, address=request.path, fields=told):
        return _ask(request, held, question)
    if getattr(request, "htmx", False):
        return render(
            request,
            "desk/partials/list.html",
            list_context(request, held) | {"problem": problem, "is_answer": True},
        )
    if problem:
        messages.warning(request, problem)
    query = f"?{urlencode({'show': request.POST['show']})}" if request.POST.get("show") in Show.values else ""
    return redirect(reverse("desk:session", args=[held.uuid]) + query + f"#p-{person.uuid}")


def _note(form: MarkForm, person: Person, *, held: Session, by: Person) -> tuple[Noted | None, str]:
    """Note the mark; the second is empty, or says what stood in the way."""
    told = form.cleaned_data
    try:
        noted = mark(
            Mark(told["mark"]),
            person,
            session=held,
            by=by,
            at=told["at"],
            event_id=told["event_id"],
            excuse=told["excuse"],
            guardian=told["guardian"],
            has_paper_consent=told["has_paper_consent"],
        )
    except OutsideSession:
        return None, _("The meeting was from %(start)s to %(end)s. Give a time between the two.") % {
            "start": hour(held.starts_at),
            "end": hour(held.ends_at),
        }
    except NotedByAnother as another:
        return None, _("%(name)s noted that. If it is wrong, make the right mark: both stay in the log.") % {
            "name": another.by.display_name
        }
    if noted is None or noted.scan.counts:
        return noted, ""
    return noted, f"{Scan.Verdict(noted.verdict).label}. {SAYINGS[noted.verdict].remedy}"


def _ask(request: HttpRequest, held: Session, question: Asked) -> HttpResponse:
    """Above the list when htmx asked, else on a page of its own."""
    if getattr(request, "htmx", False):
        context = list_context(request, held) | {"asked": question, "is_answer": True}
        return render(request, "desk/partials/list.html", context)
    return render(request, "desk/ask.html", {"session": held, "asked": question})


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
        "alike": roster.alike,
        "excuses": Excuse.choices,
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
