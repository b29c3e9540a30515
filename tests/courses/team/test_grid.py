"""A manager sees who of her team holds what: her own people, and only what their duties ask for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.competences.standing import recalculate_for
from courses.models import Standing
from courses.plans.agreeing import open_plan, propose
from courses.team.cells import Look
from courses.team.forecast import Forecast
from courses.team.grid import Grid
from courses.team.quarters import Quarter, coming
from courses.team.scope import duties_of
from courses.team.wanted import By, GridFilters, last_day
from lms.people.models import Person
from tests.courses.team.conftest import manager_at
from tests.factories.competences import (
    CompetenceFactory,
    CourseGivesFactory,
    DutyFactory,
    EvidenceFactory,
    RequiredCompetenceFactory,
    RoleProfileFactory,
    TeamFactory,
)
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def grid_of(manager, asked=""):
    return Grid(GridFilters(QueryDict(asked), user=manager.user))


def names(grid):
    return [member.person.given_name for member in grid.members]


def look_of(grid, person, competence):
    member = next(one for one in grid.everybody if one.person == person)
    return member.cells[competence.pk].look


def test_a_manager_sees_her_own_teams_and_no_others(krystyna, mops, tomasz, joins):
    other = manager_at(mops, given_name="Barbara")
    joins(given_name="Olga", into=TeamFactory(organisation=mops, manager=other))
    joins(given_name="Nobody's", into=TeamFactory(organisation=mops))

    assert names(grid_of(krystyna)) == ["Tomasz"]
    assert names(grid_of(other)) == ["Olga"]


def test_a_team_led_after_the_role_has_ended_is_seen_no_more(krystyna, tomasz):
    krystyna.memberships.update(ends_on=timezone.localdate() - timedelta(days=1), starts_on=date(2020, 1, 1))

    assert names(grid_of(Person.objects.get(pk=krystyna.pk))) == []


def test_a_manager_does_not_stand_in_her_own_grid_and_who_left_is_gone(krystyna, team, profile, tomasz):
    DutyFactory(person=krystyna, profile=profile, organisation=team.organisation, team=team)
    DutyFactory(
        profile=profile,
        organisation=team.organisation,
        team=team,
        until=timezone.localdate() - timedelta(days=1),
    )

    assert names(grid_of(krystyna)) == ["Tomasz"]


def test_what_a_duty_elsewhere_asks_for_is_not_shown(krystyna, tomasz, first_aid, fundacja):
    elsewhere = RoleProfileFactory()
    RequiredCompetenceFactory(profile=elsewhere, competence=CompetenceFactory(title="Therapy"))
    DutyFactory(person=tomasz, profile=elsewhere, organisation=fundacja)
    recalculate_for(tomasz)

    grid = grid_of(krystyna)

    assert grid.columns == [first_aid]
    assert list(grid.members[0].cells) == [first_aid.pk]


@pytest.mark.parametrize(
    ("held", "look"),
    [(200, Look.HELD), (30, Look.LAPSING), (-1, Look.LAPSED), (None, Look.MISSING)],
)
def test_a_square_says_where_somebody_stands(krystyna, joins, first_aid, held, look):
    person = joins(held=held)

    assert look_of(grid_of(krystyna), person, first_aid) is look


def test_a_course_under_way_makes_it_planned_and_a_course_asked_for_makes_it_asked(
    krystyna, joins, first_aid
):
    course = CourseGivesFactory(competence=first_aid).course
    enrolled, asked = joins(), joins()
    EnrolmentFactory(person=enrolled, course=course)
    recalculate_for(enrolled)
    propose(open_plan(asked, manager=krystyna), by=krystyna, course=course)

    grid = grid_of(krystyna)

    assert look_of(grid, enrolled, first_aid) is Look.PLANNED
    assert look_of(grid, asked, first_aid) is Look.ASKED


def test_whoever_lacks_most_comes_first(krystyna, joins):
    joins(given_name="Well", held=200)
    joins(given_name="Soon", held=20)
    joins(given_name="Lacks")

    assert names(grid_of(krystyna)) == ["Lacks", "Soon", "Well"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("show=missing", ["Lacks"]),
        ("show=lapsing", ["Soon"]),
        ("show=todo", ["Lacks", "Soon"]),
        ("by=month", ["Lacks", "Soon"]),
        ("q=soon", ["Soon"]),
        ("team=0&show=nonsense&by=never", ["Lacks", "Soon", "Well"]),
    ],
)
def test_filters_narrow_and_nonsense_asks_for_nothing(krystyna, joins, asked, found):
    joins(given_name="Well", held=200)
    joins(given_name="Soon", held=20)
    joins(given_name="Lacks")

    assert names(grid_of(krystyna, asked)) == found


def test_a_team_or_a_role_alone(krystyna, team, mops, joins, tomasz):
    second = TeamFactory(organisation=mops, name="Foster care", manager=krystyna)
    joins(given_name="Olga", into=second)
    strange = TeamFactory(organisation=mops)

    assert names(grid_of(krystyna, f"team={second.pk}")) == ["Olga"]
    assert len(names(grid_of(krystyna, f"team={strange.pk}"))) == 2


def test_the_forecast_tells_who_lapses_in_which_quarter(krystyna, joins):
    joins(given_name="Soon", held=20)
    joins(given_name="Lacks")
    today = timezone.localdate()
    in_twenty_days = Quarter.of(today + timedelta(days=20))

    forecast = Forecast(duties_of(krystyna.user), asked=in_twenty_days.code)

    assert [entry.member.person.given_name for entry in forecast.entries] == ["Soon"]
    assert [entry.member.person.given_name for entry in forecast.overdue] == ["Lacks"]
    assert [(str(one), number) for one, number in forecast.by_competence] == [("First aid", 1)]


def test_quarters_follow_each_other_over_the_year():
    assert [one.code for one in coming(3, today=date(2026, 11, 23))] == ["2026-4", "2027-1", "2027-2"]
    assert Quarter(2026, 4).last_day == date(2026, 12, 31)
    assert Quarter(2027, 1).first_day == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("by", "day"),
    [
        (By.MONTH, date(2026, 9, 30)),
        (By.QUARTER, date(2026, 9, 30)),
        (By.NEXT, date(2026, 12, 31)),
        (By.YEAR, date(2026, 12, 31)),
    ],
)
def test_deadlines_in_words(by, day):
    assert last_day(by, today=date(2026, 8, 31)) == day


def test_the_grid_asks_as_often_for_three_people_as_for_one(client, krystyna, profile, joins):
    client.force_login(krystyna.user)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/pl/team/").status_code == 200
        return len(asked)

    joins()
    queries()  # the frame of the page is read once and kept
    with_one = queries()
    for _more in range(3):
        RequiredCompetenceFactory(profile=profile)
    joins(held=20)
    joins()

    assert queries() == with_one <= 15


def test_standings_of_confidential_evidence_are_seen_and_the_course_is_not(
    client, krystyna, tomasz, first_aid
):
    secret = CourseFactory(confidential=True)
    CourseGivesFactory(course=secret, competence=first_aid)
    EvidenceFactory(
        person=tomasz, competence=first_aid, words="Open training", achieved_on=timezone.localdate()
    )
    recalculate_for(tomasz)
    client.force_login(krystyna.user)

    pages = [
        client.get(f"/pl/team/people/{tomasz.uuid}/").content.decode(),
        client.get(f"/pl/team/people/{tomasz.uuid}/{first_aid.uuid}/").content.decode(),
    ]

    assert Standing.objects.get(person=tomasz).state == "held"
    assert all("Open training" in page for page in pages)
    assert not any(secret.title in page for page in pages)


def test_a_person_of_another_team_is_not_there(client, krystyna, joins, mops, first_aid):
    olga = joins(into=TeamFactory(organisation=mops))
    stranger = PersonFactory()
    client.force_login(krystyna.user)

    for person in (olga, stranger, krystyna):
        assert client.get(f"/pl/team/people/{person.uuid}/").status_code == 404
        assert client.get(f"/pl/team/people/{person.uuid}/{first_aid.uuid}/").status_code == 404
        assert client.get(f"/pl/team/people/{person.uuid}/plan/").status_code == 404
