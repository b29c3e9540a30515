"""The trainer's word: somebody who saw the person learn says that they can do it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.completion.concluding import review
from courses.completion.errors import LearningOver, NotAskedFor, ReasonMissing
from courses.completion.rule import Kind, rule_for
from courses.completion.supervising import assert_not_own
from courses.models import Enrolment, TrainersWord
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from lms.people.models import Person


@transaction.atomic
def give_word(enrolment: Enrolment, *, by: Person, note: str = "") -> TrainersWord:
    """Say that the person has learnt it; the course may be completed by it. One word that stands is enough.

    Raises LearningOver where the place was given back, NotAskedFor where the rule asks for no word, and
    NotYourLearner for oneself.
    """
    enrolment = Enrolment.objects.hold(enrolment)
    assert_not_own(enrolment, by)
    if enrolment.result == Enrolment.Result.WITHDRAWN:
        raise LearningOver
    if Kind.TRAINERS_WORD not in rule_for(enrolment).kinds:
        raise NotAskedFor
    if standing := enrolment.trainers_words.filter(taken_back_at=None).first():
        return standing
    word = TrainersWord.objects.create(enrolment=enrolment, by=by, note=note.strip())
    audit.record(AuditEntry.Action.CREATED, word, actor=by.user, subject=enrolment.person)
    review(enrolment)
    return word


@transaction.atomic
def take_back_word(enrolment: Enrolment, *, by: Person, note: str) -> Enrolment:
    """It was said of somebody else, or too soon. The course may be open again. Twice changes nothing.

    Raises ReasonMissing, and NotYourLearner for oneself.
    """
    if not note.strip():
        raise ReasonMissing
    enrolment = Enrolment.objects.hold(enrolment)
    assert_not_own(enrolment, by)
    word = enrolment.trainers_words.filter(taken_back_at=None).first()
    if word is None:
        return enrolment
    word.taken_back_at, word.taken_back_by = timezone.now(), by
    word.note = f"{word.note}\n{note.strip()}".strip()[:500]
    word.save(update_fields=["taken_back_at", "taken_back_by", "note"])
    audit.record(AuditEntry.Action.CHANGED, word, actor=by.user, subject=enrolment.person)
    return review(enrolment, is_correction=True)
