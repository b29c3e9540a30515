"""Nobody opens the back office with a password or a code alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from lms.people.models import User

SEEN = "second_factor_seen"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether whoever is signed in has a second factor. Asked of the database once a session."""
    if request.session.get(SEEN) == request.user.pk:
        return True
    found = is_mfa_enabled(request.user) or _came_by_trusted_single_sign_on(request)
    if found:
        request.session[SEEN] = request.user.pk
    return found


def _came_by_trusted_single_sign_on(request: HttpRequest) -> bool:
    if not settings.SSO_IS_SECOND_FACTOR:
        return False
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "socialaccount" for record in records)


def remember_proof(
    sender: Any, *, request: HttpRequest, user: User, authenticator: Any, **_kwargs: Any
) -> None:
    """Whoever has just set up a second factor has shown it; they are not asked for it again at once."""
    record_authentication(
        request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )


class SecondFactorMiddleware:
    """Leads staff to setting up a second factor before /admin/ opens. Demonstrations go without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            not settings.DEMO
            and request.path.startswith(reverse("wagtailadmin_home"))
            and request.user.is_authenticated
            and not has_second_factor(request)
        ):
            messages.info(request, _("The back office asks for a second step. Please set it up now."))
            return redirect("mfa_index")
        return self.get_response(request)
