"""Evidence is withdrawn while the night works out where everybody stands: the later truth stays.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone

from courses.competences import standing
from courses.competences.reviewing import withdraw
from courses.competences.standing import recalculate_all
from courses.models import Standing
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.competences import DutyFactory, EvidenceFactory, RequiredCompetenceFactory, TeamFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manager(mops):
    person = PersonFactory(given_name="Krystyna", with_sign_in=True)
    grant(Role.MANAGER, to=person, at=mops)
    return person


@pytest.fixture
def held(mops, manager):
    rule = RequiredCompetenceFactory(valid_months=12)
    duty = DutyFactory(
        profile=rule.profile, organisation=mops, team=TeamFactory(organisation=mops, manager=manager)
    )
    day = timezone.localdate() - timedelta(days=30)
    evidence = EvidenceFactory(person=duty.person, competence=rule.competence, achieved_on=day)
    recalculate_all()
    return evidence


def test_what_is_withdrawn_after_the_night_has_read_it_is_not_held_in_the_morning(held, manager, monkeypatch):
    is_withdrawn, again = Event(), standing._again
    before = Standing.objects.get()

    def told(person_id):
        is_withdrawn.set()
        again(person_id)

    def withdraw_it():
        try:
            return withdraw(held, by=manager, reason="Pomyłka")
        finally:
            connection.close()

    def just_before_it_writes(execute, sql, params, many, context):
        if sql.lstrip().startswith("INSERT INTO") and Standing._meta.db_table in sql[:60]:
            threads.append(pool.submit(withdraw_it))
            if connection.vendor == "postgresql":
                assert is_withdrawn.wait(timeout=30)
        return execute(sql, params, many, context)

    threads = []
    monkeypatch.setattr(standing, "_again", told)
    with ThreadPoolExecutor(max_workers=1) as pool, connection.execute_wrapper(just_before_it_writes):
        recalculate_all()
    [thread] = threads

    assert thread.result().decision == "withdrawn"
    assert before.level_held == 1
    assert [(one.level_held, one.state) for one in Standing.objects.all()] == [(0, "missing")]
