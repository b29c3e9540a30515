"""A short code has eight signs, so whoever types many that are none is trying them out.

Counted for each device and each address; a whole secret has 128 bits and needs no counting, and neither do
codes of other houses that a camera meets. Nothing that was noted is lost: the device tells it again later.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from attendance.codes.passes import SECRET_LENGTH, code_in

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_FAILED = 20
"""In one window. An honest trainer mistypes three in an evening."""
WINDOW_SECONDS = 10 * 60


def is_short(code: str) -> bool:
    """Whether it is the beginning of a secret, as somebody types it."""
    return 0 < len(code_in(code)) < SECRET_LENGTH


def has_guessed_too_often(request: HttpRequest, device: str) -> bool:
    counts = cache.get_many(_keys(request, device)).values()
    return any(count >= MOST_FAILED for count in counts)


def count_failed(request: HttpRequest, device: str, *, number: int = 1) -> None:
    """So many short codes belonged to nobody."""
    for key in _keys(request, device):
        cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
        try:
            cache.incr(key, number)
        except ValueError:  # it expired between the two lines
            continue


def _keys(request: HttpRequest, device: str) -> list[str]:
    window = int(time.time() // WINDOW_SECONDS)
    address = get_adapter().get_client_ip(request)
    return [f"codes.failed:{device[:64]}:{window}", f"codes.failed:ip-{address}:{window}"]
