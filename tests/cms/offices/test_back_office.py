"""Ewa writes the hours of an office once; what cannot be is said beside the hours that are meant."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.models import Activity, Closure, Counter, HoursException, Office, WeeklyHours
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.offices import CounterFactory, OfficeFactory, OfficeSite
from tests.factories.pages import plant_site
from tests.factories.people import PersonFactory
from tests.factories.sessions import RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of_ewa(client, ewa):
    client.force_login(ewa.user)
    return client


def rows(prefix, given):
    """A formset as a browser sends it."""
    sent = {
        f"{prefix}-TOTAL_FORMS": len(given),
        f"{prefix}-INITIAL_FORMS": sum(1 for row in given if row.get("id")),
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(given):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def office_form(*, counters=(), closures=(), **changes):
    """``counters`` are dicts of fields with ``hours`` and ``exceptions`` as lists of dicts."""
    sent = {
        "code": "centrum",
        "position": 1,
        "street": "ul. Strzegomska 6",
        "postcode": "53-611",
        "town": "Wrocław",
        "closes_on_holidays": "on",
        "name_pl": "Centrum",
        **changes,
    }
    sent |= rows("counters", [{"ORDER": 1, **_plain(one)} for one in counters])
    for number, one in enumerate(counters):
        sent |= rows(f"counters-{number}-weekly_hours", one.get("hours", []))
        sent |= rows(f"counters-{number}-exceptions", one.get("exceptions", []))
    return sent | rows("closures", list(closures))


def _plain(counter):
    return {name: value for name, value in counter.items() if name not in {"hours", "exceptions"}}


def hours(weekday, opens, closes, **more):
    return {"weekday": weekday, "opens": opens, "closes": closes, **more}


def on_days(first, last="", opens="", closes="", **more):
    return {"kind": "days", "first_day": first, "last_day": last, "opens": opens, "closes": closes, **more}


def add(client, **told):
    with translation.override("en"):
        return client.post(reverse("office:add"), office_form(**told))


def errors_of_rows(response, name):
    """The errors of the rows of the first counter."""
    formset = response.context["form"].formsets["counters"].forms[0].formsets[name]
    return [
        {field: [str(one) for one in told] for field, told in form.errors.items()} for form in formset.forms
    ]


def test_an_office_is_written_with_its_counters_hours_exceptions_and_closures(desk_of_ewa):
    response = add(
        desk_of_ewa,
        counters=[
            {"phone": "71 78 22 322", "hours": [hours(0, "7:30", "15:30"), hours(1, "7:30", "15:30")]},
            {
                "name_pl": "Kasa",
                "name_en": "Cash desk",
                "hours": [hours(0, "10:00", "14:00")],
                "exceptions": [
                    {"kind": "last_of_month", "opens": "10:00", "closes": "12:00"},
                    on_days("2026-12-31", reason_pl="Inwentaryzacja"),
                ],
            },
        ],
        closures=[{"first_day": "2026-12-28", "last_day": "2026-12-30", "reason_pl": "Remont"}],
    )

    assert response.status_code == 302
    office = Office.objects.get()
    assert [counter.name for counter in office.counters.all()] == ["", "Kasa"]
    assert WeeklyHours.objects.count() == 3
    one_day = HoursException.objects.get(kind="days")
    assert one_day.first_day == one_day.last_day
    assert Closure.objects.get().reason_pl == "Remont"


def test_hours_that_overlap_on_a_day_are_refused_and_nothing_is_saved(desk_of_ewa):
    response = add(
        desk_of_ewa,
        counters=[
            {"hours": [hours(1, "10:00", "14:00"), hours(1, "8:00", "12:00"), hours(2, "8:00", "12:00")]}
        ],
    )

    first, second, third = errors_of_rows(response, "weekly_hours")
    assert list(first) == ["opens"]
    assert "8.00–12.00" in first["opens"][0] or "8:00–12:00" in first["opens"][0]
    assert (second, third) == ({}, {})
    assert Office.objects.count() == 0


def test_hours_that_touch_do_not_overlap(desk_of_ewa):
    response = add(desk_of_ewa, counters=[{"hours": [hours(1, "8:00", "12:00"), hours(1, "12:00", "14:00")]}])

    assert response.status_code == 302


@pytest.mark.parametrize(
    ("field", "row", "wrong"),
    [
        ("weekly_hours", hours(0, "15:00", "8:00"), ["closes"]),
        ("weekly_hours", hours(0, "8:00", "8:00"), ["closes"]),
        ("weekly_hours", hours(0, "half past", "8:00"), ["opens"]),
        ("exceptions", on_days("", opens="8:00", closes="9:00"), ["first_day"]),
        ("exceptions", on_days("2026-12-05", "2026-12-01"), ["last_day"]),
        ("exceptions", on_days("2026-12-05", opens="8:00"), ["closes"]),
        ("exceptions", on_days("2026-12-05", closes="8:00"), ["opens"]),
        ("exceptions", on_days("2026-12-05", opens="9:00", closes="8:00"), ["closes"]),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(desk_of_ewa, field, row, wrong):
    key = "hours" if field == "weekly_hours" else "exceptions"

    response = add(desk_of_ewa, counters=[{"name_pl": "Kasa", key: [row]}])

    assert response.status_code == 200
    assert [list(told) for told in errors_of_rows(response, field)] == [wrong]
    assert Office.objects.count() == 0


def test_the_same_day_is_not_closed_and_open(desk_of_ewa):
    response = add(
        desk_of_ewa,
        counters=[
            {"exceptions": [on_days("2026-12-05"), on_days("2026-12-05", opens="8:00", closes="9:00")]}
        ],
    )

    assert [list(told) for told in errors_of_rows(response, "exceptions")] == [["opens"], []]


def test_other_hours_for_the_same_days_do_not_overlap(desk_of_ewa):
    response = add(
        desk_of_ewa,
        counters=[
            {
                "exceptions": [
                    on_days("2026-12-05", opens="8:00", closes="10:00"),
                    on_days("2026-12-05", "2026-12-05", opens="9:00", closes="11:00"),
                    on_days("2026-12-05", "2026-12-06", opens="9:00", closes="11:00"),
                ]
            }
        ],
    )

    assert [list(told) for told in errors_of_rows(response, "exceptions")] == [[], ["opens"], []]


def test_only_one_counter_stands_for_the_whole_office(desk_of_ewa):
    response = add(
        desk_of_ewa, counters=[{"hours": [hours(0, "8", "9")]}, {"phone": "71 78 22 322", "name_pl": ""}]
    )

    assert response.status_code == 200
    assert Office.objects.count() == 0


def test_a_closure_ends_after_it_begins(desk_of_ewa):
    response = add(desk_of_ewa, closures=[{"first_day": "2026-12-30", "last_day": "2026-12-28"}])

    (form,) = response.context["form"].formsets["closures"].forms
    assert list(form.errors) == ["last_day"]


def test_a_row_that_is_taken_away_is_not_in_the_way(desk_of_ewa):
    counter = CounterFactory(office=OfficeFactory(code="centrum"), week={"0": "8-12"})
    known = counter.weekly_hours.get()
    sent = office_form(
        counters=[
            {
                "id": counter.pk,
                "hours": [
                    hours(0, "8:00", "12:00", id=known.pk, DELETE="on"),
                    hours(0, "9:00", "13:00"),
                ],
            }
        ]
    )

    response = desk_of_ewa.post(reverse("office:edit", args=[counter.office_id]), sent)

    assert response.status_code == 302
    assert [f"{one.opens:%H:%M}" for one in Counter.objects.get().weekly_hours.all()] == ["09:00"]


def test_new_hours_are_on_the_page_at_once(desk_of_ewa, django_capture_on_commit_callbacks):
    counter = CounterFactory(office=OfficeFactory(code="centrum"), week={"0": "8-12"})
    address = OfficeSite(plant_site()).tell_of(counter.office).url
    before = Client().get(address).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        sent = office_form(counters=[{"id": counter.pk, "hours": [hours(0, "8:15", "12:45")]}])
        desk_of_ewa.post(reverse("office:edit", args=[counter.office_id]), sent)

    assert "8.15–12.45" not in before
    assert "8.15–12.45" in Client().get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "opens"),
    [(Role.EDITOR, True), (Role.MODERATOR, True), (Role.ADMINISTRATOR, True), (Role.COORDINATOR, False)],
)
def test_editors_moderators_and_administrators_change_an_office(client, mops, role, opens):
    person = PersonFactory(with_sign_in=True)
    grant(role, to=person, at=mops)
    client.force_login(person.user)
    office = OfficeFactory()

    assert client.get(reverse("office:inspect", args=[office.pk])).status_code == 200
    assert (client.get(reverse("office:edit", args=[office.pk])).status_code == 200) is opens


def test_a_coordinator_reads_the_hours_in_words(client, pan_adam):
    counter = CounterFactory(week={"01234": "8-15"})
    client.force_login(pan_adam.user)

    page = client.get(reverse("office:inspect", args=[counter.office_id])).content.decode()

    assert "Pon–Pt 8.00–15.00" in page


def test_an_office_that_has_rooms_is_not_deleted_and_the_reason_is_said(client, anna):
    room = RoomFactory(name="Sala 3", office=OfficeFactory(), address="")
    client.force_login(anna.user)

    response = client.post(reverse("office:delete", args=[room.office_id]))

    assert Office.objects.count() == 1
    (message,) = get_messages(response.wsgi_request)
    assert "Sala 3" in str(message)


def test_an_office_that_nothing_needs_is_deleted(client, anna):
    office = CounterFactory().office
    client.force_login(anna.user)

    client.post(reverse("office:delete", args=[office.pk]))

    assert Office.objects.count() == 0


def test_an_activity_is_named_in_three_languages(desk_of_ewa):
    desk_of_ewa.post(
        reverse("activity:add"),
        {
            "number": 3,
            "icon": "child",
            "name_pl": "Opiekunowie",
            "name_uk": "Опікуни",
            "name_en": "Guardians",
        },
    )

    assert Activity.objects.get().name_uk == "Опікуни"
