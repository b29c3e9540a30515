"""Evidence comes in: from certificates and sessions by itself, from people with a document, from managers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from courses.competences.errors import AlreadyReplaced, NothingProved, NotYourTeam
from courses.competences.leading import leads
from courses.competences.months import months_later
from courses.competences.standing import recalculate_soon
from courses.completion.files import named
from courses.models import CourseGives, Evidence
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from courses.models import Certificate, Competence, Course
    from lms.people.models import Person

Kind = Evidence.Kind
Decision = Evidence.Decision
NEEDS_DOCUMENT = frozenset({Kind.EXTERNAL})
NEEDS_MINUTES = frozenset({Kind.SELF_STUDY, Kind.SUPERVISION})


@dataclass(frozen=True)
class Claim:
    """What somebody says they have done."""

    kind: str
    competence: Competence
    achieved_on: date
    words: str
    level: int = 1
    minutes: int = 0
    expires_on: date | None = None
    document: UploadedFile | None = None


@transaction.atomic
def from_certificate(certificate: Certificate) -> list[Evidence]:
    """What a certificate proves of its holder: all that its course gives. Safe to repeat.

    A confidential course proves nothing here: a manager reads this.
    """
    if certificate.is_confidential:
        return []
    enrolment = certificate.enrolment
    day = timezone.localdate(enrolment.ended_at or certificate.issued_at)
    kept = []
    for gives in enrolment.course.competences_given.select_related("competence"):
        evidence, _is_new = Evidence.objects.get_or_create(
            certificate=certificate,
            competence=gives.competence,
            defaults={
                "person": enrolment.person,
                "kind": Kind.CERTIFICATE,
                "level": gives.level,
                "achieved_on": day,
                "expires_on": _earlier(_end_by_course(gives, day), certificate.expires_on),
                "minutes": enrolment.earned_minutes,
                "decision": Decision.ACCEPTED,
                "reviewed_at": certificate.issued_at,
            },
        )
        kept.append(evidence)
    if kept:
        recalculate_soon(enrolment.person_id)
    return kept


@transaction.atomic
def withdraw_of(certificate: Certificate, *, reason: str = "") -> int:
    """A certificate was revoked or superseded: what it proved counts no longer. Safe to repeat."""
    ended = certificate.evidence.filter(decision=Decision.ACCEPTED).update(
        decision=Decision.WITHDRAWN, ended_at=timezone.now(), ended_reason=reason[:300]
    )
    if ended:
        recalculate_soon(certificate.enrolment.person_id)
    return ended


@transaction.atomic
def from_session(
    person: Person, *, session_uuid: UUID, course: Course, minutes: int, on: date
) -> list[Evidence]:
    """Minutes that one person spent at a session, as ``from_session_of_all`` takes those of many."""
    return from_session_of_all({person: minutes}, session_uuid=session_uuid, course=course, on=on)


@transaction.atomic
def from_session_of_all(
    minutes_of: Mapping[Person, int], *, session_uuid: UUID, course: Course, on: date
) -> list[Evidence]:
    """Minutes spent at a session of a course that ends without a certificate: supervision, a meeting.

    Where there is a certificate, it alone proves: half a course is no competence. Safe to repeat; other
    minutes than before replace what was recorded, and no minutes withdraw it. What is known already is read
    once for all of them.
    """
    if course.gives_certificate or course.is_confidential:
        return []
    given = list(course.competences_given.select_related("competence"))
    known = Evidence.objects.accepted().filter(
        person__in=minutes_of, session_uuid=session_uuid, competence__in=[one.competence_id for one in given]
    )
    held_by = {(one.person_id, one.competence_id): one for one in known} if given else {}
    kept = []
    for person, minutes in minutes_of.items():
        kept += _from_session(person, given, held_by, session_uuid=session_uuid, minutes=minutes, on=on)
    return kept


def _from_session(
    person: Person,
    given: Iterable[CourseGives],
    held_by: Mapping[tuple[int, int], Evidence],
    *,
    session_uuid: UUID,
    minutes: int,
    on: date,
) -> list[Evidence]:
    kept = []
    for gives in given:
        held = held_by.get((person.pk, gives.competence_id))
        if held and (held.minutes, held.achieved_on) == (minutes, on):
            kept.append(held)
            continue
        _end(held, as_=Decision.REPLACED if minutes else Decision.WITHDRAWN)
        if minutes:
            kept.append(
                Evidence.objects.create(
                    person=person,
                    competence=gives.competence,
                    kind=Kind.SESSION,
                    level=gives.level,
                    achieved_on=on,
                    expires_on=_end_by_course(gives, on),
                    minutes=minutes,
                    session_uuid=session_uuid,
                    replaces=held,
                    decision=Decision.ACCEPTED,
                    reviewed_at=timezone.now(),
                )
            )
    if given:
        recalculate_soon(person)
    return kept


@transaction.atomic
def hand_in(person: Person, claim: Claim, *, replaces: Evidence | None = None) -> Evidence:
    """Training elsewhere, self-study or supervision, recorded by the person; it counts after a review.

    Raises NothingProved without what its kind needs, AlreadyReplaced where another took its place before.
    """
    if claim.kind in NEEDS_DOCUMENT and not claim.document:
        raise NothingProved("document")
    if claim.kind in NEEDS_MINUTES and not claim.minutes:
        raise NothingProved("minutes")
    if replaces:
        _only_one_follows(replaces, of=person)
    evidence = _record(person, claim, by=person, replaces=replaces)
    recalculate_soon(person)
    return evidence


@transaction.atomic
def observe(person: Person, claim: Claim, *, by: Person) -> Evidence:
    """A manager saw it done. It counts at once. Raises NotYourTeam."""
    if not leads(by, person):
        raise NotYourTeam
    evidence = _record(person, claim, by=by, decision=Decision.ACCEPTED, reviewed_by=by)
    recalculate_soon(person)
    return evidence


def _record(person: Person, claim: Claim, *, by: Person, **more: Any) -> Evidence:
    if more.get("decision") == Decision.ACCEPTED:
        more["reviewed_at"] = timezone.now()
    document = named(claim.document)[0] if claim.document else ""
    evidence = Evidence.objects.create(
        person=person,
        kind=claim.kind,
        competence=claim.competence,
        level=claim.level,
        achieved_on=claim.achieved_on,
        expires_on=claim.expires_on,
        minutes=claim.minutes,
        words=claim.words,
        document=document,
        recorded_by=by,
        **more,
    )
    audit.record(AuditEntry.Action.CREATED, evidence, actor=by.user, subject=person)
    return evidence


def _only_one_follows(replaces: Evidence, *, of: Person) -> None:
    """Whoever hands in again waits here for another who is just doing so."""
    Evidence.objects.select_for_update(of=("self",)).get(pk=replaces.pk)
    if not Evidence.objects.not_followed().filter(pk=replaces.pk, person=of).exists():
        raise AlreadyReplaced


def _end(evidence: Evidence | None, *, as_: str) -> None:
    if evidence:
        Evidence.objects.filter(pk=evidence.pk).update(decision=as_, ended_at=timezone.now())


def _end_by_course(gives: CourseGives, day: date) -> date | None:
    return months_later(day, gives.valid_months) if gives.valid_months else None


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)
