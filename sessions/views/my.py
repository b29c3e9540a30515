"""My Krok: the next step, my places and courses, and what was written to me."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.certificates import frozen_pdf
from lms.people.gates import requires_person
from sessions import make_ups
from sessions.booking import cancel_place
from sessions.calendars.places import calendar_of
from sessions.errors import TooLateToCancel
from sessions.my_krok import MyKrok, certificate_of, messages_of
from sessions.my_places import MyPlace
from sessions.outcomes import outcome

if TYPE_CHECKING:
    from lms.people.models import Person

MESSAGES_A_PAGE = 15


def person_of(request: HttpRequest) -> Person:
    """Whoever ``requires_person`` found."""
    return request.person  # type: ignore[attr-defined]


@require_safe
@never_cache
@requires_person
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "my/home.html", {"my": MyKrok(person_of(request))})


@require_safe
@never_cache
@requires_person
def place(request: HttpRequest, place: UUID) -> HttpResponse:
    """One place: all its meetings, where they are, and how to give it back."""
    mine = mine_of(request, place)
    meetings = [(session, mine.where(session)) for session in mine.ahead]
    others = list(MyKrok(person_of(request)).all_places.held().filter(run=mine.run))
    context = {
        "mine": mine,
        "meetings": meetings,
        "person": person_of(request),
        "can_make_up": make_ups.is_possible(mine.place),
        "others": outcome(others) if len(others) > 1 else [],
    }
    return render(request, "my/place.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires_person
def cancel(request: HttpRequest, place: UUID) -> HttpResponse:
    """Give a place back, so that somebody else can come. Asked once, done once."""
    mine = mine_of(request, place)
    if request.method == "POST" and mine.place.is_held:
        try:
            cancel_place(mine.place, by=person_of(request))
        except TooLateToCancel:
            return _show_cancel(request, mine, status=409)
        messages.success(request, _("The place is given back. Thank you: somebody else can come now."))
        return redirect("my:home")
    if not mine.place.is_held:
        messages.info(request, _("This place was given back before."))
        return redirect("my:home")
    return _show_cancel(request, mine)


def _show_cancel(request: HttpRequest, mine: MyPlace, *, status: int = 200) -> HttpResponse:
    return render(request, "my/cancel.html", {"mine": mine, "person": person_of(request)}, status=status)


@require_safe
@requires_person
def calendar(request: HttpRequest, place: UUID) -> HttpResponse:
    """The meetings of a place as a file that any calendar opens. Its name says nothing."""
    file = calendar_of(mine_of(request, place).place, language=get_language())
    return _download(file, content_type="text/calendar; charset=utf-8", name="krok.ics")


@require_safe
@requires_person
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The paper itself, for its owner and for whoever cares for them; for everyone else it is not there."""
    found = certificate_of(number, person=person_of(request))
    if found is None:
        raise Http404
    return _download(frozen_pdf(found), content_type="application/pdf", name=f"{found.number}.pdf")


@require_safe
@never_cache
@requires_person
def written(request: HttpRequest) -> HttpResponse:
    """Everything that was written to me."""
    page = Paginator(messages_of(person_of(request)), MESSAGES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "my/messages.html", {"page": page, "query": request.GET})


def mine_of(request: HttpRequest, uuid: UUID) -> MyPlace:
    """A place of the person, of a child in their care, or of an adult they booked for; no other is there."""
    found = MyKrok(person_of(request)).all_places.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return MyPlace(found)


def _download(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
