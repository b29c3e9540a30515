"""Photographs of signed lists at Desk: handed in, looked at row by row, confirmed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from PIL import Image

from attendance.desk.access import AT_DESK, sessions_at_desk
from attendance.desk.roster import record_look
from attendance.door.verdicts import SAYINGS
from attendance.models import Attendance, SheetPicture
from attendance.models.sheet import private_storage
from attendance.sheets.confirming import Confirmed, ListNotOpen, NotAnswered, confirm
from attendance.sheets.forms import PicturesForm, RowsForm
from attendance.sheets.layout import strip_area
from attendance.sheets.pictures import (
    AlreadyConfirmed,
    attach,
    hand_in,
    missed_in,
    other_session_of,
    page_name,
    throw_away,
)
from attendance.sheets.reading.refusals import Missed, NotOpened
from attendance.sheets.reading.straighten import PER_MILLIMETRE
from attendance.views.desk import session_or_404, worker_of
from attendance.views.sheet_files import picture_response
from lms.people.gates import requires_role
from lms.web.limits import limited
from sessions.models import Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

Status = SheetPicture.Status


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@never_cache
@limited("60/m/user")
def upload(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = PicturesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken, refused = _take_in(form, session=session, request=request)
        for name, trouble in refused:
            form.add_error("pictures", f"{name}: {trouble}" if len(form.files_given) > 1 else trouble)
        if taken and not refused:
            if len(taken) == 1:
                return redirect("desk:sheet_picture", session.uuid, taken[0].uuid)
            return redirect("desk:sheets", session.uuid)
    return render(
        request,
        "desk/sheets/upload.html",
        {"session": session, "form": form},
        status=422 if form.errors else 200,
    )


def _take_in(
    form: PicturesForm, *, session: Session, request: HttpRequest
) -> tuple[list[SheetPicture], list[tuple[str, str]]]:
    taken, refused = [], []
    for file in form.files_given:
        try:
            taken.append(hand_in(file.open(), session=session, by=worker_of(request)))
        except NotOpened as error:
            refused.append((file.name or "", str(error.trouble.label)))
    return taken, refused


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@never_cache
def show(request: HttpRequest, session_id: UUID, picture: UUID) -> HttpResponseBase:
    """Each row of the paper beside what it seems to say. A POST is the person's own answer to every one."""
    session, found = _picture_or_404(request, session_id, picture)
    record_look(session, by=request.user)
    form = RowsForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            confirmed = confirm(found, answers=form.answers, by=worker_of(request))
        except (ListNotOpen, NotAnswered):
            messages.warning(request, _("The list is closed, so nothing was noted."))
            return redirect("desk:sheet_picture", session.uuid, found.uuid)
        _tell(request, confirmed)
        if following := session.sheet_pictures.filter(status=Status.READ).first():
            return redirect("desk:sheet_picture", session.uuid, following.uuid)
        return redirect("desk:session", session.uuid)
    return render(
        request,
        "desk/sheets/picture.html",
        _context(request, session, found, form),
        status=422 if form.errors else 200,
    )


def _context(request: HttpRequest, session: Session, picture: SheetPicture, form: RowsForm) -> dict[str, Any]:
    known = {
        str(row.person.uuid): row
        for row in Attendance.objects.filter(session=session).select_related("person")
    }
    missed = missed_in(picture)
    other = None
    if missed == Missed.OTHER_SESSION and (uuid := other_session_of(picture)):
        other = sessions_at_desk(request.user).filter(uuid=uuid).first()
    rows = [
        {
            "index": index,
            "number": row["row"] + 1,
            "seems": row["seems"],
            "signature": row["signature"],
            "field": form.field_of(index) if index in form.rows else None,
            "known": known.get(row["person"]),
            "said": row.get("said", ""),
            "name": row["name"],
        }
        for index, row in enumerate(picture.proposals)
        if "missed" not in row
    ]
    counts = {
        seems: sum(1 for row in rows if row["seems"] == seems) for seems in ("ticked", "empty", "unsure")
    }
    return {
        "session": session,
        "picture": picture,
        "form": form,
        "rows": rows,
        "counts": counts,
        "missed": missed,
        "other": other,
        "is_open": session.status == Session.Status.PLANNED,
        "Status": Status,
    }


def _tell(request: HttpRequest, confirmed: Confirmed) -> None:
    if confirmed.counted or not confirmed.refused:
        messages.success(
            request,
            ngettext(
                "Noted from the paper: %(number)s person.",
                "Noted from the paper: %(number)s people.",
                confirmed.counted,
            )
            % {"number": confirmed.counted},
        )
    for each in confirmed.refused:
        name = each.person.display_name if each.person else ""
        messages.warning(request, f"{name}: {each.verdict.label}. {SAYINGS[each.verdict].remedy}")


@require_POST
@requires_role(*AT_DESK)
def settle(request: HttpRequest, session_id: UUID, picture: UUID) -> HttpResponseBase:
    """Keep the file with the meeting as it is, or throw the wrong one away."""
    session, found = _picture_or_404(request, session_id, picture)
    if "keep" in request.POST:
        attach(found)
        messages.success(request, _("The file is kept with the meeting."))
    elif "remove" in request.POST:
        try:
            throw_away(found)
        except AlreadyConfirmed:
            messages.warning(request, _("This file is kept: a record stands on it."))
        else:
            messages.success(request, _("The file is gone."))
    return redirect("desk:sheets", session.uuid)


@require_safe
@requires_role(*AT_DESK)
@never_cache
def file(request: HttpRequest, session_id: UUID, picture: UUID) -> HttpResponseBase:
    session, found = _picture_or_404(request, session_id, picture)
    record_look(session, by=request.user)
    return picture_response(found)


@require_safe
@requires_role(*AT_DESK)
@never_cache
def row_picture(request: HttpRequest, session_id: UUID, picture: UUID, index: int) -> HttpResponse:
    """One row of the paper, cut out of the page that was laid flat."""
    _session, found = _picture_or_404(request, session_id, picture)
    if not 0 <= index < len(found.proposals) or "page" not in found.proposals[index]:
        raise Http404
    row = found.proposals[index]
    name = page_name(found, row["page"])
    if not private_storage().exists(name):
        raise Http404
    area = strip_area(row["of_page"], row["position"])
    left, top = round(area.left * PER_MILLIMETRE), round(area.top * PER_MILLIMETRE)
    right, bottom = left + round(area.width * PER_MILLIMETRE), top + round(area.height * PER_MILLIMETRE)
    out = io.BytesIO()
    with private_storage().open(name) as stored, Image.open(stored) as page:
        page.crop((left, top, right, bottom)).save(out, "JPEG", quality=80)
    response = HttpResponse(out.getvalue(), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _picture_or_404(request: HttpRequest, session_id: UUID, picture: UUID) -> tuple[Session, SheetPicture]:
    session = session_or_404(request, session_id)
    return session, get_object_or_404(
        session.sheet_pictures.select_related("session__run", "sheet", "confirmed_by"), uuid=picture
    )
