"""The person says what stands on the paper; only then is it written into the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.door.checkin import note_batch
from attendance.door.events import DoorEvent, Noted
from attendance.models import Attendance, Scan, SheetPicture
from attendance.sheets.pictures import drop_pages
from sessions.models import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lms.people.models import Person


class Answer(models.TextChoices):
    """What a person says of a row."""

    WAS_THERE = "there", _("Was there")
    NOTHING = "nothing", _("Note nothing")


class ListNotOpen(Exception):
    """A list that was closed is opened by a coordinator first."""


class NotAnswered(Exception):
    """Somebody must say yes or no to every row."""


@dataclass
class Confirmed:
    """What became of the rows."""

    noted: list[Noted] = field(default_factory=list)
    known_before: int = 0
    """Rows of people who were noted as there already: a signature says nothing of when they came."""

    @property
    def counted(self) -> int:
        return sum(1 for each in self.noted if each.scan.counts)

    @property
    def refused(self) -> list[Noted]:
        """Entries that stand in the log but do not count, each with its reason."""
        return [each for each in self.noted if not each.scan.counts]


@transaction.atomic
def confirm(picture: SheetPicture, *, answers: Mapping[int, Answer], by: Person) -> Confirmed:
    """Note those who were there, by their signature, as the confirming person says.

    ``answers`` are by the index of ``picture.proposals``. Safe to repeat: a picture is confirmed once, and
    the entries have ids made from the picture and the row. Raises ListNotOpen, NotAnswered.
    """
    picture = SheetPicture.objects.select_for_update().get(pk=picture.pk)
    if picture.status == SheetPicture.Status.CONFIRMED:
        return Confirmed()
    session = picture.session
    if session.status != Session.Status.PLANNED:
        raise ListNotOpen
    named = {index: row for index, row in enumerate(picture.proposals) if row.get("person")}
    if set(named) - set(answers):
        raise NotAnswered
    people = {UUID(row["person"]) for index, row in named.items() if answers[index] == Answer.WAS_THERE}
    known = _there_already(people, session=session)
    now = timezone.now()
    events = [
        DoorEvent(
            event_id=uuid5(picture.uuid, f"{row['of_page']}/{row['row']}"),
            device=f"paper-{picture.uuid.hex}",
            happened_at=now,
            stated_at=min(session.starts_at, now),
            act=Scan.Act.ENTER,
            method=Scan.Method.PAPER,
            person=UUID(row["person"]),
        )
        for index, row in named.items()
        if answers[index] == Answer.WAS_THERE and UUID(row["person"]) not in known
    ]
    confirmed = Confirmed(noted=note_batch(events, session=session, by=by), known_before=len(known))
    picture.proposals = [
        row | {"said": str(answers[index])} if index in answers else row
        for index, row in enumerate(picture.proposals)
    ]
    picture.status = SheetPicture.Status.CONFIRMED
    picture.confirmed_at, picture.confirmed_by = now, by
    picture.save(update_fields=["proposals", "status", "confirmed_at", "confirmed_by"])
    transaction.on_commit(lambda: drop_pages(picture))
    return confirmed


def _there_already(people: set[UUID], *, session: Session) -> set[UUID]:
    noted = Attendance.objects.filter(session=session, person__uuid__in=people).select_related("person")
    return {row.person.uuid for row in noted if row.was_there}
