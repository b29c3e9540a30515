"""What was learnt elsewhere is shown with a document, and recognised by whoever stands behind the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.competences.earlier_learning import from_recognition, withdraw_of_recognition
from courses.completion import letters
from courses.completion.errors import AlreadyDecided, NobodyDecides, ReasonMissing, RecognitionStands
from courses.completion.files import named
from courses.completion.prerequisites import holds
from courses.models import Recognition
from lms.people.models import Person
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

    from courses.models import Course


@transaction.atomic
def ask(
    person: Person, *, course: Course, document: UploadedFile, learnt_on: date, words: str, by: Person
) -> Recognition:
    """Ask that a course counts as done. ``document`` was looked into by the form that took it.

    Raises NobodyDecides for a course behind which nobody stands, and RecognitionStands when the person has
    the course already or waits for a decision.
    """
    if course.organiser_id is None:
        raise NobodyDecides
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    waiting = Recognition.objects.filter(person=person, course=course, decision=Recognition.Decision.WAITING)
    if waiting.exists() or holds(person, course):
        raise RecognitionStands
    document, name = named(document)
    asked = Recognition.objects.create(
        person=person,
        course=course,
        document=document,
        name=name,
        learnt_on=learnt_on,
        words=words.strip(),
        asked_by=by,
    )
    audit.record(AuditEntry.Action.CREATED, asked, actor=by.user, subject=person)
    return asked


@transaction.atomic
def withdraw(recognition: Recognition, *, by: Person) -> None:
    """The person does not ask any more; the document is gone. Raises AlreadyDecided."""
    held = _held(recognition)
    if held.decision != Recognition.Decision.WAITING:
        raise AlreadyDecided
    audit.record(AuditEntry.Action.CHANGED, held, actor=by.user, subject=held.person)
    storage, name = held.document.storage, str(held.document.name)
    held.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


@transaction.atomic
def decide(recognition: Recognition, *, accept: bool, by: Person, reason: str = "") -> Recognition:
    """Recognise it, or say why not, and tell the person. The same decision again changes nothing.

    Raises ReasonMissing for a refusal without words, AlreadyDecided for another decision than the one taken,
    and NobodyDecides for whoever would decide about themselves.
    """
    to = Recognition.Decision.ACCEPTED if accept else Recognition.Decision.REFUSED
    if not accept and not reason.strip():
        raise ReasonMissing
    held = _held(recognition)
    if held.person_id == by.pk:
        raise NobodyDecides
    if held.decision == to:
        return held
    if held.decision != Recognition.Decision.WAITING:
        raise AlreadyDecided
    held.decision, held.decided_by, held.decided_at = to, by, timezone.now()
    held.reason = reason.strip()
    held.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
    audit.record(AuditEntry.Action.CHANGED, held, actor=by.user, subject=held.person)
    from_recognition(held)
    letters.tell_recognition(held)
    return held


@transaction.atomic
def take_back(recognition: Recognition, *, by: Person, reason: str) -> Recognition:
    """It was recognised in error: it counts no longer, nor what it proved, and the person is told why.

    A course that was begun or completed because of it stays so. Raises ReasonMissing without words,
    AlreadyDecided for what is not recognised, and NobodyDecides about oneself.
    """
    if not reason.strip():
        raise ReasonMissing
    held = _held(recognition)
    if held.person_id == by.pk:
        raise NobodyDecides
    if held.decision != Recognition.Decision.ACCEPTED:
        raise AlreadyDecided
    held.decision, held.decided_by, held.decided_at = Recognition.Decision.REFUSED, by, timezone.now()
    held.reason = reason.strip()
    held.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
    withdraw_of_recognition(held, reason=held.reason)
    audit.record(AuditEntry.Action.CHANGED, held, actor=by.user, subject=held.person)
    letters.tell_recognition(held)
    return held


def _held(recognition: Recognition) -> Recognition:
    rows = Recognition.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("person", "course__organiser").get(pk=recognition.pk)
