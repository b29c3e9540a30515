"""A device hands in what happened at the door: at once with a signal, or all together later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.db.models import CharField, DateField, Exists, F, IntegerField, Subquery, UUIDField
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError

from attendance.api.handing_in import HandedIn
from attendance.api.router import router
from attendance.api.schemas import EventIn, ScansIn, ScansOut
from attendance.api.visiting import ByVisit, assert_signed_in, user_of
from attendance.codes.guessing import count_failed, has_guessed_too_often
from attendance.desk import devices
from attendance.desk.access import is_at_desk, with_rights
from attendance.door import clock
from attendance.door.checkin import MOST_EVENTS
from attendance.models import Device
from lms.people.models import Person, User
from lms.web.limits import is_within
from lms.web.prepared import many, prepared
from sessions.models import Session, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

LEFTOVERS = "30/h/ip"
"""A locked device empties itself once, in batches; whoever has stolen it does not fill the log."""

NEEDED = (
    "uuid",
    "starts_at",
    "ends_at",
    "kind",
    "status",
    "closed_at",
    "room",
    "run__visibility",
    "run__course__needs_consent",
    "run__course__is_handed_over",
    "run__course__is_confidential",
)
"""What the rules of the door look at; a check-in reads no more of a session, its run and its course."""

NAMES = ("alias", "given_name", "family_name")
WHO = JSONObject(
    pk="pk",
    uuid="uuid",
    proof="user__password",
    is_active="user__is_active",
    **{name: name for name in NAMES},
)
"""Who tells, in one column: enough to believe their visit, and to say who noted something."""


@router.post(
    "/scans",
    response=ScansOut,
    auth=ByVisit(),
    summary="Tell what happened at the door",
    openapi_extra={
        "requestBody": {
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["device", "sent_at", "events"],
                        "properties": {
                            **ScansIn.json_schema()["properties"],
                            "events": {
                                "type": "array",
                                "maxItems": MOST_EVENTS,
                                "items": EventIn.json_schema(),
                            },
                        },
                    }
                }
            }
        }
    },
)
def post_scans(request: HttpRequest, sent: ScansIn) -> ScansOut:
    """Each event is answered on its own, in the order sent: a broken one does not spoil the others."""
    told = HandedIn(sent)
    typed = told.short_codes()
    if typed and has_guessed_too_often(request, sent.device):
        raise HttpError(429, "Later.")
    found = _sessions(request, told)
    known = next(iter(found.values()), None)
    assert_signed_in(request, known.user if known else None)
    _assert_same_worker(request, sent, known)
    for known in found.values():
        told.note(known.session, by=known.worker, units=known.units, is_held_back=known.is_locked)
    if left := told.by_session.keys() - found.keys():
        _note_without_right(told, left, by=_worker(request), device=sent.device)
    if failed := told.number_unknown(typed):
        count_failed(request, sent.device, number=failed)
    is_locked = any(known.is_locked for known in found.values()) if found else devices.is_locked(sent.device)
    if told.skew:
        Device.objects.filter(name=sent.device).update(skew_seconds=clock.ahead_by(told.skew))
    return told.out(is_locked=is_locked)


def _assert_same_worker(request: HttpRequest, sent: ScansIn, known: Known | None) -> None:
    """What one person noted is never sent in the name of the next one who signs in on the phone."""
    if sent.worker is None:
        return
    worker = known.worker if known else _worker(request)
    if worker is None or worker.uuid != sent.worker:
        raise HttpError(409, "Somebody else is signed in.")


@router.post("/leftovers", response=ScansOut, auth=None, summary="What a locked device still had to tell")
def post_leftovers(request: HttpRequest, sent: ScansIn) -> ScansOut:
    """Nobody is signed in any more. All of it is held back, and the answers name nobody."""
    if not is_within(request, LEFTOVERS, action="desk-leftovers"):
        raise HttpError(429, "Later.")
    device = Device.objects.select_related("person").filter(name=sent.device).first()
    if device is None or not device.is_revoked:
        raise HttpError(403, "Only from a locked device.")
    told = HandedIn(sent)
    _note_without_right(told, set(told.by_session), by=device.person, device=device.name)
    return told.out(is_locked=True)


@dataclass
class Known:
    """A session of this Desk with its units, who tells of it, and whether their device was locked."""

    session: Session
    user: User
    worker: Person
    is_locked: bool
    units: list[Unit] = field(default_factory=list)


@prepared(uuids=many(UUIDField()), user=IntegerField(), device=CharField(), today=DateField())
def _told_of(*, uuids: Any, user: Any, device: Any, today: Any) -> QuerySet[Session]:
    """The sessions told of and the rights to them; a row for each of their units."""
    locked = Device.objects.filter(name=device, revoked_at__isnull=False)
    worker = Person.objects.filter(user=user).order_by()
    return (
        with_rights(Session.objects.filter(uuid__in=uuids), user=user, on=today)
        .annotate(
            is_locked=Exists(locked),
            worker=Subquery(worker.values(told=WHO)),
            unit_after=F("units__starts_after"),
            unit_minutes=F("units__minutes"),
            unit_kind=F("units__kind"),
        )
        .only(*NEEDED)
        .order_by()
    )


def _sessions(request: HttpRequest, told: HandedIn) -> Mapping[UUID, Known]:
    """One query for all the sessions told of, their units, who tells and the lock of the device."""
    user, today = user_of(request), timezone.localdate()
    rows = _told_of.ask(uuids=told.by_session, user=user, device=told.sent.device, today=today)
    found: dict[UUID, Known] = {}
    row: Any
    for row in filter(is_at_desk, rows):
        known = found.get(row.uuid) or found.setdefault(row.uuid, _known(row, user=user))
        if row.unit_minutes:
            known.units.append(
                Unit(starts_after=row.unit_after, minutes=row.unit_minutes, kind=row.unit_kind)
            )
    return found


def _known(row: Any, *, user: int) -> Known:
    """Of the user and the person no more than what is looked at here."""
    worker = row.worker
    return Known(
        session=row,
        user=User(pk=user, password=worker["proof"], is_active=worker["is_active"]),
        worker=Person(pk=worker["pk"], uuid=UUID(worker["uuid"]), **{name: worker[name] for name in NAMES}),
        is_locked=row.is_locked,
    )


def _worker(request: HttpRequest) -> Person | None:
    return Person.of(cast("User", request.user))


def _note_without_right(told: HandedIn, uuids: set[UUID], *, by: Person | None, device: str) -> None:
    """What is told of sessions that are not, or no more, at this Desk."""
    if by is not None:
        for session in devices.sessions_once_given(uuids, person=by, device=device):
            told.note(session, by=by, is_held_back=True)
            uuids = uuids - {session.uuid}
    for uuid in uuids:
        told.refuse(uuid)
