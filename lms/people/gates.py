"""Who may pass to a view. A stranger is asked to sign in; somebody without the role is told no."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from lms.people.models import Person, Role
from lms.people.roles import has_role

ViewFunction = Callable[Concatenate[HttpRequest, ...], HttpResponseBase]


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    return redirect_to_login(request.get_full_path(), resolve_url("account_login"))


def requires_role(*roles: Role) -> Callable[[ViewFunction], ViewFunction]:
    """Only people who hold one of the roles today. Each view still narrows to what is theirs."""

    def gate(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _sign_in(request)
            if not has_role(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return gate


def requires_person(view: ViewFunction) -> ViewFunction:
    """Only somebody signed in whom the house knows; the view finds them as ``request.person``."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in(request)
        person = Person.of(request.user)
        if person is None:
            raise PermissionDenied
        request.person = person  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded
