"""My devices: the phones that keep my lists, and how to lock one that is lost."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from attendance.desk.access import AT_DESK
from attendance.desk.devices import lock
from attendance.models import Device
from attendance.views.desk import worker_of
from lms.people.gates import requires_role

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

SHOWN_FOR = timedelta(days=90)


@require_safe
@requires_role(*AT_DESK)
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Those seen within three months. A phone finds itself by the hash of its name, which is a secret."""
    worker = worker_of(request)
    known = Device.objects.filter(person=worker, last_seen_at__gte=timezone.now() - SHOWN_FOR)
    devices = [(device, hashlib.sha256(device.name.encode()).hexdigest()) for device in known]
    return render(request, "desk/devices.html", {"devices": devices, "worker": worker})


@require_POST
@requires_role(*AT_DESK)
def lock_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    worker = worker_of(request)
    device = get_object_or_404(Device, pk=pk, person=worker)
    is_this_one = device.sign_in_key == request.session.session_key
    lock(device, by=worker)
    if is_this_one:
        logout(request)
    messages.success(
        request,
        _("Locked. As soon as that device is on line, it sends what was noted on it and destroys its lists."),
    )
    return redirect("desk:devices")
