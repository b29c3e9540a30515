"""My Krok: what is recorded of somebody's attendance, and how it came to be recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance.records.history import rows_of
from attendance.records.progress import progress_of
from lms.people.care import cares_for
from lms.people.gates import requires_person
from sessions import make_ups
from sessions.views.my import mine_of, person_of

if TYPE_CHECKING:
    from uuid import UUID

    from sessions.models import Session
    from sessions.my_places import MyPlace


@require_safe
@never_cache
@requires_person
def show(request: HttpRequest, place: UUID) -> HttpResponse:
    mine, reader = own_place(request, place), person_of(request)
    rows = rows_of(mine.place, reader=reader)
    context = {
        "mine": mine,
        "person": reader,
        "over": [row for row in reversed(rows) if not row.is_ahead],
        "ahead": [row for row in rows if row.is_ahead],
        "progress": progress_of([mine.place])[mine.place.pk],
        "can_make_up": make_ups.is_possible(mine.place),
    }
    return render(request, "my/attendance/record.html", context)


def own_place(request: HttpRequest, uuid: UUID) -> MyPlace:
    """A place of the reader or of a child in the reader's care.

    An adult for whom the reader booked has a record of their own; the reader does not read it.
    """
    mine, reader = mine_of(request, uuid), person_of(request)
    if mine.place.person != reader and not cares_for(reader, mine.place.person):
        raise Http404
    return mine


def session_of(mine: MyPlace, uuid: UUID) -> Session:
    """A meeting of the place: of its run, or one elsewhere at which one is made up."""
    elsewhere = [make_up.session for make_up in mine.made_up.values()]
    found = next((session for session in [*mine.sessions, *elsewhere] if session.uuid == uuid), None)
    if found is None:
        raise Http404
    return found
