"""The pass of somebody signed in, and of the children in their care: on screen, as a picture, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from attendance.passes import pass_address, pass_of, replace_pass
from lms.people.gates import requires_person
from lms.people.models import Person
from lms.web.pdf import render_pdf
from lms.web.qr import qr_png, qr_svg
from sessions.models import Place, Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


@require_safe
@requires_person
@never_cache
def show(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    owner = _owner(request, person)
    pass_ = pass_of(owner)
    return render(
        request,
        "passes/mine.html",
        {
            "owner": owner,
            "is_own": person is None,
            "pass_": pass_,
            "qr": qr_svg(pass_address(pass_)),
            "next_session": _next_session(owner),
            "children": Person.objects.in_care_of(_reader(request)) if person is None else (),
        },
    )


@require_safe
@requires_person
@never_cache
def png(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    picture = qr_png(pass_address(pass_of(_owner(request, person))), module=16)
    return _file(picture, content_type="image/png", name="krok.png")


@require_safe
@requires_person
@never_cache
def pdf(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    owner = _owner(request, person)
    pass_ = pass_of(owner)
    card = render_pdf(
        "pass",
        {
            "language": get_language(),
            "name": owner.display_name,
            "qr": str(qr_svg(pass_address(pass_))),
            "code": pass_.short_code,
            "words": {
                "title": _("Entry pass"),
                "how": _("Show this at the door. It is valid for all your meetings."),
                "code": _("When the camera does not work, read out:"),
                "lost": _("Lost it? Make a new one in My Krok, and this one stops working."),
                "drawing": _("The QR code of the pass"),
            },
        },
    )
    return _file(card, content_type="application/pdf", name="krok.pdf")


@require_POST
@requires_person
def replace(request: HttpRequest, person: UUID | None = None) -> HttpResponseBase:
    replace_pass(_owner(request, person), by=_reader(request))
    messages.success(request, _("Here is the new pass. The old one no longer opens any door."))
    return redirect("mypass:show", *([person] if person else []))


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
