"""The practice diary: the learner writes what they did, and a supervisor confirms what they have read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from courses.completion import letters
from courses.completion.concluding import review
from courses.completion.errors import (
    AlreadyDecided,
    DayFull,
    EntryChanged,
    LearningOver,
    NotAskedFor,
    NotToCome,
    ReasonMissing,
)
from courses.completion.rule import Kind, rule_for
from courses.completion.supervising import assert_not_own
from courses.models import Decision, DiaryEntry, Enrolment
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from datetime import date

    from lms.people.models import Person

DAY = 24 * 60
OVER = (Enrolment.Result.COMPLETED, Enrolment.Result.WITHDRAWN)


@transaction.atomic
def write_entry(enrolment: Enrolment, *, day: date, minutes: int, words: str) -> DiaryEntry:
    """Write a day of practice down; it waits for a supervisor.

    The same words sent twice are one entry. Raises LearningOver, NotAskedFor where the rule asks for no
    practice, NotToCome for a day in the future, and DayFull past twenty-four hours of one day.
    """
    enrolment = _open(enrolment)
    words = words.strip()
    _assert_fits(enrolment, day=day, minutes=minutes)
    same = {"day": day, "minutes": minutes, "words": words, "decision": Decision.WAITING}
    if twin := enrolment.diary_entries.filter(**same).first():
        return twin
    return DiaryEntry.objects.create(enrolment=enrolment, day=day, minutes=minutes, words=words)


@transaction.atomic
def change_entry(entry: DiaryEntry, *, day: date, minutes: int, words: str) -> DiaryEntry:
    """Put an entry right that is not confirmed. One that was sent back waits again.

    Raises AlreadyDecided for a confirmed one, and what ``write_entry`` raises.
    """
    enrolment = _open(entry.enrolment)
    entry = _read(entry)
    if entry.is_confirmed:
        raise AlreadyDecided
    _assert_fits(enrolment, day=day, minutes=minutes, without=entry)
    entry.day, entry.minutes, entry.words = day, minutes, words.strip()
    entry.version += 1
    entry.decision, entry.decided_at, entry.supervisor = Decision.WAITING, None, None
    entry.save()
    return entry


@transaction.atomic
def remove_entry(entry: DiaryEntry) -> None:
    """Take an entry out that is not confirmed. Doing it twice changes nothing. Raises AlreadyDecided."""
    Enrolment.objects.hold(entry.enrolment)
    found = DiaryEntry.objects.filter(pk=entry.pk).first()
    if found and found.is_confirmed:
        raise AlreadyDecided
    if found:
        found.delete()


@transaction.atomic
def confirm(entry: DiaryEntry, *, by: Person, version: int, answer: str = "") -> DiaryEntry:
    """The supervisor confirms what they have read; the course may be completed by it. Safe to repeat.

    Raises EntryChanged when the learner has written something else since, NotYourLearner for one's own.
    """
    enrolment = Enrolment.objects.hold(entry.enrolment)
    entry = _read(entry)
    assert_not_own(enrolment, by)
    if entry.is_confirmed and entry.version == version:
        return entry
    if entry.version != version:
        raise EntryChanged
    _decide(entry, Decision.ACCEPTED, by=by, answer=answer)
    review(enrolment)
    return entry


@transaction.atomic
def send_back(entry: DiaryEntry, *, by: Person, version: int, answer: str) -> DiaryEntry:
    """Ask for something else, and say what. One that was confirmed in error counts no longer.

    Raises EntryChanged, ReasonMissing, and NotYourLearner for one's own.
    """
    if not answer.strip():
        raise ReasonMissing
    enrolment = Enrolment.objects.hold(entry.enrolment)
    entry = _read(entry)
    assert_not_own(enrolment, by)
    if entry.version != version:
        raise EntryChanged
    was_confirmed = entry.is_confirmed
    _decide(entry, Decision.SENT_BACK, by=by, answer=answer)
    letters.tell_sent_back(enrolment, work=entry, key=f"diary:{entry.uuid}:{entry.version}")
    if was_confirmed:
        review(enrolment, is_correction=True)
    return entry


def _decide(entry: DiaryEntry, to: Decision, *, by: Person, answer: str) -> None:
    entry.decision, entry.supervisor, entry.decided_at = to, by, timezone.now()
    entry.answer = answer.strip()
    entry.save(update_fields=["decision", "supervisor", "decided_at", "answer"])
    audit.record(AuditEntry.Action.CHANGED, entry, actor=by.user, subject=entry.enrolment.person)


def _open(enrolment: Enrolment) -> Enrolment:
    enrolment = Enrolment.objects.hold(enrolment)
    if enrolment.result in OVER:
        raise LearningOver
    if Kind.PRACTICE_HOURS not in rule_for(enrolment).kinds:
        raise NotAskedFor
    return enrolment


def _read(entry: DiaryEntry) -> DiaryEntry:
    return DiaryEntry.objects.select_related("enrolment__person").get(pk=entry.pk)


def _assert_fits(enrolment: Enrolment, *, day: date, minutes: int, without: DiaryEntry | None = None) -> None:
    if day > timezone.localdate():
        raise NotToCome
    others = enrolment.diary_entries.filter(day=day)
    if without:
        others = others.exclude(pk=without.pk)
    if (others.aggregate(minutes=Sum("minutes"))["minutes"] or 0) + minutes > DAY:
        raise DayFull
