"""Pan Adam says what a long meeting consists of: he takes a proposal, changes a line, and saves it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from sessions.models import Session
from sessions.models.session import WARSAW
from sessions.units import Part, parts_of, set_units
from tests.factories.sessions import RunFactory, SessionFactory

START = datetime(2027, 3, 4, 9, tzinfo=WARSAW)


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def session(mops):
    """Four hours from nine o’clock."""
    return SessionFactory(
        run=RunFactory(organiser=mops), starts_at=START, ends_at=START + timedelta(hours=4), kind="practice"
    )


@pytest.fixture
def address(session):
    return reverse("run:session_units", args=[session.pk])


def typed(*rows, **also):
    """Rows of a form: start, end, kind, topic."""
    names = ("start", "end", "kind", "topic")
    fields = {
        f"{name}_{number}": value
        for number, row in enumerate(rows)
        for name, value in zip(names, row, strict=True)
    }
    return {"rows": len(rows), **fields, **also}


def hours_in(page):
    form = page.context["form"]
    return [
        (form[f"start_{number}"].value(), form[f"end_{number}"].value())
        for number in range(form.number)
        if form[f"start_{number}"].value()
    ]


def test_a_proposal_fills_the_rows_and_saves_nothing(desk_of_adam, session, address):
    page = desk_of_adam.get(address, {"minutes": 45, "pause": 15})

    assert [f"{start:%H:%M}–{end:%H:%M}" for start, end in hours_in(page)] == [
        "09:00–09:45",
        "10:00–10:45",
        "11:00–11:45",
        "12:00–12:45",
    ]
    assert page.context["form"]["kind_0"].value() == "practice"
    assert parts_of(session) == []


def test_a_proposal_beyond_reason_is_refused_beside_its_field(desk_of_adam, address):
    page = desk_of_adam.get(address, {"minutes": "-1", "pause": "x"})

    assert page.status_code == 200
    assert set(page.context["proposal"].errors) == {"minutes", "pause"}


def test_what_is_typed_becomes_units_and_is_shown_with_the_meeting(desk_of_adam, session, address):
    rows = typed(
        ("9:00", "9:45", "theory", "Sąd"), ("10:00", "11:00", "practice", ""), ("", "", "theory", "")
    )

    answer = desk_of_adam.post(address, rows)

    page = desk_of_adam.get(answer.url)
    assert parts_of(session) == [
        Part(starts_after=0, minutes=45, kind="theory", topic="Sąd"),
        Part(starts_after=60, minutes=60, kind="practice"),
    ]
    assertContains(page, "Sąd")


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([("9:00", "", "theory", "")], "end_0"),
        ([("", "", "theory", "Sąd")], "start_0"),
        ([("10:00", "9:00", "theory", "")], "end_0"),
        ([("8:00", "9:30", "theory", "")], "start_0"),
        ([("9 rano", "9:30", "theory", "")], "start_0"),
        ([("9:00", "10:00", "theory", ""), ("9:30", "10:30", "theory", "")], "__all__"),
        ([("12:30", "13:01", "theory", "")], "__all__"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_saved(
    desk_of_adam, session, address, rows, field
):
    page = desk_of_adam.post(address, typed(*rows))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert parts_of(session) == []


def test_units_are_taken_away_by_emptying_their_rows(desk_of_adam, session, address):
    set_units(session, [Part(starts_after=0, minutes=45, kind="theory")], by=None)

    desk_of_adam.post(address, typed(("", "", "theory", "")))

    assert parts_of(session) == []


@pytest.mark.parametrize("rows", ["", "x", "-3", "9" * 5000])
def test_a_number_of_rows_that_makes_no_sense_breaks_nothing(desk_of_adam, address, rows):
    page = desk_of_adam.post(address, {"rows": rows})

    assert page.status_code == 422


def test_a_meeting_whose_list_is_handed_in_keeps_its_units(desk_of_adam, session, address):
    Session.objects.filter(pk=session.pk).update(status="closed", closed_at=START)

    page = desk_of_adam.post(address, typed(("9:00", "9:45", "theory", "")))

    assert page.status_code == 422
    assert parts_of(session) == []


def test_only_a_meeting_of_a_series_offers_to_change_the_others(desk_of_adam, address):
    assertNotContains(desk_of_adam.get(address), "for_series")


def test_the_run_costs_the_same_for_three_meetings_with_units_as_for_one(
    desk_of_adam, session, django_assert_max_num_queries
):
    page = reverse("run:inspect", args=[session.run_id])
    set_units(session, [Part(starts_after=0, minutes=45, kind="theory")], by=None)
    desk_of_adam.get(page)
    with django_assert_max_num_queries(60) as one:
        desk_of_adam.get(page)
    for _again in range(2):
        other = SessionFactory(run=session.run, starts_at=START, ends_at=START + timedelta(hours=4))
        set_units(other, [Part(starts_after=0, minutes=45, kind="theory")], by=None)

    with django_assert_max_num_queries(len(one)):
        desk_of_adam.get(page)
