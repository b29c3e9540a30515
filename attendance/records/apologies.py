"""Somebody says in advance that they cannot come; the coordinator decides whether it excuses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from attendance.door.checkin import note
from attendance.door.events import DoorEvent
from attendance.door.guests import is_expected_at
from attendance.models import Apology, Attendance, Scan
from attendance.records.correcting import correct
from lms.messaging import outbox
from sessions.models import MakeUp, Place, Session
from sessions.notices import recipients_of

if TYPE_CHECKING:
    from attendance.models import Excuse
    from lms.people.models import Person

DEVICE = "apology"


class ApologyError(Exception):
    """The apology cannot be made, taken back or decided."""


class NotExpected(ApologyError):
    """The person has no seat there, or comes to another group instead."""


class OutsideWindow(ApologyError):
    """The session has begun, or does not take place: an apology is for what is still to come."""


class DecidedAlready(ApologyError):
    """Somebody else has said yes or no, or the person took it back."""


@transaction.atomic
def apologise(place: Place, *, session: Session, excuse: Excuse, by: Person) -> Apology:
    """Say that the person of the place cannot come. Said again while undecided, it has the new reason.

    Raises NotExpected, OutsideWindow.
    """
    session = Session.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    _assert_open(session)
    if not is_expected(place, at=session):
        raise NotExpected
    standing = standing_for(place, session=session)
    if standing is None:
        return Apology.objects.create(place=place, session=session, excuse=excuse, asked_by=by)
    if standing.status == Apology.Status.ASKED and standing.excuse != excuse:
        standing.excuse = excuse
        standing.save(update_fields=["excuse"])
    return standing


@transaction.atomic
def withdraw(apology: Apology, *, by: Person) -> Apology:
    """Come after all; an excuse that was given falls away. Safe to repeat.

    Raises OutsideWindow, DecidedAlready.
    """
    apology = _held(apology)
    if apology.status == Apology.Status.WITHDRAWN:
        return apology
    if apology.status == Apology.Status.REFUSED:
        raise DecidedAlready
    _assert_open(apology.session)
    if apology.status == Apology.Status.ACCEPTED:
        _tell_door(apology, by=by, act=Scan.Act.ANNUL, event_id=uuid5(apology.uuid, "withdrawn"))
    return _kept(apology, status=Apology.Status.WITHDRAWN, by=by)


@transaction.atomic
def decide(apology: Apology, *, accept: bool, by: Person, answer: str = "") -> Apology:
    """Say yes or no, and tell the person. The same decision again changes nothing.

    Accepted, it becomes an entry in the log whose event is the apology's own id. Whoever came after all was
    there: the entry then stands at the hour of asking, before their coming. After the list was handed in, the
    record is corrected instead. Raises DecidedAlready.
    """
    apology = _held(apology)
    status = Apology.Status.ACCEPTED if accept else Apology.Status.REFUSED
    if apology.status == status:
        return apology
    if apology.status != Apology.Status.ASKED:
        raise DecidedAlready
    if accept:
        _excuse(apology, by=by)
    _kept(apology, status=status, by=by, answer=answer)
    _tell_decided(apology)
    return apology


def is_expected(place: Place, *, at: Session) -> bool:
    """Whether the person of a confirmed place is looked for at a session, their own or as a guest."""
    if not Place.objects.filter(is_expected_at(at), pk=place.pk).confirmed().exists():
        return False
    return not MakeUp.objects.filter(place=place, missed=at, cancelled_at=None).exists()


def standing_for(place: Place, *, session: Session) -> Apology | None:
    standing = (Apology.Status.ASKED, Apology.Status.ACCEPTED)
    return Apology.objects.filter(place=place, session=session, status__in=standing).first()


def is_open(session: Session) -> bool:
    """Whether one can still apologise for it, or take an apology back."""
    return session.status == Session.Status.PLANNED and timezone.now() < session.starts_at


def _assert_open(session: Session) -> None:
    if not is_open(session):
        raise OutsideWindow


def _held(apology: Apology) -> Apology:
    """The apology as it stands now, kept for this transaction."""
    return (
        Apology.objects.select_for_update(of=("self",))
        .select_related("place__person", "place__booked_by", "place__run__course", "session__run__course")
        .get(pk=apology.pk)
    )


def _kept(apology: Apology, *, status: str, by: Person, answer: str = "") -> Apology:
    apology.status, apology.decided_at, apology.decided_by = status, timezone.now(), by
    apology.answer = answer.strip()
    apology.save(update_fields=["status", "decided_at", "decided_by", "answer"])
    return apology


def _excuse(apology: Apology, *, by: Person) -> None:
    record = Attendance.objects.filter(session=apology.session, person=apology.place.person).first()
    if apology.session.status == Session.Status.CLOSED:
        if record is None or record.status == Attendance.Status.ABSENT:
            _correct(apology, by=by)
        return
    came = record is not None and record.was_there
    _tell_door(
        apology,
        by=by,
        act=Scan.Act.EXCUSE,
        event_id=apology.uuid,
        happened_at=apology.asked_at if came else timezone.now(),
    )


def _correct(apology: Apology, *, by: Person) -> None:
    correct(
        apology.place.person,
        session=apology.session,
        by=by,
        reason=str(Scan.Method.APOLOGY.label),
        act=Scan.Act.EXCUSE,
        excuse=apology.excuse,
    )


def _tell_door(apology: Apology, *, by: Person, act: Scan.Act, event_id: Any, **facts: Any) -> None:
    is_undoing = act == Scan.Act.ANNUL
    note(
        DoorEvent(
            event_id=event_id,
            device=DEVICE,
            happened_at=facts.get("happened_at") or timezone.now(),
            act=act,
            method=Scan.Method.APOLOGY,
            person=None if is_undoing else apology.place.person.uuid,
            annuls=apology.uuid if is_undoing else None,
            excuse="" if is_undoing else apology.excuse,
        ),
        session=apology.session,
        by=by,
    )


def _tell_decided(apology: Apology) -> None:
    place = apology.place
    kind = "apology_accepted" if apology.status == Apology.Status.ACCEPTED else "apology_refused"
    for reader in recipients_of(place):
        outbox.write(
            kind,
            to=reader,
            on_behalf_of=place.run.organiser_id,
            key=f"{kind}:{apology.uuid}:{reader.pk}",
            context={
                "place": place,
                "run": place.run,
                "person": place.person,
                "session": apology.session,
                "answer": apology.answer,
            },
        )
