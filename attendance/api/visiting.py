"""Who hands something in, without a query of its own: the visit names them, the sessions' query vouches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare
from ninja.errors import AuthenticationError
from ninja.security import SessionAuth

from lms.people.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest


class ByVisit(SessionAuth):
    """Lets in whoever's visit names a user. ``assert_signed_in`` must follow before anything is done."""

    def authenticate(self, request: HttpRequest, key: str | None) -> bool:
        return SESSION_KEY in request.session


def user_of(request: HttpRequest) -> int:
    """The id of the user whom the visit names."""
    return int(request.session[SESSION_KEY])


def assert_signed_in(request: HttpRequest, user: User | None) -> None:
    """The same that Django looks at before it believes a visit. Where in doubt, Django is asked itself."""
    if not (user and _is_vouched_for(request, user)) and not request.user.is_authenticated:
        raise AuthenticationError


def _is_vouched_for(request: HttpRequest, user: User) -> bool:
    """They may sign in, and the visit began with the password they still have."""
    visit = request.session
    return (
        user.is_active
        and visit.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(visit.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    )
