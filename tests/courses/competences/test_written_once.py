"""The database itself keeps what proves a competence as it was recorded, and lets it be decided on once."""

from datetime import date
from itertools import product
from uuid import uuid4

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from courses.apps import CoursesConfig
from courses.competences import written_once
from courses.models import Evidence
from tests.factories.certificates import certified
from tests.factories.competences import CompetenceFactory, EvidenceFactory
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

Decision = Evidence.Decision


def is_refused(evidence, **changes):
    """Whether the database turns the change away; what it lets pass is undone."""
    try:
        with transaction.atomic():
            Evidence.objects.filter(pk=evidence.pk).update(**changes)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return written_once.TOLD in str(error)
    return False


def columns_of(decision):
    """What must stand beside a decision."""
    return {
        "decision": decision,
        "reviewed_at": timezone.now() if decision in {Decision.ACCEPTED, Decision.REFUSED} else None,
        "ended_at": timezone.now() if decision in {Decision.WITHDRAWN, Decision.REPLACED} else None,
    }


def test_nothing_that_was_recorded_is_ever_written_over(oksana, mops):
    evidence, other = EvidenceFactory(waiting=True), EvidenceFactory()
    changes = {
        "id": other.pk + 1,
        "uuid": uuid4(),
        "person": other.person,
        "competence": CompetenceFactory(),
        "level": 2,
        "kind": Evidence.Kind.OBSERVATION,
        "achieved_on": date(2026, 2, 2),
        "expires_on": date(2030, 1, 1),
        "minutes": 600,
        "words": "Something else",
        "document": "evidence/2026/another.pdf",
        "certificate": certified(oksana, course=CourseFactory(), organiser=mops),
        "recognition": 1,
        "session_uuid": uuid4(),
        "replaces": other,
        "recorded_by": other.person,
        "recorded_at": timezone.now(),
    }

    assert [field for field, value in changes.items() if not is_refused(evidence, **{field: value})] == []
    fields = {
        field.name for field in Evidence._meta.concrete_fields if field.column not in written_once.DECIDED
    }
    assert set(changes) == fields


def test_decisions_follow_one_another_in_their_order_and_in_no_other():
    reviewed = {Decision.ACCEPTED, Decision.REFUSED}
    passed = set()
    for before, after in product(Decision, Decision):
        evidence = EvidenceFactory(**columns_of(before))
        changes = columns_of(after)
        if before in reviewed or after not in reviewed:
            changes.pop("reviewed_at")
        if not is_refused(evidence, **changes) and before != after:
            passed.add((before, after))

    assert passed == {(before, after) for before, follow in Evidence.AFTER.items() for after in follow}


def test_what_was_decided_stays_as_it_was_said():
    manager, now = PersonFactory(), timezone.now()
    accepted = EvidenceFactory()
    withdrawn = EvidenceFactory(decision=Decision.WITHDRAWN, ended_at=now, ended_reason="A forged paper")

    assert is_refused(accepted, answer="Well done")
    assert is_refused(accepted, reviewed_by=manager)
    assert is_refused(accepted, ended_reason="Soon")
    assert is_refused(accepted, decision=Decision.WITHDRAWN, ended_at=now, reviewed_at=now)
    assert is_refused(withdrawn, ended_reason="A mistake")
    assert is_refused(EvidenceFactory(waiting=True), answer="Which book?")


def test_erasure_and_retention_take_the_whole_row():
    evidence = EvidenceFactory()

    evidence.delete()

    assert not Evidence.objects.exists()


def test_a_check_misses_the_guard_and_every_migrate_sets_it_again():
    evidence = EvidenceFactory()
    table = f" ON {written_once.TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {written_once.NAME}{table}")

    assert "courses.W002" in warned()
    assert not is_refused(evidence, minutes=1)
    written_once.set_triggers(CoursesConfig, using="default")
    assert "courses.W002" not in warned()
    assert is_refused(evidence, minutes=1)


def warned():
    return {message.id for message in run_checks(tags=["database"], databases=["default"])}
