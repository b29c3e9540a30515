"""Every night the database works out where everybody stands, and comes to what the rule says of each."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.competences.standing import recalculate_all, recalculate_for, worked_out
from courses.models import Enrolment, Evidence, Standing
from lms.people.models import Person
from tests.factories.competences import (
    CompetenceFactory,
    CourseGivesFactory,
    DutyFactory,
    EvidenceFactory,
    FrameworkFactory,
    RequiredCompetenceFactory,
    RoleProfileFactory,
)
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
FIELDS = (
    "competence_id",
    "requirement_id",
    "level_held",
    "level_required",
    "state",
    "held_until",
    "due_on",
    "is_under_way",
)
DAYS = st.one_of(
    st.dates(date(2023, 1, 1), date(2027, 6, 30)),
    st.sampled_from([TODAY, TODAY - timedelta(days=1), date(2024, 2, 29), date(2026, 8, 31)]),
)
SPANS = st.none() | st.integers(0, 800)
RULES = st.lists(
    st.fixed_dictionaries(
        {
            "level": st.integers(1, 2),
            "minutes": st.sampled_from([0, 0, 90]),
            "due_days": st.integers(0, 400),
            "valid_months": st.none() | st.integers(1, 30),
            "window_days": st.integers(0, 100),
            "grace_days": st.integers(0, 60),
            "since": st.none() | DAYS,
            "lasts": SPANS,
        }
    ),
    max_size=3,
)
EVIDENCE = st.lists(
    st.fixed_dictionaries(
        {
            "achieved_on": DAYS,
            "lasts": SPANS,
            "level": st.integers(1, 2),
            "minutes": st.sampled_from([0, 45, 90]),
            "decision": st.sampled_from(["accepted", "accepted", "accepted", "waiting", "refused"]),
        }
    ),
    max_size=4,
)
DUTIES = st.lists(st.tuples(DAYS, SPANS), min_size=1, max_size=2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules=RULES, evidence=EVIDENCE, duties=DUTIES, learns=st.booleans(), is_retired=st.booleans())
def test_the_night_and_the_rule_agree(rules, evidence, duties, learns, is_retired):
    person = _somebody(rules, evidence, duties, learns=learns, is_retired=is_retired)
    told = _rows(worked_out(person, today=TODAY).values())

    recalculate_all(today=TODAY)
    at_night = _rows(Standing.objects.filter(person=person))
    Standing.objects.all().delete()
    recalculate_for(person, today=TODAY)

    assert at_night == told
    assert _rows(Standing.objects.filter(person=person)) == told


def test_a_night_in_which_nothing_changed_writes_nothing():
    for _number in range(3):
        _asked_of(PersonFactory())

    assert recalculate_all(today=TODAY) == 3
    assert recalculate_all(today=TODAY) == 0


def test_what_nobody_asks_for_any_more_is_gone_in_the_morning():
    stays, goes = PersonFactory(), PersonFactory()
    _asked_of(stays)
    duty = _asked_of(goes)
    recalculate_all(today=TODAY)

    duty.until = TODAY - timedelta(days=1)
    duty.save()
    recalculate_all(today=TODAY)

    assert list(Standing.objects.values_list("person", flat=True)) == [stays.pk]


def test_only_these_people_are_looked_at():
    one, other = PersonFactory(), PersonFactory()
    _asked_of(one)
    _asked_of(other)

    recalculate_all(people=Person.objects.filter(pk=one.pk), today=TODAY)

    assert list(Standing.objects.values_list("person", flat=True)) == [one.pk]
    assert recalculate_all(people=Person.objects.none(), today=TODAY) == 0


def test_the_statements_are_as_many_for_three_as_for_one(django_assert_num_queries):
    _asked_of(PersonFactory())
    recalculate_all(today=TODAY)
    for _number in range(2):
        _asked_of(PersonFactory())

    with django_assert_num_queries(_as_many_as_ever()):
        assert recalculate_all(today=TODAY) == 2


def test_a_change_of_one_person_asks_as_often_for_many_competences(django_assert_max_num_queries):
    person, profile = PersonFactory(), RoleProfileFactory()
    DutyFactory(person=person, profile=profile)
    for _number in range(5):
        RequiredCompetenceFactory(profile=profile)

    with django_assert_max_num_queries(13):
        recalculate_for(person, today=TODAY)

    assert Standing.objects.filter(person=person).count() == 5


def _as_many_as_ever():
    """Nine, the savepoint, and what each database is told besides: of the lock, its memory and the notes."""
    return 16 if connection.vendor == "postgresql" else 11


def _asked_of(person):
    duty = DutyFactory(person=person, since=date(2025, 1, 1))
    RequiredCompetenceFactory(profile=duty.profile)
    return duty


def _somebody(rules, evidence, duties, *, learns, is_retired):
    """A person, one competence that some rules ask for, and some evidence of it."""
    Standing.objects.all().delete()
    Evidence.objects.all().delete()
    person = PersonFactory()
    framework = FrameworkFactory()
    competence = CompetenceFactory(framework=framework, retired_on=TODAY if is_retired else None)
    organisation = OrganisationFactory(code="MOPS")
    profiles = [
        DutyFactory(person=person, organisation=organisation, since=since, until=_until(since, lasts)).profile
        for since, lasts in duties
    ]
    for number, asked in enumerate(rules):
        lasts = asked.pop("lasts")
        RequiredCompetenceFactory(
            profile=profiles[number % len(profiles)] if number < len(profiles) else RoleProfileFactory(),
            competence=competence,
            until=_until(asked["since"], lasts) if asked["since"] else None,
            **asked,
        )
    for one in evidence:
        lasts = one.pop("lasts")
        EvidenceFactory(
            person=person,
            competence=competence,
            expires_on=_until(one["achieved_on"], lasts),
            **one,
            **({"reviewed_at": None} if one["decision"] == "waiting" else {}),
        )
    if learns:
        given_by = CourseGivesFactory(competence=competence)
        EnrolmentFactory(person=person, course=given_by.course, result=Enrolment.Result.UNDER_WAY)
    return person


def _until(since, lasts):
    return None if lasts is None else since + timedelta(days=lasts)


def _rows(standings):
    return sorted(tuple(str(getattr(row, field)) for field in FIELDS) for row in standings)
