"""Pan Adam proves to the donor what was given: by run, person, month, contract; on the page and as a file."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from attendance.hours import views
from lms.privacy.models import AuditEntry
from sessions.models import Appointment, Session
from sessions.models.session import WARSAW
from tests.factories.attendance import AttendanceFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import (
    AppointmentFactory,
    ContractFactory,
    RunFactory,
    SessionFactory,
    SpecialistFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 2, 17, tzinfo=WARSAW)
BY = ["run", "person", "month", "organisation", "contract", "funder"]
HOURS, LIST = "hours:report", "hours:list"


@pytest.fixture(autouse=True)
def _end_of_november():
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=WARSAW), tick=False):
        yield


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def desk_of_anna(client, anna):
    client.force_login(anna.user)
    return client


def held(run):
    return SessionFactory(
        run=run,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(hours=2),
        status=Session.Status.CLOSED,
        closed_at=MONDAY + timedelta(days=1),
    )


@pytest.fixture
def run(mops):
    return RunFactory(organiser=mops, code="OPIEK-1", contract=ContractFactory(organisation=mops))


@pytest.fixture
def attendance(run, oksana):
    return AttendanceFactory(session=held(run), person=oksana)


@pytest.fixture
def secret(mops, marta):
    """Marta was at a confidential meeting."""
    run = RunFactory(organiser=mops, code="CZAS-1", confidential=True)
    return AttendanceFactory(session=held(run), person=marta)


def sheet_in(answer):
    return list(load_workbook(BytesIO(answer.content)).active.values)


@pytest.mark.parametrize("by", BY)
def test_hours_of_this_month_are_counted_by_whatever_is_asked(desk_of_adam, attendance, by):
    page = desk_of_adam.get(reverse(HOURS), {"by": by})

    [line] = page.context["lines"]
    assert page.context["by"] == by
    assert "2" in line.cells


def test_a_line_leads_to_the_rows_it_was_counted_from(desk_of_adam, attendance, mops):
    AttendanceFactory(session=held(RunFactory(organiser=mops, code="RODZ-1")))
    lines = desk_of_adam.get(reverse(HOURS), {"by": "run"}).context["lines"]

    page = desk_of_adam.get(lines[0].address)

    assert list(page.context["rows"]) == [attendance]


def test_a_row_leads_to_the_record_of_its_meeting(desk_of_adam, attendance):
    page = desk_of_adam.get(reverse(LIST))

    record = reverse("attendance:record", args=[attendance.session.uuid])
    assert f'href="{record}"' in page.content.decode()
    assert desk_of_adam.get(record).status_code == 200


def test_a_person_leads_to_her_rows(desk_of_adam, attendance):
    AttendanceFactory(session=attendance.session, person=PersonFactory(family_name="Zielinska"))
    lines = desk_of_adam.get(reverse(HOURS), {"by": "person"}).context["lines"]

    page = desk_of_adam.get(lines[0].address)

    assert list(page.context["rows"]) == [attendance]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"since": "2026-11-30", "until": "2026-11-01"}, "until"),
        ({"since": "2001-01-01"}, "until"),
        ({"since": "yesterday"}, "since"),
        ({"until": "99999-01-01"}, "until"),
        ({"run": "NOBODYS"}, "run"),
        ({"contract": "9" * 40}, "contract"),
        ({"organisation": "'; --"}, "organisation"),
    ],
)
@pytest.mark.parametrize("address", [HOURS, LIST])
def test_what_makes_no_sense_is_said_beside_its_field(desk_of_adam, attendance, address, asked, field):
    page = desk_of_adam.get(reverse(address), asked)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert "lines" not in page.context
    assert "rows" not in page.context


@pytest.mark.parametrize(
    "asked", [{"by": "shoe size"}, {"p": "0"}, {"p": "x"}, {"person": "nobody"}, {"q": "\x00" * 9}]
)
@pytest.mark.parametrize("address", [HOURS, LIST])
def test_an_address_made_up_breaks_nothing(desk_of_adam, attendance, address, asked):
    assert desk_of_adam.get(reverse(address), asked).status_code == 200


def test_a_coordinator_finds_no_run_of_others_by_its_code(client, pani_beata, attendance):
    client.force_login(pani_beata.user)

    page = client.get(reverse(HOURS), {"run": "OPIEK-1"})

    assert list(page.context["form"].errors) == ["run"]
    assert not page.context["form"].fields["contract"].queryset.exists()


def test_an_administrator_reads_numbers_of_a_confidential_run_and_no_names(desk_of_anna, attendance, secret):
    by_run = desk_of_anna.get(reverse(HOURS), {"by": "run"})
    by_person = desk_of_anna.get(reverse(HOURS), {"by": "person"})
    rows = desk_of_anna.get(reverse(LIST))
    file = desk_of_anna.get(reverse("hours:export_list", args=["csv"])).content.decode()

    assert [line.name for line in by_run.context["lines"]] == ["CZAS-1", "OPIEK-1"]
    assert [line.name for line in by_person.context["lines"]] == ["Oksana Shevchenko"]
    assert by_person.context["unnamed"].people == 1
    for text in (by_person.content.decode(), rows.content.decode(), file):
        assert "Marta" not in text
    assert not AuditEntry.objects.filter(action=AuditEntry.Action.VIEWED).exists()


def test_whoever_reads_names_of_a_confidential_run_leaves_a_trace(desk_of_adam, secret):
    desk_of_adam.get(reverse(LIST))
    desk_of_adam.get(reverse(HOURS), {"by": "person"})

    seen = AuditEntry.objects.filter(action=AuditEntry.Action.VIEWED).order_by("pk")
    assert [entry.target for entry in seen] == [
        f"training_sessions.Run {secret.session.run_id}",
        "hours by person",
    ]


@pytest.mark.parametrize("by", BY)
def test_an_export_holds_numbers_and_is_noted(desk_of_adam, pan_adam, attendance, by):
    answer = desk_of_adam.get(reverse("hours:export", args=["xlsx"]), {"by": by})

    head, row = sheet_in(answer)
    entry = AuditEntry.objects.get(action=AuditEntry.Action.EXPORTED)
    assert len(head) == len(row)
    assert 2 in row
    assert (entry.actor, entry.target) == (pan_adam.user, f"hours by {by}")


def test_the_list_is_exported_as_it_was_asked_for(desk_of_adam, attendance, marta):
    AttendanceFactory(session=attendance.session, person=marta, status="absent", units=0)

    answer = desk_of_adam.get(reverse("hours:export_list", args=["xlsx"]), {"q": "Шевченко"})

    _head, row = sheet_in(answer)
    assert row[:4] == ("2026-11-02", "17:00", "19:00", "OPIEK-1")
    assert row[5] == "Oksana Shevchenko"
    assert 120 in row


def test_what_a_spreadsheet_would_run_is_exported_as_text(desk_of_adam, run):
    AttendanceFactory(session=held(run), person=PersonFactory(given_name='=HYPERLINK("http://x")'))

    text = desk_of_adam.get(reverse("hours:export_list", args=["csv"])).content.decode()
    by_person = desk_of_adam.get(reverse("hours:export", args=["csv"]), {"by": "person"}).content.decode()

    assert "'=HYPERLINK" in text
    assert "'=HYPERLINK" in by_person


@pytest.mark.parametrize(("export", "asked"), [("export_list", {}), ("export", {"by": "person"})])
def test_an_export_beyond_reason_asks_for_fewer_days(desk_of_adam, attendance, monkeypatch, export, asked):
    AttendanceFactory(session=attendance.session)
    monkeypatch.setattr(views, "MOST_EXPORTED", 1)

    page = desk_of_adam.get(reverse(f"hours:{export}", args=["xlsx"]), asked)

    assert page.headers["Content-Type"].startswith("text/html")
    assert not AuditEntry.objects.filter(action=AuditEntry.Action.EXPORTED).exists()


@pytest.mark.parametrize("by", BY)
def test_individual_help_stands_beside_group_hours_where_it_belongs(desk_of_adam, mops, attendance, by):
    AppointmentFactory(
        specialist=SpecialistFactory(organisation=mops), starts_at=MONDAY, status=Appointment.Status.ATTENDED
    )
    page = desk_of_adam.get(reverse(HOURS), {"by": by})

    shown = {column.name for head in page.context["heads"] for column in head.columns}
    assert ("helped" in shown) is (by not in {"run", "person"})


@pytest.mark.parametrize("address", [f"{HOURS} {by}" for by in BY] + [LIST])
def test_three_rows_cost_as_many_queries_as_one(
    desk_of_adam, mops, attendance, address, django_assert_max_num_queries, django_assert_num_queries
):
    name, _space, by = address.partition(" ")
    desk_of_adam.get(reverse(name), {"by": by})
    with django_assert_max_num_queries(25) as one:
        desk_of_adam.get(reverse(name), {"by": by})
    for _again in range(2):
        contract = ContractFactory(organisation=mops)
        AttendanceFactory(session=held(RunFactory(organiser=mops, contract=contract)))

    with django_assert_num_queries(len(one)):
        desk_of_adam.get(reverse(name), {"by": by})
