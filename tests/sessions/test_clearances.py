"""Nobody works with children without a valid check and a course in their protection."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from courses.models import Audience, Enrolment
from lms.people.models import Clearance
from sessions.backoffice.run_rules import remarks_on
from sessions.clearances import Missing, assert_cleared, lapsing, standing_of, why_not
from sessions.errors import NotCleared
from sessions.models import Session
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RunFactory, SessionFactory

THE_DAY = date(2027, 3, 10)


@pytest.fixture
def protection(db):
    """The course every adult takes once a year."""
    return CourseFactory(code="PSEA", is_protection_course=True, valid_months=12)


def at(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def checked(person, until, since=date(2025, 3, 4)):
    return Clearance.objects.create(person=person, checked_on=since, valid_until=until)


def completed(person, course, on, result=Enrolment.Result.COMPLETED):
    return Enrolment.objects.create(
        person=person,
        course=course,
        result=result,
        ended_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
    )


def missing(person, day=THE_DAY):
    return {reason.missing for reason in why_not([person], for_children=True, day=day)}


def test_a_check_and_the_course_are_enough(irena, protection):
    checked(irena, until=THE_DAY)
    completed(irena, protection, on=date(2026, 3, 10))

    assert why_not([irena], for_children=True, day=THE_DAY) == []


def test_work_with_adults_asks_for_neither(irena, protection):
    assert why_not([irena], for_children=False, day=THE_DAY) == []


def test_both_are_missing_of_somebody_new(irena, protection):
    assert missing(irena) == {Missing.CHECK, Missing.COURSE}


def test_the_reason_names_the_person_and_both_days(irena, protection):
    checked(irena, until=date(2027, 3, 3))
    completed(irena, protection, on=date(2026, 6, 1))

    (reason,) = why_not([irena], for_children=True, day=THE_DAY)

    with translation.override("en"):
        assert reason.in_words == (
            "Irena Wójcik: the check for work with children ends on 3 March 2027,"
            " the meeting is on 10 March 2027."
        )


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (THE_DAY, THE_DAY, True),
        (THE_DAY - timedelta(days=9), THE_DAY - timedelta(days=1), False),
        (THE_DAY + timedelta(days=1), THE_DAY + timedelta(days=9), False),
    ],
)
def test_a_check_holds_from_its_first_day_to_its_last(irena, since, until, holds):
    checked(irena, until=until, since=since)

    assert (missing(irena) == set()) is holds


@pytest.mark.parametrize(
    ("months", "done", "day", "holds"),
    [
        (12, date(2026, 3, 10), THE_DAY, True),
        (12, date(2026, 3, 9), THE_DAY, False),
        (6, date(2026, 8, 31), date(2027, 2, 28), True),
        (6, date(2026, 8, 31), date(2027, 3, 1), False),
        (None, date(2020, 1, 1), THE_DAY, True),
        (12, THE_DAY + timedelta(days=1), THE_DAY, False),
    ],
)
def test_a_course_holds_for_its_months(irena, months, done, day, holds):
    checked(irena, until=date(2028, 1, 1))
    completed(irena, CourseFactory(is_protection_course=True, valid_months=months), on=done)

    assert (missing(irena, day) == set()) is holds


@pytest.mark.parametrize(
    "result", [Enrolment.Result.NOT_COMPLETED, Enrolment.Result.WITHDRAWN], ids=lambda result: result.value
)
def test_a_course_begun_is_not_a_course_completed(irena, protection, result):
    checked(irena, until=THE_DAY)
    completed(irena, protection, on=date(2026, 6, 1), result=result)

    assert missing(irena) == {Missing.COURSE}


def test_another_course_does_not_count(irena, protection):
    checked(irena, until=THE_DAY)
    completed(irena, CourseFactory(), on=date(2026, 6, 1))

    assert missing(irena) == {Missing.COURSE}


def test_while_no_course_is_marked_the_check_is_enough(irena):
    checked(irena, until=THE_DAY)

    assert missing(irena) == set()


def test_one_refusal_names_everybody_once(irena, marta, protection):
    checked(irena, until=date(2027, 3, 12))
    completed(irena, protection, on=date(2026, 6, 1))
    run = RunFactory(audience=Audience.CHILDREN)

    with pytest.raises(NotCleared) as refused:
        assert_cleared([irena, marta], run=run, days=[THE_DAY + timedelta(days=7), THE_DAY])

    assert [(reason.person, reason.missing, reason.day) for reason in refused.value.reasons] == [
        (irena, Missing.CHECK, date(2027, 3, 17)),
        (marta, Missing.CHECK, THE_DAY),
        (marta, Missing.COURSE, THE_DAY),
    ]


@pytest.mark.parametrize("field", ["trainers", "interpreter"])
def test_the_form_of_a_run_for_children_says_who_is_not_cleared(irena, protection, field):
    run = RunFactory(audience=Audience.CHILDREN)
    chosen = [irena] if field == "trainers" else irena

    remarks = dict(remarks_on({"course": run.course, "audience": run.audience, field: chosen}, run=run))

    assert remarks[field].count("Irena Wójcik") == 2


def test_the_form_asks_nothing_of_those_who_teach_there_already_or_of_adults(irena, protection):
    run = RunFactory(audience=Audience.CHILDREN)
    run.trainers.add(irena)

    for audience in (Audience.CHILDREN, Audience.PARENTS):
        said = {"course": run.course, "audience": audience, "trainers": [irena]}
        assert dict(remarks_on(said, run=run)) == {}


def test_a_run_for_adults_lets_everybody_teach(irena, protection):
    assert_cleared([irena], run=RunFactory(audience=Audience.PARENTS), days=[THE_DAY])


def test_a_check_that_lapses_before_a_planned_session_is_seen(irena, protection):
    checked(irena, until=date(2027, 3, 12))
    completed(irena, protection, on=date(2026, 6, 1))
    run = RunFactory(audience=Audience.CHILDREN)
    adults = RunFactory(audience=Audience.PARENTS)
    SessionFactory(run=run, trainers=[irena], starts_at=at(THE_DAY))
    late = SessionFactory(run=run, trainers=[irena], starts_at=at(THE_DAY + timedelta(days=7)))
    SessionFactory(run=adults, trainers=[irena], starts_at=at(THE_DAY + timedelta(days=7)))
    SessionFactory(
        run=run,
        trainers=[irena],
        starts_at=at(THE_DAY + timedelta(days=14)),
        status=Session.Status.CANCELLED,
    )

    found = lapsing(Session.objects.select_related("run__course"))

    assert [(session, reason.missing) for session, reason in found] == [(late, Missing.CHECK)]


@pytest.mark.parametrize("number", [1, 3])
def test_looking_for_lapses_does_not_ask_once_a_session(irena, protection, number, django_assert_num_queries):
    run = RunFactory(audience=Audience.CHILDREN)
    for week in range(number):
        SessionFactory(run=run, trainers=[irena], starts_at=at(THE_DAY + timedelta(weeks=week)))

    with django_assert_num_queries(5):
        found = lapsing(Session.objects.select_related("run__course"))

    assert len(found) == 2 * number


def test_until_when_somebody_stands_cleared(irena, protection):
    checked(irena, until=THE_DAY)
    completed(irena, protection, on=date(2026, 6, 1))

    standing = standing_of(irena)

    assert (standing.checked_until, standing.course_completed, standing.course_until) == (
        THE_DAY,
        True,
        date(2027, 6, 1),
    )
