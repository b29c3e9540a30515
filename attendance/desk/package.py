"""Everything a device needs to open the door without a signal, and nothing else."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from attendance.api.schemas import (
    DeviceOut,
    HereOut,
    PackageOut,
    PackageSessionOut,
    PersonRef,
    UnitOut,
    VisitOut,
    WorkerOut,
)
from attendance.desk import devices, sealing
from attendance.desk.access import sessions_at_desk
from attendance.desk.packing import Packer, name_at_door
from attendance.desk.roster import record_look, with_counts
from attendance.desk.visits import visits_of
from attendance.door import clock
from attendance.door.windows import DESK_DAYS, DOOR_CLOSES_AFTER, DOOR_OPENS_BEFORE
from attendance.models import Attendance, Device, DoorSecret, Scan
from lms.people.models import Person
from sessions.models import Session, SessionTrainer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from lms.people.models import User

LOOK_ONCE_IN = timedelta(days=1)
BROWSERS = ("Firefox", "Edg", "SamsungBrowser", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def for_device(request: HttpRequest, *, name: str, sent_at: datetime | None = None) -> PackageOut:
    """The lists of whoever is signed in, packed for a device, which is written down.

    A locked one gets none. A fixed number of queries.
    """
    user = cast("User", request.user)
    worker = Person.of(user)
    now = timezone.now()
    if worker is None:
        return PackageOut(
            server_time=now, worker=WorkerOut(name=""), device=DeviceOut(revoked=False), sessions=[]
        )
    device = devices.seen(
        name,
        person=worker,
        label=label_of(request.headers.get("User-Agent", "")),
        sign_in_key=request.session.session_key or "",
        skew=clock.skew(sent_at=sent_at, now=now) if sent_at else None,
    )
    sessions = [] if device.is_revoked else lists_for(user, now=now)
    devices.give_lists(device, sessions)
    for session in sessions:
        _look_once_a_day(session, device=device, by=user)
    return PackageOut(
        server_time=now,
        worker=WorkerOut(person=worker.uuid, name=worker.display_name, queue_keys=sealing.keys_of(worker)),
        device=DeviceOut(revoked=device.is_revoked),
        sessions=pack(sessions),
        visits=[] if device.is_revoked else _visits(user),
    )


def _visits(user: User) -> list[VisitOut]:
    known = visits_of(user)
    return [
        VisitOut(
            name=visit.name,
            service="" if visit.is_confidential else visit.appointment.service.name,
            starts_at=visit.appointment.starts_at,
            ends_at=visit.appointment.ends_at,
            room=visit.appointment.room.name if visit.appointment.room else "",
        )
        for visit in (*known.today, *known.to_come)
    ]


def lists_for(user: User, *, now: datetime) -> list[Session]:
    """What is theirs to hold, a week back and a week ahead; of what they only coordinate, today's."""
    teaches = Exists(SessionTrainer.objects.filter(session=OuterRef("pk"), trainer__user=user.pk))
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    is_today = Q(starts_at__lt=today + timedelta(days=1)) & (
        Q(starts_at__gte=today) | Q(ends_at__gte=now - DOOR_CLOSES_AFTER)
    )
    return list(
        sessions_at_desk(user)
        .filter(
            teaches | Q(is_coordinated=False) | is_today,
            starts_at__lte=now + DESK_DAYS,
            ends_at__gte=now - DESK_DAYS,
        )
        .select_related("run__course", "room")
        .prefetch_related("units")
        .order_by("starts_at", "pk")
    )


def pack(sessions: Sequence[Session]) -> list[PackageSessionOut]:
    if not sessions:
        return []
    packer = Packer(sessions)
    secrets = _secrets(sessions)
    return [
        PackageSessionOut(
            uuid=session.uuid,
            code=session.run.code,
            title=session.run.course.title,
            topic=session.topic,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            status=session.status,
            room=session.room.name if session.room else "",
            checks_out=session.run.checks_out,
            asks_guardian=session.run.course.is_handed_over,
            asks_consent=session.run.course.needs_consent,
            is_confidential=session.run.is_confidential,
            door_opens_at=session.starts_at - DOOR_OPENS_BEFORE,
            door_closes_at=session.ends_at + DOOR_CLOSES_AFTER,
            door_secret=secrets[session.pk],
            units=[_unit(unit.hours(session), unit.kind, unit.topic) for unit in session.units.all()],
            people=packer.people_of(session),
            revoked=packer.old_passes_of(session),
        )
        for session in sessions
    ]


def etag(packed: PackageOut) -> str:
    """The same as long as a device would learn nothing new."""
    content = packed.model_dump_json(exclude={"server_time"})
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def here(session: Session) -> HereOut:
    """The count that a screen shows, and who scanned the printed code and waits for a nod. Three queries."""
    counted: Any = with_counts(Session.objects.filter(pk=session.pk)).get()
    noted = Attendance.objects.filter(session=session, person=OuterRef("person"))
    asking = (
        Scan.objects.filter(session=session, verdict=Scan.Verdict.TO_CONFIRM)
        .exclude(Exists(noted.filter(arrived_at__isnull=False)))
        .select_related("person")
        .order_by("received_at", "pk")
    )
    people = {scan.person.pk: scan.person for scan in asking if scan.person}
    return HereOut(
        here=counted.seen_here,
        expected=counted.seats_expected,
        to_confirm=[
            PersonRef(person=person.uuid, name=name_at_door(person, session=session))
            for person in people.values()
        ],
    )


def label_of(user_agent: str) -> str:
    """What the device is, in two words: "Android, Chrome". Nothing more of it is kept."""
    found = [next((each for each in names if each in user_agent), "") for names in (SYSTEMS, BROWSERS)]
    return ", ".join(
        each.replace("Edg", "Edge").replace("SamsungBrowser", "Samsung") for each in found if each
    )


def _unit(hours: tuple[datetime, datetime], kind: str, topic: str) -> UnitOut:
    return UnitOut(starts_at=hours[0], ends_at=hours[1], kind=kind, topic=topic)


def _secrets(sessions: Sequence[Session]) -> dict[int, str]:
    """The secret of each door by the id of its session; those that are missing are made."""
    held = DoorSecret.objects.filter(session__in=sessions)
    secrets = dict(held.values_list("session", "secret"))
    if missing := [session for session in sessions if session.pk not in secrets]:
        DoorSecret.objects.bulk_create(
            [DoorSecret(session=session) for session in missing], ignore_conflicts=True
        )
        secrets = dict(held.all().values_list("session", "secret"))
    return secrets


def _look_once_a_day(session: Session, *, device: Device, by: User) -> None:
    key = f"desk-look-{device.pk}-{session.pk}-{timezone.localdate()}"
    if session.run.is_confidential and cache.add(key, True, LOOK_ONCE_IN.total_seconds()):
        record_look(session, by=by)
