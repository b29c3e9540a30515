"""The door under the bench: one pass after another, and a phone that comes back from a basement."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from attendance.codes.passes import pass_of
from attendance.models import Attendance, Scan
from tests.performance import scenes
from tests.performance.load import Ask, Figures, measure

SCANS = "/api/v1/desk/scans"
AT_ONCE = (1, 8)
BATCH, QUEUED = 200, 1_000


def check_in_alone_and_together(address: str, rounds: int) -> list[Figures]:
    """The same scene for one phone and for eight."""
    found = []
    for at_once in AT_ONCE:
        name, asks = scenes.check_one_in(rounds)
        measure(name, address, asks[:2], at_once=1)
        found.append(measure(f"{name}, {at_once} at once", address, asks[2:], at_once=at_once))
    return found


def a_queue(*, queued: int, batch: int) -> tuple[int, Sequence[Ask]]:
    """A hundred people who came, went and came again, as one phone hands it in; the session's id."""
    people = 100
    trainer, session = scenes.a_session_today(people=people)
    headers = scenes.signed_in(trainer) | {"Content-Type": "application/json"}
    codes = [pass_of(place.person).secret for place in session.run.places.all()]
    began = timezone.now() - timedelta(seconds=queued)
    events = [
        {
            "event_id": str(uuid.uuid4()),
            "session": str(session.uuid),
            "sequence": number + 1,
            "happened_at": (began + timedelta(seconds=number)).isoformat(),
            "act": "leave" if number // people % 2 else "enter",
            "method": "camera",
            "code": codes[number % people],
        }
        for number in range(queued)
    ]
    asks = []
    for first in range(0, queued, batch):
        told = {
            "device": "bench",
            "sent_at": timezone.now().isoformat(),
            "events": events[first : first + batch],
        }
        asks.append(Ask(SCANS, "POST", json.dumps(told).encode(), headers))
    return session.pk, asks


def a_phone_comes_back(address: str) -> str:
    """1,000 queued scans, one request for 200 of them; what it took, and what stands in the log."""
    _session, one = a_queue(queued=1, batch=1)
    alone = measure("one", address, one, at_once=1)
    session, asks = a_queue(queued=QUEUED, batch=BATCH)
    figures = measure("queue", address, asks, at_once=1)
    noted = Scan.objects.filter(session=session).count()
    known = Attendance.objects.filter(session=session).count()
    return (
        f"\n{QUEUED} queued scans in {len(asks)} requests: {figures.seconds:.2f} s, "
        f"queries a request {sorted(figures.queries)}, of one scan {sorted(alone.queries)}; "
        f"{noted} in the log, {known} people known"
    )
