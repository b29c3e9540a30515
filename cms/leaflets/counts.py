"""How often leaflets are taken: one number a day, of which nobody can be told apart.

Counted is a PDF handed out and a QR followed. Nothing of the reader is looked at or kept: no address of the
network, no browser, no cookie, no hour. So nothing can tell a person from a robot either; search engines
are kept away by robots.txt, and what a browser fetches by itself (HEAD, a prefetch, a copy that it only
makes sure of) is not counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from cms.models import LeafletCount

if TYPE_CHECKING:
    from django.http import HttpRequest


def count(code: str, *, language: str, taken: LeafletCount.Taken) -> None:
    """One more today. The database adds, so that two at once are two."""
    row = {"code": code, "language": language, "taken": taken, "day": timezone.localdate()}
    today = LeafletCount.objects.filter(**row)
    if not today.update(times=F("times") + 1):
        LeafletCount.objects.bulk_create([LeafletCount(**row)], ignore_conflicts=True)
        today.update(times=F("times") + 1)


def is_of_a_reader(request: HttpRequest) -> bool:
    """Whether somebody asked, and not a browser ahead of them."""
    purposes = (request.headers.get("Sec-Purpose", ""), request.headers.get("Purpose", ""))
    return request.method == "GET" and not any("prefetch" in purpose for purpose in purposes)
