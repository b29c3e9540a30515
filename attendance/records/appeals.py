"""Somebody says that what is recorded of them is not right; the coordinator corrects it, or says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from attendance.door.marking import USUALLY_LATE
from attendance.models import Appeal, Attendance, Excuse, Scan
from attendance.records.correcting import correct
from lms.messaging import outbox
from lms.people.reach import readers_for
from sessions.models import Session

if TYPE_CHECKING:
    from lms.people.models import Person

Claim = Attendance.Status


class AppealError(Exception):
    """The appeal cannot be made or decided."""


class NothingRecorded(AppealError):
    """The list is still open, or the person does not stand on it."""


class TooLateToAppeal(AppealError):
    """More days have passed since the list was handed in than the course gives."""


class AppealOpen(AppealError):
    """There is one already that nobody has answered."""


class AsRecorded(AppealError):
    """What the person says is what the record says."""


class DecidedAlready(AppealError):
    """Somebody else has answered it."""


class AnswerMissing(AppealError):
    """A no needs its reason."""


@transaction.atomic
def appeal(person: Person, *, session: Session, claim: Claim, words: str, by: Person) -> Appeal:
    """Say how it was. Raises NothingRecorded, TooLateToAppeal, AppealOpen, AsRecorded."""
    session = (
        Session.objects.select_for_update(of=("self",), no_key=True)
        .select_related("run__course")
        .get(pk=session.pk)
    )
    record = Attendance.objects.filter(session=session, person=person).first()
    if session.status != Session.Status.CLOSED or record is None:
        raise NothingRecorded
    if not is_open(session):
        raise TooLateToAppeal
    if Appeal.objects.filter(session=session, person=person, status=Appeal.Status.OPEN).exists():
        raise AppealOpen
    if record.status == claim:
        raise AsRecorded
    return Appeal.objects.create(session=session, person=person, claim=claim, words=words.strip(), made_by=by)


def open_until(session: Session) -> datetime | None:
    """Until when one may say that a record is wrong; none while the list is open."""
    days = session.run.course.appeal_days
    return session.closed_at + timedelta(days=days) if session.closed_at and days else None


def is_open(session: Session) -> bool:
    until = open_until(session)
    return until is not None and timezone.now() <= until


@dataclass(frozen=True, kw_only=True)
class Granted:
    """How it was, as the coordinator found: the hours of coming and going, or why it is excused."""

    at: datetime | None = None
    until: datetime | None = None
    excuse: Excuse = Excuse.OTHER


@transaction.atomic
def decide(
    appeal: Appeal, *, grant: bool, by: Person, answer: str = "", found: Granted | None = None
) -> Appeal:
    """Correct the record or leave it, and tell the person why. The same decision again changes nothing.

    Raises AnswerMissing for a no without a reason, DecidedAlready.
    """
    appeal = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("person", "session__run__course", "session__run__organiser")
        .get(pk=appeal.pk)
    )
    status = Appeal.Status.GRANTED if grant else Appeal.Status.REFUSED
    if appeal.status == status:
        return appeal
    if appeal.status != Appeal.Status.OPEN:
        raise DecidedAlready
    with override(appeal.person.language):
        answer = answer.strip() or (_("The record is corrected as you said.") if grant else "")
    if not answer:
        raise AnswerMissing
    if grant:
        _correct(appeal, by=by, reason=answer, found=found or Granted())
    appeal.status, appeal.answer = status, answer
    appeal.decided_at, appeal.decided_by = timezone.now(), by
    appeal.save(update_fields=["status", "answer", "decided_at", "decided_by"])
    _tell(appeal)
    return appeal


def _correct(appeal: Appeal, *, by: Person, reason: str, found: Granted) -> None:
    session, claim = appeal.session, Claim(appeal.claim)
    at = until = None
    if claim in {Claim.PRESENT, Claim.LATE, Claim.LEFT_EARLY}:
        late = min(session.starts_at + USUALLY_LATE, session.ends_at)
        early = max(session.ends_at - USUALLY_LATE, session.starts_at)
        at = found.at or (late if claim == Claim.LATE else session.starts_at)
        until = found.until or (early if claim == Claim.LEFT_EARLY else session.ends_at)
    acts = {Claim.EXCUSED: Scan.Act.EXCUSE, Claim.ABSENT: Scan.Act.MARK_ABSENT}
    correct(
        appeal.person,
        session=session,
        by=by,
        reason=reason[:200],
        act=acts.get(claim, Scan.Act.ENTER),
        at=at,
        until=until,
        excuse=found.excuse if claim == Claim.EXCUSED else "",
    )


def _tell(appeal: Appeal) -> None:
    kind = f"appeal_{appeal.status}"
    session = appeal.session
    for reader in readers_for(appeal.person):
        outbox.write(
            kind,
            to=reader,
            on_behalf_of=session.run.organiser_id,
            key=f"{kind}:{appeal.uuid}:{reader.pk}",
            context={
                "run": session.run,
                "session": session,
                "person": appeal.person,
                "answer": appeal.answer,
            },
        )
