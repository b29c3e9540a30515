"""A phone that knows its owner at the door, because she ticked that it may.

A signed cookie names her pass, so that revoking or replacing the pass forgets the phone as well. It is sent
only to the addresses of room codes and opens nothing else.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

from attendance.models import Pass

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from lms.people.models import Person

COOKIE = "krok_room"
PATH = "/c/"
LASTS = timedelta(days=180)
_SALT = "attendance.codes.remembered"
_SIGNS = 32


def remember(response: HttpResponse, pass_: Pass) -> None:
    """Keep on this phone whose pass it goes with."""
    response.set_cookie(
        COOKIE,
        signing.dumps([pass_.pk, pass_.fingerprint[:_SIGNS]], salt=_SALT),
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def remembered_person(request: HttpRequest) -> Person | None:
    """Whose phone this is; nobody's once the pass was revoked, or what the phone shows was not made by us."""
    kept = request.COOKIES.get(COOKIE)
    if not kept:
        return None
    try:
        key, signs = signing.loads(kept, salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    held = Pass.objects.select_related("person").filter(pk=key, revoked_at=None).first()
    if held is None or not hmac.compare_digest(held.fingerprint[:_SIGNS], str(signs)):
        return None
    return held.person
