"""Somebody on no list is written down in three fields, without scripts, and a wrong tap is undone by hand."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from attendance.door.checkin import note
from attendance.models import Attendance, Scan, WalkIn
from tests.attendance.conftest import START
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory


@pytest.fixture
def desk(client, session, irena):
    client.force_login(irena.user)
    return f"/en/desk/{session.uuid}/"


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def main(response):
    return " ".join(page(response).select_one("body").get_text(" ").split())


def filled(response, **fields):
    """The form as it came, with the three fields filled in."""
    form = page(response).select_one("main form[method=post]")
    return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")} | fields


# --- written down -------------------------------------------------------------------------------------


def test_three_fields_and_they_are_here(client, desk, session):
    form = filled(client.get(f"{desk}walk-in/"), name="Галина Коваль", contact="600 100 200", birth_year=1988)

    answer = client.post(f"{desk}walk-in/", form, follow=True)

    walk_in = WalkIn.objects.get()
    assert (walk_in.name, walk_in.contact, walk_in.birth_year) == ("Галина Коваль", "600 100 200", 1988)
    assert Attendance.objects.get().was_there
    assert "Галина Коваль is here." in main(answer)


def test_a_name_is_enough(client, desk):
    client.post(f"{desk}walk-in/", filled(client.get(f"{desk}walk-in/"), name="Halyna"))

    assert WalkIn.objects.get().birth_year is None
    assert Attendance.objects.get().was_there


def test_sent_twice_it_is_one_person_and_one_entry(client, desk):
    form = filled(client.get(f"{desk}walk-in/"), name="Halyna")

    for _time in range(2):
        client.post(f"{desk}walk-in/", form)

    assert (WalkIn.objects.count(), Scan.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Write the name as they say it."),
        ("contact", "maybe", "neither a phone number nor an e-mail"),
        ("birth_year", "88", "four digits"),
        ("birth_year", "2999", "four digits"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, desk, field, typed, said):
    form = filled(client.get(f"{desk}walk-in/"), name="Halyna") | {field: typed}

    answer = client.post(f"{desk}walk-in/", form)

    assert said in page(answer).select_one(".field--error").get_text()
    assert not WalkIn.objects.exists()


def test_hours_before_nobody_is_in_yet(client, desk):
    form = filled(client.get(f"{desk}walk-in/"), name="Halyna")

    with time_machine.travel(START - timedelta(hours=5)):
        answer = client.post(f"{desk}walk-in/", form)

    assert "Too early" in main(answer)
    assert not Attendance.objects.exists()


# --- whose name it is -----------------------------------------------------------------------------------


def test_the_year_of_birth_tells_two_of_one_name_apart(client, desk, run):
    for year in (1971, 1990):
        PlaceFactory(run=run, person=PersonFactory(given_name="Iryna", date_of_birth=date(year, 1, 1)))
    PlaceFactory(run=run, person=PersonFactory(given_name="Marta", date_of_birth=date(1988, 1, 1)))
    twins = PersonFactory._meta.model.objects.filter(given_name="Iryna")
    twins.update(family_name="Tkachenko")

    rows = page(client.get(desk)).select(".roster-row__who")

    told = sorted(row.get_text(" ", strip=True) for row in rows)
    assert [row for row in told if "Born in" in row] == [
        "Iryna Tkachenko Expected Born in 1971",
        "Iryna Tkachenko Expected Born in 1990",
    ]


# --- undone ---------------------------------------------------------------------------------------------


def test_a_mark_is_undone_by_whoever_made_it_and_by_nobody_else(
    client, desk, session, seat, oksana, pan_adam, scanned
):
    note(scanned(oksana), session=session, by=pan_adam)

    answer = client.post(f"{desk}mark/", {"mark": "undo", "person": oksana.uuid}, follow=True)

    assert f"{pan_adam.display_name} noted that." in main(answer)
    assert Attendance.objects.get().was_there


def test_an_excuse_says_why_and_no_more(client, desk, seat, oksana):
    client.post(f"{desk}mark/", {"mark": "excused", "person": oksana.uuid, "excuse": "family"})

    assert Attendance.objects.get().excuse == "family"
    assert Scan.objects.get().happened_at == timezone.now()
