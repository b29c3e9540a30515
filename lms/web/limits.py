"""How often one address may knock at a door that anyone may try."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def limited(rate: str) -> Callable[[View], View]:
    """Answer 429 to an address that asks a view more often than ``rate`` allows, as in ``60/m/ip``."""

    def around(view: View) -> View:
        action = f"{view.__module__}.{view.__name__}"

        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            allowed = ratelimit.consume(
                request, app="krok", action=action, config={action: rate}, limit_get=True
            )
            return view(request, *args, **kwargs) if allowed else ratelimit.respond_429(request)

        return answer

    return around
