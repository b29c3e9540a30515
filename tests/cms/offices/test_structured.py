"""A search engine tells a reader the right street and the right hour, on Christmas Eve as well."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from cms.models import Closure
from cms.offices.structured import office_data
from tests.factories.offices import CounterFactory, OfficeFactory, last_of_month, other_hours

pytestmark = pytest.mark.django_db

ADDRESS = "https://krok.example.org/pl/kontakt/centrum/"
WORKING_DAYS = [
    f"https://schema.org/{day}" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
]


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(datetime(2026, 11, 23, 8, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def office():
    return OfficeFactory(
        name="Centrum", phone="71 78 22 322", email="sekretariat@mops.wroclaw.pl", closes_on_holidays=False
    )


def hours_of(told):
    return [
        {name: value for name, value in one.items() if name != "@type"}
        for one in told["openingHoursSpecification"]
    ]


def test_the_facts_of_an_office_are_told_as_a_government_office(office):
    told = office_data(office, url=ADDRESS)

    assert told == {
        "@type": "GovernmentOffice",
        "@id": f"{ADDRESS}#office",
        "name": "Centrum",
        "url": ADDRESS,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "ul. Strzegomska 6",
            "postalCode": "53-611",
            "addressLocality": "Wrocław",
            "addressCountry": "PL",
        },
        "hasMap": office.map_url,
        "telephone": "+48717822322",
        "email": "sekretariat@mops.wroclaw.pl",
    }


def test_an_office_that_knows_its_spot_tells_it(office):
    office.latitude, office.longitude = Decimal("51.112300"), Decimal("17.004500")

    assert office_data(office, url=ADDRESS)["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 51.1123,
        "longitude": 17.0045,
    }


def test_the_week_is_told_with_equal_days_together(office):
    CounterFactory(office=office, week={"0124": "8-15", "3": "8-12, 12.30-16.30"})

    monday, tuesday, wednesday, thursday, friday = WORKING_DAYS
    assert hours_of(office_data(office, url=ADDRESS)) == [
        {"opens": "08:00", "closes": "15:00", "dayOfWeek": [monday, tuesday, wednesday, friday]},
        {"opens": "08:00", "closes": "12:00", "dayOfWeek": [thursday]},
        {"opens": "12:30", "closes": "16:30", "dayOfWeek": [thursday]},
    ]


def test_days_to_come_that_differ_are_told_with_their_dates(office):
    counter = CounterFactory(office=office)
    other_hours(counter, date(2026, 11, 26), hours="9-11")
    other_hours(counter, date(2026, 12, 10), date(2026, 12, 15), hours="8-12")
    Closure.objects.create(office=office, first_day=date(2026, 12, 4), last_day=date(2026, 12, 8))

    assert hours_of(office_data(office, url=ADDRESS))[1:] == [
        {"opens": "09:00", "closes": "11:00", "validFrom": "2026-11-26", "validThrough": "2026-11-26"},
        {"opens": "00:00", "closes": "00:00", "validFrom": "2026-12-04", "validThrough": "2026-12-08"},
        {
            "opens": "08:00",
            "closes": "12:00",
            "validFrom": "2026-12-10",
            "validThrough": "2026-12-15",
            "dayOfWeek": WORKING_DAYS,
        },
    ]


def test_public_holidays_are_closed_for_two_months_ahead(office):
    office.closes_on_holidays = True
    CounterFactory(office=office)

    closed = [one["validFrom"] for one in hours_of(office_data(office, url=ADDRESS))[1:]]

    assert closed == ["2026-12-24", "2026-12-25", "2027-01-01", "2027-01-06"]


def test_a_counter_with_a_name_is_a_department(office):
    CounterFactory(office=office, sort_order=1)
    desk = CounterFactory(
        office=office, name="Kasa", phone="71 78 22 300", week={"01234": "10-14"}, sort_order=2
    )
    last_of_month(desk, "10-12")

    (told,) = office_data(office, url=ADDRESS)["department"]

    assert (told["@type"], told["name"], told["telephone"]) == ("GovernmentOffice", "Kasa", "+48717822300")
    assert hours_of(told)[0]["closes"] == "14:00"
    assert [one["validFrom"] for one in hours_of(told)[1:]] == ["2026-11-30", "2026-12-31"]


def test_an_office_without_counters_says_nothing_of_hours(office):
    assert "openingHoursSpecification" not in office_data(office, url=ADDRESS)
