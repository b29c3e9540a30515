"""What was given and who was there is counted for a run, a month, an NGO, its contract and its funder.

Only what stands on a list that was handed in counts as given; of confidential runs there are numbers, and
names only for those who coordinate them.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db.models import Sum
from django.utils import translation

from attendance.hours.counting import count, count_all
from attendance.hours.entries import entries
from attendance.hours.months import months_in, usual_days
from attendance.hours.people import hours_of_people, hours_without_names, people_of
from attendance.hours.report import rows_of
from attendance.hours.scope import By, Hours, Wanted
from attendance.models import Attendance
from sessions.models import Appointment, Session
from sessions.models.session import WARSAW
from sessions.units import Part, set_units
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.sessions import (
    AppointmentFactory,
    ContractFactory,
    PlaceFactory,
    RunFactory,
    SessionFactory,
    SpecialistFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


NOVEMBER = Wanted(since=date(2026, 11, 1), until=date(2026, 11, 30))
MONDAY = datetime(2026, 11, 2, 17, tzinfo=WARSAW)


@pytest.fixture(autouse=True)
def _end_of_november():
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=WARSAW), tick=False):
        yield


@pytest.fixture
def run(mops):
    return RunFactory(organiser=mops, code="OPIEK-1")


def held(run, *, starts_at=MONDAY, minutes=120, is_open=False, **facts):
    """A meeting, its list handed in unless it is still open."""
    closed = {} if is_open else {"status": Session.Status.CLOSED, "closed_at": starts_at + timedelta(days=1)}
    return SessionFactory(
        run=run, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), **closed, **facts
    )


def there(session, person=None, *, minutes=120, practice=0, units=1, place=True, status="present"):
    person = person or PersonFactory()
    seat = None
    if place:
        seat = session.run.places.filter(person=person).first() or PlaceFactory(
            run=session.run, person=person
        )
    return Attendance.objects.create(
        session=session,
        person=person,
        place=seat,
        status=status,
        minutes=minutes,
        practice_minutes=practice,
        units=units,
    )


def of(person, wanted=NOVEMBER):
    return Hours(wanted, user=person.user)


def test_a_meeting_and_those_who_were_there_count_for_its_run(pan_adam, run):
    session = held(run)
    there(session)
    there(session, minutes=60, status="late")
    there(session, minutes=0, units=0, status="absent")

    figures = count(of(pan_adam), by=By.RUN)[run.pk]

    assert (figures.meetings, figures.minutes, figures.theory, figures.units) == (1, 120, 120, 1)
    assert (figures.people, figures.person_theory, figures.person_units) == (2, 180, 2)


def test_theory_and_practice_stand_apart_and_breaks_are_neither(pan_adam, run):
    session = held(run, minutes=150, is_open=True)
    set_units(
        session,
        [
            Part(starts_after=0, minutes=45, kind="theory"),
            Part(starts_after=60, minutes=90, kind="practice"),
        ],
        by=None,
    )
    Session.objects.filter(pk=session.pk).update(status="closed", closed_at=MONDAY)
    there(session, minutes=135, practice=90, units=2)

    figures = count(of(pan_adam), by=By.RUN)[run.pk]

    assert (figures.minutes, figures.theory, figures.practice, figures.units) == (150, 45, 90, 2)
    assert (figures.person_theory, figures.person_practice, figures.person_units) == (45, 90, 2)


@pytest.mark.parametrize("practice", [0, 120])
def test_a_meeting_of_practice_without_units_is_all_practice(pan_adam, run, practice):
    there(held(run, kind="practice"), practice=practice)

    figures = count(of(pan_adam), by=By.RUN)[run.pk]

    assert (figures.theory, figures.practice) == (0, 120)
    assert (figures.person_theory, figures.person_practice) == (0, 120)


def test_an_open_list_is_shown_as_open_and_counts_for_nothing(pan_adam, run):
    there(held(run, is_open=True))
    held(run, starts_at=MONDAY + timedelta(days=27), is_open=True)  # is still to come

    figures = count(of(pan_adam), by=By.RUN)[run.pk]

    assert (figures.open_meetings, figures.open_minutes) == (1, 120)
    assert (figures.meetings, figures.minutes, figures.people, figures.person_minutes) == (0, 0, 0, 0)


def test_a_meeting_called_off_is_not_there(pan_adam, run):
    SessionFactory(run=run, starts_at=MONDAY, status=Session.Status.CANCELLED)

    assert count(of(pan_adam), by=By.RUN) == {}


def test_walk_ins_are_counted_apart(pan_adam, run):
    session = held(run)
    there(session)
    there(session, place=False, minutes=100)

    figures = count(of(pan_adam), by=By.RUN)[run.pk]

    assert (figures.people, figures.person_minutes) == (1, 120)
    assert (figures.walk_ins, figures.walk_in_minutes) == (1, 100)


def test_one_person_at_two_meetings_is_one_person_in_the_sum(pan_adam, mops, run, oksana):
    other = RunFactory(organiser=mops)
    there(held(run), oksana)
    there(held(other, starts_at=MONDAY + timedelta(days=1)), oksana)
    hours = of(pan_adam)

    total = count_all(hours, count(hours, by=By.RUN).values())

    assert (total.people, total.meetings, total.person_minutes) == (1, 2, 240)


@pytest.mark.parametrize(
    ("starts_at", "counts"),
    [
        (datetime(2026, 10, 31, 23, 59, tzinfo=WARSAW), False),
        (datetime(2026, 11, 1, 0, 0, tzinfo=WARSAW), True),
        (datetime(2026, 11, 30, 23, 59, tzinfo=WARSAW), True),
        (datetime(2026, 12, 1, 0, 0, tzinfo=WARSAW), False),
    ],
)
def test_days_are_those_of_the_clock_on_the_wall(pan_adam, run, starts_at, counts):
    held(run, starts_at=starts_at)

    assert (run.pk in count(of(pan_adam), by=By.RUN)) is counts


def test_months_follow_one_another_and_lead_to_their_rows(pan_adam, run):
    there(held(run, starts_at=datetime(2026, 9, 1, 0, 30, tzinfo=WARSAW)))
    there(held(run))
    hours = of(pan_adam, Wanted(since=date(2026, 9, 1), until=date(2026, 11, 30)))

    rows = rows_of(hours, by=By.MONTH)

    assert [row.asked for row in rows] == [
        {"since": "2026-09-01", "until": "2026-09-30"},
        {"since": "2026-11-01", "until": "2026-11-30"},
    ]
    assert [row.figures.people for row in rows] == [1, 1]


def test_what_has_no_funder_comes_last(anna, mops):
    unicef = OrganisationFactory(name="UNICEF", is_funder=True)
    held(RunFactory(organiser=mops))
    held(RunFactory(organiser=mops, funder=unicef), minutes=60)

    rows = rows_of(of(anna), by=By.FUNDER)

    assert [(row.name, row.figures.minutes) for row in rows] == [("UNICEF", 60), ("without a funder", 120)]


def test_a_contract_has_its_group_hours_beside_its_individual_help(pan_adam, mops):
    contract = ContractFactory(organisation=mops, code="UNICEF/1", hours_agreed=10)
    unused = ContractFactory(organisation=mops, code="UNICEF/2")
    held(RunFactory(organiser=mops, contract=contract))
    specialist = SpecialistFactory(organisation=mops)
    AppointmentFactory(
        specialist=specialist, contract=contract, starts_at=MONDAY, status=Appointment.Status.ATTENDED
    )
    AppointmentFactory(
        specialist=specialist, contract=contract, starts_at=MONDAY, status=Appointment.Status.NO_SHOW
    )

    given, nothing = rows_of(of(pan_adam), by=By.CONTRACT)

    assert (given.figures.minutes, given.figures.helped, given.figures.helped_minutes) == (120, 1, 50)
    assert (given.contract.agreed, given.contract.delivered) == (10, Decimal("2.83"))
    assert (nothing.name, nothing.figures.is_empty) == (unused.code, True)


@pytest.mark.parametrize("narrowed", ["organisation", "funder", "contract", "run"])
def test_hours_can_be_asked_for_of_one_thing(anna, mops, fundacja, narrowed):
    contract = ContractFactory(organisation=mops, funder=OrganisationFactory(is_funder=True))
    wanted = RunFactory(organiser=mops, funder=contract.funder, contract=contract)
    there(held(wanted))
    there(held(RunFactory(organiser=fundacja)))
    choice = {
        "organisation": mops,
        "funder": contract.funder,
        "contract": contract,
        "run": wanted,
    }[narrowed]
    asked = Wanted(since=NOVEMBER.since, until=NOVEMBER.until, **{narrowed: choice})

    assert list(count(of(anna, asked), by=By.RUN)) == [wanted.pk]


def test_a_coordinator_counts_only_what_is_her_organisations(pan_adam, pani_beata, run):
    there(held(run))

    assert count(of(pani_beata), by=By.RUN) == {}
    assert list(people_of(of(pani_beata))) == []
    assert list(entries(of(pani_beata))) == []


def test_people_are_counted_over_all_their_meetings(pan_adam, run, oksana, marta):
    first, second = held(run), held(run, starts_at=MONDAY + timedelta(days=7), is_open=True)
    there(first, oksana, minutes=100)
    there(second, oksana, minutes=30)
    there(first, marta, status="absent", minutes=0, units=0)
    hours = of(pan_adam)

    found = hours_of_people(hours, list(people_of(hours)))

    assert [(one.person, one.figures.person_minutes, one.figures.open_minutes) for one in found] == [
        (oksana, 100, 30)
    ]


def test_an_administrator_sees_the_numbers_of_confidential_runs_and_no_names(anna, pan_adam, mops, oksana):
    secret = RunFactory(organiser=mops, confidential=True)
    there(held(secret), oksana)
    hours = of(anna)

    [row] = entries(hours)
    unnamed = hours_without_names(hours)

    assert count(hours, by=By.RUN)[secret.pk].people == 1
    assert list(people_of(hours)) == []
    assert (unnamed.people, unnamed.person_minutes) == (1, 120)
    assert not row.is_named
    assert list(entries(hours, typed="Shevchenko")) == []
    assert list(entries(hours, person=oksana.uuid)) == []


def test_whoever_coordinates_a_confidential_run_knows_its_people(pan_adam, mops, oksana):
    there(held(RunFactory(organiser=mops, confidential=True)), oksana)
    hours = of(pan_adam)

    [row] = entries(hours)

    assert list(people_of(hours)) == [oksana]
    assert hours_without_names(hours).is_empty
    assert row.is_named


def test_the_list_finds_a_person_by_any_spelling(pan_adam, run, oksana, marta):
    session = held(run)
    mine, _other = there(session, oksana), there(session, marta)

    assert list(entries(of(pan_adam), typed="Шевченко")) == [mine]


@pytest.mark.parametrize("by", [By.RUN, By.MONTH, By.ORGANISATION, By.CONTRACT, By.FUNDER])
def test_each_way_of_counting_finds_the_same_minutes(anna, mops, fundacja, by):
    contract = ContractFactory(organisation=mops)
    for number, organiser in enumerate((mops, mops, fundacja)):
        run = RunFactory(organiser=organiser, contract=contract if number else None)
        session = held(run, starts_at=MONDAY + timedelta(days=number))
        there(session, minutes=60 + number)
    hours = of(anna)

    rows = rows_of(hours, by=by)

    everything = Attendance.objects.aggregate(minutes=Sum("minutes"))["minutes"]
    assert sum(row.figures.person_minutes for row in rows) == everything


@pytest.mark.parametrize("by", [By.RUN, By.MONTH, By.ORGANISATION, By.CONTRACT, By.FUNDER])
def test_three_runs_cost_as_many_queries_as_one(
    anna, mops, by, django_assert_num_queries, django_assert_max_num_queries
):
    contract = ContractFactory(organisation=mops)
    there(held(RunFactory(organiser=mops, contract=contract)))
    with django_assert_max_num_queries(12) as one:
        rows_of(of(anna), by=by)
    for _again in range(2):
        there(held(RunFactory(organiser=mops, contract=ContractFactory(organisation=mops))))

    with django_assert_num_queries(len(one)):
        rows_of(of(anna), by=by)


def test_months_are_found_from_the_middle_of_one_to_the_middle_of_another():
    assert months_in(date(2026, 11, 15), date(2027, 1, 1)) == [
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 31)),
    ]


def test_the_usual_days_are_whole_months():
    days = {name: (first, last) for name, first, last in usual_days(date(2026, 1, 15))}

    assert days["this month"] == (date(2026, 1, 1), date(2026, 1, 31))
    assert days["last month"] == (date(2025, 12, 1), date(2025, 12, 31))
    assert days["this quarter"] == (date(2026, 1, 1), date(2026, 3, 31))
    assert days["last year"] == (date(2025, 1, 1), date(2025, 12, 31))
