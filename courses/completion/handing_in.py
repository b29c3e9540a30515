"""A file is handed in for a step of the rule, and somebody says whether it will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.completion import letters
from courses.completion.concluding import review
from courses.completion.errors import AlreadyDecided, FileWaits, LearningOver, NotAskedFor, ReasonMissing
from courses.completion.files import named
from courses.completion.rule import Kind, rule_for
from courses.completion.supervising import assert_not_own
from courses.models import Decision, Enrolment, HandedIn
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from courses.models import Requirement
    from lms.people.models import Person

OVER = (Enrolment.Result.COMPLETED, Enrolment.Result.WITHDRAWN)


@transaction.atomic
def hand_in(
    enrolment: Enrolment, *, requirement: Requirement, file: UploadedFile, by: Person, words: str = ""
) -> HandedIn:
    """Hand a file in; it was looked into by the form that took it.

    Raises LearningOver, NotAskedFor where the rule has no such step, FileWaits while one waits to be read,
    and AlreadyDecided when one was accepted.
    """
    enrolment = Enrolment.objects.hold(enrolment)
    if enrolment.result in OVER:
        raise LearningOver
    if not any(
        each.kind == Kind.FILE and each.requirement == requirement.pk for each in rule_for(enrolment).asked
    ):
        raise NotAskedFor
    before = set(enrolment.handed_in.filter(requirement=requirement).values_list("decision", flat=True))
    if Decision.ACCEPTED in before:
        raise AlreadyDecided
    if Decision.WAITING in before:
        raise FileWaits
    file, name = named(file)
    return HandedIn.objects.create(
        enrolment=enrolment,
        requirement=requirement,
        file=file,
        name=name,
        words=words.strip(),
        handed_in_by=by,
    )


@transaction.atomic
def take_back(handed: HandedIn) -> None:
    """The learner has a better one: the file that waits is gone. Safe to repeat. Raises AlreadyDecided."""
    Enrolment.objects.hold(handed.enrolment)
    found = HandedIn.objects.filter(pk=handed.pk).first()
    if found is None:
        return
    if found.decision != Decision.WAITING:
        raise AlreadyDecided
    storage, name = found.file.storage, str(found.file.name)
    found.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


@transaction.atomic
def decide(handed: HandedIn, *, accept: bool, by: Person, answer: str = "") -> HandedIn:
    """Accept the file, or send it back with words, and tell the learner. Safe to repeat.

    One that was accepted in error can be sent back; the course may then be open again. Raises ReasonMissing,
    NotYourLearner for one's own, and AlreadyDecided for one that was sent back.
    """
    to = Decision.ACCEPTED if accept else Decision.SENT_BACK
    if not accept and not answer.strip():
        raise ReasonMissing
    enrolment = Enrolment.objects.hold(handed.enrolment)
    handed = HandedIn.objects.select_related("enrolment__person").get(pk=handed.pk)
    assert_not_own(enrolment, by)
    if handed.decision == to:
        return handed
    if handed.decision == Decision.SENT_BACK:
        raise AlreadyDecided
    was_accepted = handed.decision == Decision.ACCEPTED
    handed.decision, handed.decided_by, handed.decided_at = to, by, timezone.now()
    handed.answer = answer.strip()
    handed.save(update_fields=["decision", "decided_by", "decided_at", "answer"])
    audit.record(AuditEntry.Action.CHANGED, handed, actor=by.user, subject=enrolment.person)
    if not accept:
        letters.tell_sent_back(enrolment, work=handed, key=f"file:{handed.uuid}")
    review(enrolment, is_correction=was_accepted)
    return handed
