"""The kinds of help, for everybody to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from sessions.appointments.kinds import listed_kinds

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    return render(request, "appointments/kinds.html", {"kinds": listed_kinds()})
