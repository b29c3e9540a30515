"""The address in the QR of a sheet. Its trainer is led to where a photograph is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance.desk.access import sessions_at_desk
from attendance.models import Sheet

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
@never_cache
def open_sheet(request: HttpRequest, sheet: UUID) -> HttpResponseBase:
    """Whoever may not open it sees the same page as for a sheet that does not exist."""
    if request.user.is_authenticated:
        found = (
            Sheet.objects.filter(uuid=sheet, session__isnull=False).values_list("session", flat=True).first()
        )
        session = sessions_at_desk(request.user).filter(pk=found).first() if found else None
        if session is not None:
            return redirect("desk:upload_sheet", session.uuid)
    response = render(request, "desk/sheets/stranger.html")
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
