"""All offices are read at once, so that a page with ten of them is no slower than a page with one."""

from datetime import date, datetime

import pytest
from django.utils import translation

from cms.models import Closure, Counter, Office
from cms.offices.opening_hours import hours_of, plan_of
from cms.offices.plan import WARSAW
from cms.offices.reading import read_offices
from tests.factories.offices import CounterFactory, OfficeFactory, last_of_month, other_hours

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=WARSAW)


def furnish(office):
    """An office with two counters and every kind of exception."""
    desk = CounterFactory(office=office, name="Kasa", sort_order=2, week={"01234": "10-14"})
    CounterFactory(office=office, sort_order=1, week={"012": "8-15", "3": "8-12, 13-16.30"})
    last_of_month(desk, "10-12")
    other_hours(desk, date(2026, 12, 31), hours="9-11", reason="Sylwester")
    Closure.objects.create(
        office=office, first_day=date(2026, 12, 1), last_day=date(2026, 12, 4), reason_pl="Remont"
    )


@pytest.mark.parametrize("number", [1, 3])
def test_two_queries_read_any_number_of_offices_with_all_their_hours(number, django_assert_num_queries):
    for _office in range(number):
        furnish(OfficeFactory())

    with django_assert_num_queries(2):
        offices = read_offices(since=TODAY)
        words = [
            hours_of(counter, at=NOW).in_words for office in offices for counter in office.counters.all()
        ]

    assert len(words) == 2 * number


def test_what_is_read_at_once_is_what_the_tables_say():
    furnish(OfficeFactory(closes_on_holidays=False))
    furnish(OfficeFactory())

    read = [counter for office in read_offices(since=TODAY) for counter in office.counters.all()]

    live = list(Counter.objects.order_by("office__position", "office__code", "sort_order"))
    assert [counter.pk for counter in read] == [counter.pk for counter in live]
    assert [plan_of(counter) for counter in read] == [plan_of(counter) for counter in live]


def test_a_reason_is_read_in_the_language_of_the_reader():
    counter = CounterFactory()
    Closure.objects.create(
        office=counter.office,
        first_day=TODAY,
        last_day=TODAY,
        reason_pl="Remont",
        reason_uk="Ремонт",
    )

    (office,) = read_offices(since=TODAY)
    (same,) = office.counters.all()

    with translation.override("uk"):
        assert plan_of(same).closures[0].reason == "Ремонт"
    with translation.override("en"):
        assert plan_of(same).closures[0].reason == "Remont"


def test_what_is_over_is_not_read():
    counter = CounterFactory()
    other_hours(counter, date(2026, 11, 20), date(2026, 11, 22))
    other_hours(counter, date(2026, 11, 20), date(2026, 11, 23), "8-10")

    (office,) = read_offices(since=TODAY)

    assert len(office.counters.all()[0].exceptions.all()) == 1


def test_an_office_without_counters_is_read_as_well():
    office = OfficeFactory()

    assert read_offices(since=TODAY) == [office]
    assert list(read_offices(since=TODAY)[0].counters.all()) == []


def test_offices_stand_in_the_order_an_editor_gave_them():
    last, first = OfficeFactory(position=2), OfficeFactory(position=1)

    assert read_offices(since=TODAY) == [first, last]
    assert Office.objects.count() == 2
