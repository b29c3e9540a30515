"""My Krok: a meeting that was missed, or will be, is made up in another group of the same course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.people.gates import requires_person
from sessions import make_ups
from sessions.errors import BookingError, CannotMakeUp, ParticipantBusy, SeatsGone
from sessions.forms.make_up import ElsewhereForm
from sessions.views.my import mine_of, person_of
from sessions.views.words import problem_in_words

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from sessions.models import Session
    from sessions.my_places import MyPlace


@require_safe
@never_cache
@requires_person
def missed(request: HttpRequest, place: UUID) -> HttpResponse:
    """Which meeting it is about."""
    mine = mine_of(request, place)
    sessions = make_ups.missed_or_to_miss(mine.place)
    context = {"mine": mine, "sessions": sessions, "person": person_of(request)}
    return render(request, "my/make_up.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires_person
def elsewhere(request: HttpRequest, place: UUID, session: UUID) -> HttpResponse:
    """Where and when it can be made up: the groups with room, whatever language they speak."""
    mine = mine_of(request, place)
    about = _session_of(mine, session)
    if make_up := mine.made_up.get(about.pk):
        return _show(request, mine, about, make_up=make_up)
    found = make_ups.sessions_elsewhere(mine.place, missed=about)
    form = ElsewhereForm(request.POST or None, sessions=found, missed=about)
    if request.method == "POST" and form.is_valid():
        try:
            make_ups.book_make_up(mine.place, missed=about, session=form.chosen, by=person_of(request))
        except (CannotMakeUp, SeatsGone, ParticipantBusy) as obstacle:
            form.add_error("session", _in_words(obstacle))
            return _show(request, mine, about, form=form, status=409)
        messages.success(request, _("It is noted: you are expected there. We have written to you."))
        return redirect("my:place", mine.place.uuid)
    return _show(request, mine, about, form=form)


@require_POST
@requires_person
def cancel(request: HttpRequest, place: UUID, session: UUID) -> HttpResponse:
    """Not to come there after all."""
    mine = mine_of(request, place)
    make_up = mine.made_up.get(_session_of(mine, session).pk)
    if make_up is not None:
        try:
            make_ups.cancel_make_up(make_up, by=person_of(request))
        except CannotMakeUp:
            messages.error(request, _("That meeting has begun already."))
        else:
            messages.success(request, _("You are no longer expected in the other group."))
    return redirect("my:place", mine.place.uuid)


def _session_of(mine: MyPlace, uuid: UUID) -> Session:
    found = next((session for session in mine.sessions if session.uuid == uuid), None)
    if found is None or not mine.place.is_confirmed:
        raise Http404
    return found


def _show(
    request: HttpRequest, mine: MyPlace, about: Session, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"mine": mine, "about": about, "person": person_of(request), **more}
    return render(request, "my/make_up_of.html", context, status=status)


def _in_words(obstacle: BookingError) -> str:
    if isinstance(obstacle, ParticipantBusy):
        return problem_in_words(obstacle)
    if isinstance(obstacle, SeatsGone):
        return _("The last seat there was taken just now. Choose another meeting.")
    return _("This meeting cannot be chosen any more. Choose another one.")
