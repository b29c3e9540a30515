"""The pass of somebody signed in, and of the children in their care: on screen, as a picture, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from attendance.codes.pass_papers import card_of, sheet_of
from attendance.codes.passes import pass_address, replace_pass, revoke_passes, standing_pass
from lms.people.gates import requires_person
from lms.people.models import Person
from lms.web.qr import qr_png, qr_svg
from sessions.models import Place, Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from attendance.models import Pass


@require_safe
@requires_person
@never_cache
def show(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """The pass; or, after it was revoked, the way to a new one. Opening the page makes only the first."""
    owner = _owner(request, person)
    pass_ = standing_pass(owner)
    return render(
        request,
        "passes/mine.html",
        {
            "owner": owner,
            "is_own": person is None,
            "pass_": pass_,
            "qr": qr_svg(pass_address(pass_), sturdy=True) if pass_ else "",
            "next_session": _next_session(owner),
            "children": Person.objects.in_care_of(_reader(request)) if person is None else (),
        },
    )


@require_safe
@requires_person
@never_cache
def png(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    picture = qr_png(pass_address(_pass(request, person)), module=16, sturdy=True)
    return _file(picture, content_type="image/png", name="krok.png")


@require_safe
@requires_person
@never_cache
def pdf(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    return _file(card_of(_pass(request, person)), content_type="application/pdf", name="krok.pdf")


@require_safe
@requires_person
@never_cache
def family(request: HttpRequest) -> HttpResponse:
    """The reader's card and those of the children in her care, for as many wallets."""
    reader = _reader(request)
    everybody = [reader, *Person.objects.in_care_of(reader)]
    passes = [held for each in everybody if (held := standing_pass(each))]
    if not passes:
        raise Http404
    return _file(sheet_of(passes), content_type="application/pdf", name="krok-family.pdf")


@require_POST
@requires_person
def replace(request: HttpRequest, person: UUID | None = None) -> HttpResponseBase:
    replace_pass(_owner(request, person), by=_reader(request))
    messages.success(request, _("Here is the new pass. The old one no longer opens any door."))
    return redirect("mypass:show", *([person] if person else []))


@require_POST
@requires_person
def revoke(request: HttpRequest, person: UUID | None = None) -> HttpResponseBase:
    revoke_passes(_owner(request, person), by=_reader(request))
    messages.success(request, _("The pass no longer opens any door. You can make a new one at any time."))
    return redirect("mypass:show", *([person] if person else []))


def _pass(request: HttpRequest, person: UUID | None) -> Pass:
    pass_ = standing_pass(_owner(request, person))
    if pass_ is None:
        raise Http404
    return pass_


def _reader(request: HttpRequest) -> Person:
    reader: Person = request.person  # type: ignore[attr-defined]
    return reader


def _owner(request: HttpRequest, person: UUID | None) -> Person:
    """The reader, or a child in the reader's care today; of anybody else we know nothing."""
    reader = _reader(request)
    if person is None or person == reader.uuid:
        return reader
    return get_object_or_404(Person.objects.in_care_of(reader), uuid=person)


def _next_session(owner: Person) -> Session | None:
    seats = Place.objects.confirmed().filter(person=owner)
    ahead = Session.objects.upcoming().not_cancelled().filter(run__in=seats.values("run"))
    return ahead.select_related("run__course", "room").first()


def _file(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
