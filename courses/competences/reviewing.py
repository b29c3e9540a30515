"""A manager looks at what was handed in: it counts from then on, or it is explained why it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.competences.errors import AlreadyDecided, KnownElsewhere, NotYourTeam, OwnEvidence
from courses.competences.leading import duties_led_by, leads
from courses.competences.standing import recalculate_soon
from courses.models import Evidence
from lms.messaging import outbox
from lms.people.reach import readers_for
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Person

Decision = Evidence.Decision


def waiting_for(manager: Person) -> QuerySet[Evidence]:
    """What the manager's people have handed in and nobody has looked at, the oldest first."""
    led = duties_led_by(manager).values("person")
    return (
        Evidence.objects.waiting()
        .filter(person__in=led)
        .select_related("person", "competence", "replaces")
        .order_by("recorded_at", "pk")
    )


@transaction.atomic
def accept(evidence: Evidence, *, by: Person, answer: str = "") -> Evidence:
    """It counts from now on, and what it replaces no longer does. Raises as ``_decide`` does."""
    evidence = _decide(evidence, Decision.ACCEPTED, by=by, answer=answer)
    if evidence.replaces_id:
        Evidence.objects.accepted().filter(pk=evidence.replaces_id).update(
            decision=Decision.REPLACED, ended_at=timezone.now()
        )
    return evidence


@transaction.atomic
def refuse(evidence: Evidence, *, by: Person, answer: str) -> Evidence:
    """It does not count; the answer says what is missing."""
    return _decide(evidence, Decision.REFUSED, by=by, answer=answer)


@transaction.atomic
def withdraw(evidence: Evidence, *, by: Person, reason: str) -> Evidence:
    """Take back what was recorded in error: the person while it waits, whoever leads them at any time.

    It stays on record with the reason, and the person is told of what a manager took back. Raises
    NotYourTeam, AlreadyDecided, and KnownElsewhere for what nobody wrote down here.
    """
    held = _held(evidence)
    is_own = held.person_id == by.pk and held.decision == Decision.WAITING
    if not is_own and not leads(by, held.person):
        raise NotYourTeam
    if not held.is_by_hand:
        raise KnownElsewhere
    _turn(held, Decision.WITHDRAWN)
    held.ended_at, held.ended_reason = timezone.now(), reason[:300]
    held.save(update_fields=["decision", "ended_at", "ended_reason"])
    audit.record(AuditEntry.Action.CHANGED, held, actor=by.user, subject=held.person)
    if not is_own:
        _tell(held, key="evidence_withdrawn")
    recalculate_soon(held.person)
    return held


def _decide(evidence: Evidence, decision: str, *, by: Person, answer: str) -> Evidence:
    """Raises AlreadyDecided, OwnEvidence, NotYourTeam."""
    held = _held(evidence)
    if held.person_id == by.pk:
        raise OwnEvidence
    if not leads(by, held.person):
        raise NotYourTeam
    _turn(held, decision)
    held.reviewed_by, held.reviewed_at, held.answer = by, timezone.now(), answer[:500]
    held.save(update_fields=["decision", "reviewed_by", "reviewed_at", "answer"])
    audit.record(AuditEntry.Action.CHANGED, held, actor=by.user, subject=held.person)
    _tell(held)
    recalculate_soon(held.person)
    return held


def _held(evidence: Evidence) -> Evidence:
    found = Evidence.objects.select_for_update(of=("self",), no_key=True).select_related(
        "person", "competence"
    )
    return found.get(pk=evidence.pk)


def _turn(evidence: Evidence, decision: str) -> None:
    if decision not in Evidence.AFTER[evidence.decision]:
        raise AlreadyDecided
    evidence.decision = decision


def _tell(evidence: Evidence, *, key: str = "evidence_reviewed") -> None:
    for reader in readers_for(evidence.person):
        outbox.write(
            "evidence_reviewed",
            to=reader,
            key=f"{key}:{evidence.uuid}:{reader.pk}",
            context={"evidence": evidence, "address": _my_competences_of(reader)},
        )


def _my_competences_of(reader: Person) -> str:
    with override(reader.language):
        return settings.SITE_ADDRESS + reverse("learn:competences")
