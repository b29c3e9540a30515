"""My Krok: somebody cannot come to a meeting, and tells us before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from attendance.models import Apology, Excuse
from attendance.records import apologies
from attendance.records.apologies import DecidedAlready, NotExpected, OutsideWindow
from attendance.records.forms import ApologyForm
from attendance.views.my_records import own_place, session_of
from lms.people.gates import requires_person
from sessions import make_ups
from sessions.outcomes import called
from sessions.views.my import person_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from sessions.models import Session
    from sessions.my_places import MyPlace


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def apologise(request: HttpRequest, place: UUID, session: UUID) -> HttpResponse:
    """One question: why. Shown again later, it says what became of it."""
    mine, reader = own_place(request, place), person_of(request)
    about = session_of(mine, session)
    child = "" if mine.place.person == reader else called(mine.place.person)
    form = ApologyForm(request.POST or None, about=child)
    if request.method == "POST" and form.is_valid():
        excuse = Excuse(form.cleaned_data["excuse"])
        try:
            apologies.apologise(mine.place, session=about, excuse=excuse, by=reader)
        except (NotExpected, OutsideWindow):
            return _show(request, mine, about, status=409)
        messages.success(request, _("Thank you for telling us. The coordinator answers soon."))
        return redirect("records:apologise", mine.place.uuid, about.uuid)
    return _show(request, mine, about, form=form)


@require_POST
@requires_person
def withdraw(request: HttpRequest, place: UUID, session: UUID) -> HttpResponse:
    """They come after all."""
    mine = own_place(request, place)
    about = session_of(mine, session)
    standing = apologies.standing_for(mine.place, session=about)
    if standing is None:
        return redirect("my:place", mine.place.uuid)
    try:
        apologies.withdraw(standing, by=person_of(request))
    except (OutsideWindow, DecidedAlready):
        return _show(request, mine, about, status=409)
    messages.success(request, _("Good to hear! See you at the meeting."))
    return redirect("my:place", mine.place.uuid)


def _show(
    request: HttpRequest,
    mine: MyPlace,
    about: Session,
    *,
    form: ApologyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "mine": mine,
        "about": about,
        "person": person_of(request),
        "form": form,
        "apology": Apology.objects.filter(place=mine.place, session=about).first(),
        "is_expected": apologies.is_expected(mine.place, at=about),
        "is_open": apologies.is_open(about),
        "instead": mine.made_up.get(about.pk),
        "can_make_up": make_ups.is_possible(mine.place),
    }
    return render(request, "my/attendance/apology.html", context, status=status)
