"""My Krok: a guardian agrees that a child takes part, or no longer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from attendance.records import consents
from attendance.views.my_records import own_place
from lms.people.gates import requires_person
from sessions.views.my import person_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from sessions.my_places import MyPlace


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def give(request: HttpRequest, place: UUID) -> HttpResponse:
    mine = _asked(request, place)
    if request.method == "POST":
        consents.give(mine.place, by=person_of(request))
        messages.success(request, _("Thank you. Your consent is noted."))
        return redirect("my:place", mine.place.uuid)
    context = {"mine": mine, "consent": consents.standing_for(mine.place), "person": person_of(request)}
    return render(request, "my/attendance/consent.html", context)


@require_POST
@requires_person
def withdraw(request: HttpRequest, place: UUID) -> HttpResponse:
    mine = _asked(request, place)
    consents.withdraw(mine.place, by=person_of(request))
    messages.success(request, _("Your consent is taken back. At the door we will ask for it again."))
    return redirect("records:consent", mine.place.uuid)


def _asked(request: HttpRequest, place: UUID) -> MyPlace:
    """A child's place in a course that asks for a consent; a child does not consent for itself."""
    mine = own_place(request, place)
    if not consents.is_asked(mine.place) or mine.place.person == person_of(request):
        raise Http404
    return mine
