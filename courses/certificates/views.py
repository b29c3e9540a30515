"""My certificates: what they say, until when they hold, and the badge of one for whoever wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.badges.claiming import NotForBadges, claim
from courses.badges.withdrawing import take_back
from courses.certificates.freezing import frozen_pdf
from courses.certificates.mine import MyCertificate, all_of, one_of
from lms.people.gates import requires_person

if TYPE_CHECKING:
    from django.http import HttpRequest

    from courses.models import Badge
    from lms.people.models import Person


@require_safe
@never_cache
@requires_person
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "courses/certificates/home.html", {"certificates": all_of(_person(request))})


@require_safe
@never_cache
@requires_person
def show(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "courses/certificates/show.html", {"mine": _mine(request, number)})


@require_safe
@requires_person
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The PDF itself. What was withdrawn or replaced is no longer given out."""
    mine = _mine(request, number)
    if not mine.certificate.is_valid:
        raise Http404
    return _download(frozen_pdf(mine.certificate), content_type="application/pdf", name=f"{mine.number}.pdf")


@require_POST
@never_cache
@requires_person
def ask_for_badge(request: HttpRequest, number: str) -> HttpResponse:
    mine = _mine(request, number)
    try:
        claim(mine.certificate, by=mine.reader, has_name=request.POST.get("has_name") == "on")
    except NotForBadges:
        messages.error(request, _("No badge can be made of this certificate."))
    else:
        messages.success(request, _("Your badge is ready. Save it, or show it with its link."))
    return redirect("learn:certificates:show", mine.number)


@require_POST
@never_cache
@requires_person
def take_badge_back(request: HttpRequest, number: str) -> HttpResponse:
    mine = _mine(request, number)
    if mine.badge and not mine.is_of_somebody_else:
        take_back(mine.badge)
        messages.success(
            request, _("The badge is taken back. Whoever checks it reads that it no longer counts.")
        )
    return redirect("learn:certificates:show", mine.number)


@require_safe
@requires_person
def badge(request: HttpRequest, number: str) -> HttpResponse:
    """The signed credential, as wallets and backpacks take it in."""
    held = _badge(request, number)
    return _download(held.credential.encode(), content_type="application/vc+jwt", name="krok-badge.jwt")


@require_safe
@requires_person
def badge_picture(request: HttpRequest, number: str) -> HttpResponse:
    """A picture that carries the credential within it ("baked")."""
    held = _badge(request, number)
    picture = render(request, "courses/badges/picture.svg", {"credential": held.credential})
    return _download(picture.content, content_type="image/svg+xml", name="krok-badge.svg")


def _person(request: HttpRequest) -> Person:
    return request.person  # type: ignore[attr-defined]


def _mine(request: HttpRequest, number: str) -> MyCertificate:
    found = one_of(_person(request), number)
    if found is None:
        raise Http404
    return found


def _badge(request: HttpRequest, number: str) -> Badge:
    """Only the holder carries it away; whoever cares for a child has no badge of theirs."""
    mine = _mine(request, number)
    if mine.badge is None or mine.is_of_somebody_else:
        raise Http404
    return mine.badge


def _download(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
