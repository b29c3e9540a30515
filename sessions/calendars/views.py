"""Calendar feeds, and where people make and revoke their addresses."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_http_methods, require_safe

from lms.people.gates import requires_person
from lms.people.models import Person
from lms.web.limits import limited
from sessions.calendars.contents import entries_of, newest_of, public_entries
from sessions.calendars.feeds import address_of_feed, feed_of, living_feeds, open_feed, revoke_feed
from sessions.calendars.file import calendar_file
from sessions.models import CalendarFeed, Session, SessionTrainer, Specialist

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sessions.calendars.entry import Entry

KEPT_SECONDS = 600
SHOWN_ONCE = "calendar_token"


@require_safe
@limited("120/m/ip")
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A feed by its secret address. An address that was revoked, or never was, is simply not there."""
    found = feed_of(token)
    if found is None:
        raise Http404
    with override(found.language):
        return _answer(request, entries_of(found), language=found.language)


@require_safe
@limited("120/m/ip")
def public(request: HttpRequest, language: str) -> HttpResponse:
    """What everybody may come to, in one of the languages."""
    with override(language):
        return _answer(request, public_entries(), language=language)


def _answer(request: HttpRequest, entries: Sequence[Entry], *, language: str) -> HttpResponse:
    """The tag is of what the entries say, known before anything is written out; the file is kept by it."""
    digest = sha256(f"{language}{entries}".encode()).hexdigest()
    newest = newest_of(entries)

    def written(_request: HttpRequest) -> HttpResponse:
        content = cache.get_or_set(
            f"calendar:{digest}", lambda: calendar_file(entries, name="Krok"), KEPT_SECONDS
        )
        return HttpResponse(content, content_type="text/calendar; charset=utf-8")

    answer = condition(etag_func=lambda _request: f'"{digest}"')(written)(request)
    if newest:
        answer["Last-Modified"] = http_date(newest.timestamp())
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
@requires_person
def mine(request: HttpRequest) -> HttpResponse:
    """My calendar in my phone: an address for what I take part in, and one for what I teach."""
    person: Person = request.person  # type: ignore[attr-defined]
    kinds = _kinds_of(person)
    if request.method == "POST":
        return _change(request, person, kinds)
    token = request.session.pop(SHOWN_ONCE, None)
    held = living_feeds(person)
    context = {
        "feeds": [(CalendarFeed.Kind(kind), held.get(kind)) for kind in kinds],
        "shown_kind": token and token["kind"],
        "shown": token and address_of_feed(token["token"]),
        "public": settings.SITE_ADDRESS + reverse("cal:public", args=[get_language()]),
    }
    return render(request, "my/calendar.html", context)


def _change(request: HttpRequest, person: Person, kinds: Sequence[str]) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind not in kinds:
        raise Http404
    if "revoke" in request.POST:
        if held := living_feeds(person).get(kind):
            revoke_feed(held)
        messages.success(request, _("The address is revoked. Calendars that used it get nothing any more."))
    else:
        _feed, token = open_feed(person, kind=kind, language=get_language() or person.language)
        request.session[SHOWN_ONCE] = {"kind": kind, "token": token}
    return redirect("my:calendar_feeds")


def _kinds_of(person: Person) -> list[str]:
    teaches = (
        SessionTrainer.objects.filter(trainer=person).exists()
        or Session.objects.filter(interpreter=person).exists()
        or Specialist.objects.filter(person=person).exists()
    )
    return [CalendarFeed.Kind.PERSONAL, *([CalendarFeed.Kind.TEACHING] if teaches else [])]
