"""How often one address may knock at a door that anyone may try."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def is_within(request: HttpRequest, rate: str, *, action: str) -> bool:
    """Count one more knock at this door, and say whether it is still among those allowed."""
    allowed = ratelimit.consume(request, app="krok", action=action, config={action: rate}, limit_get=True)
    return bool(allowed)


def too_often(request: HttpRequest) -> HttpResponse:
    """The answer to one knock too many."""
    return ratelimit.respond_429(request)


def limited(rate: str) -> Callable[[View], View]:
    """Answer 429 to an address that asks a view more often than ``rate`` allows, as in ``60/m/ip``."""

    def around(view: View) -> View:
        action = f"{view.__module__}.{view.__name__}"

        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if is_within(request, rate, action=action):
                return view(request, *args, **kwargs)
            return too_often(request)

        return answer

    return around
