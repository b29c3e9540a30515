"""What an auditor reads: who organised, who paid, where, with whom, how long, and who was there."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone
from pypdf import PdfReader

from attendance.door.checkin import note
from attendance.door.marking import Mark, mark
from attendance.models import Sheet, WalkIn
from attendance.sheets.names import names_on_paper
from attendance.sheets.paper import sheet_pdf
from attendance.sheets.printing import sheet_to_sign
from attendance.sheets.run_statement import run_statement_of
from attendance.sheets.statement import statement_of
from attendance.sheets.tables import as_text, table_of
from sessions.models import MakeUp, Place, Run, Timetable, Unit
from tests.attendance.conftest import START
from tests.factories.courses import CourseFactory
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.sessions import ContractFactory, PlaceFactory, RoomFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.once
RECORD, TO_SIGN = Sheet.Purpose.RECORD, Sheet.Purpose.TO_SIGN


@pytest.fixture
def paid_for(session):
    """UNICEF pays for it, in a room, with a topic."""
    unicef = OrganisationFactory(
        code="UNICEF", name="UNICEF", is_funder=True, funder_line="Sfinansowano ze środków UNICEF."
    )
    run = session.run
    run.funder = unicef
    run.contract = ContractFactory(code="UNICEF/2026/3.2", title="Szkolenia", funder=unicef)
    run.save()
    session.room = RoomFactory(name="Sala Klon", address="ul. Kładkowa 7, Wrocław", floor="I piętro")
    session.topic = "Sąd i opieka"
    session.save()
    return session


@pytest.fixture
def hidden(run):
    """The same run, confidential."""
    run.visibility = Run.Visibility.CONFIDENTIAL
    run.save()
    return run


def facts_in(statement):
    return {
        fact["key"]: fact["value"].replace("\u00a0", " ").replace("\u2060", "") for fact in statement["facts"]
    }


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_head_says_who_organised_who_paid_where_and_how_long(paid_for, irena):
    facts = facts_in(statement_of(paid_for, purpose=RECORD))

    assert facts["organiser"].startswith("Miejski Ośrodek Pomocy Społecznej")
    assert facts["funder"] == "UNICEF. Sfinansowano ze środków UNICEF."
    assert facts["contract"] == "UNICEF/2026/3.2 – Szkolenia"
    assert facts["venue"] == "Sala Klon, ul. Kładkowa 7, Wrocław, I piętro"
    assert facts["topics"] == "Sąd i opieka"
    assert facts["trainers"] == "Irena Wójcik"
    assert facts["when"] == "wtorek, 24 listopada 2026, 17.00–19.00"
    assert facts["hours"].startswith("2,67")


def test_theory_and_practice_are_told_apart_and_breaks_count_for_nothing(session):
    Unit.objects.create(
        session=session, starts_after=0, minutes=45, kind=Timetable.Kind.THEORY, topic="Prawo"
    )
    Unit.objects.create(session=session, starts_after=60, minutes=60, kind=Timetable.Kind.PRACTICE)

    statement = statement_of(session, purpose=RECORD, language="en")

    assert statement["planned"] == {"theory": 45, "practice": 60, "units": 2}
    assert facts_in(statement)["hours"] == "2.33 (theory 1, practice 1.33)"
    assert facts_in(statement)["units"] == "17:00–17:45 theory: Prawo · 18:00–19:00 practice"


def test_an_hour_of_sixty_minutes_is_one(session):
    session.run.course.minutes_in_hour = 60
    session.run.course.save()

    statement = statement_of(session, purpose=RECORD, language="en")

    assert facts_in(statement)["hours"] == "2 of theory"


def test_rows_say_when_people_came_and_how_that_is_known(session, seat, marta, irena, oksana, scanned):
    PlaceFactory(run=session.run, person=marta)
    note(scanned(oksana, minutes=25), session=session, by=irena)
    mark(Mark.EXCUSED, marta, session=session, by=irena)

    rows = statement_of(session, purpose=RECORD, language="en")["rows"]

    assert [(row["number"], row["name"], row["status"], row["came"]) for row in rows] == [
        (1, "Marta Kowalska", "excused", ""),
        (2, "Oksana Shevchenko", "late", "17:25"),
    ]
    assert rows[1]["minutes"] == 95


def test_a_list_to_sign_has_everybody_expected_and_room_for_those_who_are_not(session, seat, oksana):
    statement = statement_of(session, purpose=TO_SIGN)

    assert [row["name"] for row in statement["rows"]] == ["Oksana Shevchenko"]
    assert statement["blank_rows"] == 3


def test_whoever_makes_it_up_elsewhere_is_not_asked_to_sign(session, seat):
    other = SessionFactory(run=RunFactory(course=session.run.course), starts_at=START + timedelta(days=2))
    MakeUp.objects.create(place=seat, missed=session, session=other)

    assert statement_of(session, purpose=TO_SIGN)["rows"] == []
    assert [row["name"] for row in statement_of(other, purpose=TO_SIGN)["rows"]] == ["Oksana Shevchenko"]


def test_a_confidential_list_has_no_name_no_course_and_no_place(paid_for, hidden, seat, oksana):
    PlaceFactory(run=hidden, person=PersonFactory(given_name="Lidia", alias="Malwa"))
    hidden.organiser.address = "ul. Kładkowa 7, Wrocław"
    hidden.organiser.save()

    statement = statement_of(paid_for, purpose=TO_SIGN, language="en")
    words = words_of(sheet_pdf(statement, made_at=timezone.now(), sheet=Sheet(purpose=TO_SIGN).uuid))

    assert [row["name"] for row in statement["rows"]] == ["Malwa", "Person 1"]
    for secret in ("Oksana", "Shevchenko", "Lidia", "Opiekun", "Sąd", "Klon", "Kładkowa"):
        assert secret not in words
    assert set(facts_in(statement)) == {"organiser", "contract", "run", "when", "trainers", "hours"}


def test_the_number_of_a_person_stays_when_others_come(session, hidden, seat, oksana, marta):
    before = names_on_paper([oksana], run=hidden)
    PlaceFactory(run=hidden, person=marta)

    after = names_on_paper([marta, oksana], run=hidden)

    assert after[oksana.pk] == before[oksana.pk]
    assert after[marta.pk] != after[oksana.pk]


@pytest.mark.parametrize("purpose", [RECORD, TO_SIGN])
@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_papers_are_tagged_in_the_language_chosen(session, seat, purpose, language):
    statement = statement_of(session, purpose=purpose, language=language)

    paper = PdfReader(io.BytesIO(sheet_pdf(statement, made_at=timezone.now(), sheet=Sheet().uuid)))

    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert "Shevchenko" in paper.pages[0].extract_text()


def test_forty_people_take_three_pages_and_nobody_is_lost(run, session):
    for number in range(40):
        PlaceFactory(run=run, person=PersonFactory(given_name="Anna", family_name=f"Osoba{number:02}"))

    pdf = sheet_pdf(
        statement_of(session, purpose=TO_SIGN), made_at=timezone.now(), sheet=Sheet(purpose=TO_SIGN).uuid
    )

    words = words_of(pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 3
    assert all(f"Osoba{number:02}" in words for number in range(40))


def test_the_same_list_printed_twice_is_one_sheet_and_a_changed_one_another(session, seat, irena, marta):
    first = sheet_to_sign(session, by=irena)
    again = sheet_to_sign(session, by=irena)
    PlaceFactory(run=session.run, person=marta)
    changed = sheet_to_sign(session, by=irena)

    assert first == again
    assert changed != first
    assert len(changed.statement["rows"]) == 2


def test_a_run_is_a_matrix_of_people_and_meetings(session, seat, irena, oksana, marta, scanned):
    PlaceFactory(run=session.run, person=marta)
    SessionFactory(run=session.run, starts_at=START + timedelta(days=7), kind=Timetable.Kind.PRACTICE)
    note(scanned(oksana), session=session, by=irena)

    statement = run_statement_of(session.run, language="en")

    assert [meeting["day"] for meeting in statement["meetings"]] == ["24.11", "1.12"]
    assert statement["planned"] == {"theory": 120, "practice": 120}
    signs = {row["name"]: [cell["sign"] for cell in row["cells"]] for row in statement["rows"]}
    assert signs == {"Marta Kowalska": ["", ""], "Oksana Shevchenko": ["P", ""]}
    assert "Oksana Shevchenko" in words_of(sheet_pdf(statement, made_at=timezone.now()))


@pytest.mark.parametrize("meetings", [0, 1, 12, 13, 26])
def test_a_run_of_any_length_is_printed(run, seat, meetings):
    for number in range(meetings):
        SessionFactory(run=run, starts_at=START + timedelta(days=number))

    words = words_of(sheet_pdf(run_statement_of(run), made_at=timezone.now()))

    assert "Shevchenko" in words


def test_the_matrix_asks_the_same_number_of_queries_however_many_come(
    run, session, seat, marta, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as one:
        run_statement_of(run)
    for number in range(3):
        PlaceFactory(run=run, person=PersonFactory())
        SessionFactory(run=run, starts_at=START + timedelta(days=number + 1))

    with django_assert_num_queries(len(one)):
        run_statement_of(run)


def test_a_table_holds_the_same_as_the_paper(session, seat, irena, oksana, scanned):
    note(scanned(oksana), session=session, by=irena)
    statement = statement_of(session, purpose=RECORD, language="en")

    rows = list(csv.DictReader(io.StringIO(table_of(statement, kind="csv").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(table_of(statement, kind="xlsx")))

    assert rows[0]["Given and family name"] == "Oksana Shevchenko"
    assert (rows[0]["Minutes"], rows[0]["of them practice"]) == ("120", "0")
    assert book.worksheets[0]["D2"].value == "Oksana Shevchenko"
    assert book.worksheets[0]["J2"].value == 120
    assert any("Irena" in str(cell.value) for row in book.worksheets[1] for cell in row)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_name_that_is_a_formula_stays_a_name(run, session, kind):
    PlaceFactory(run=run, person=PersonFactory(given_name="=HYPERLINK(1)", family_name="@x"))
    content = table_of(statement_of(session, purpose=RECORD), kind=kind)

    if kind == "csv":
        cell = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1][3]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        cell = sheet["D2"].value
        assert sheet["D2"].data_type == "s"

    assert cell == "'=HYPERLINK(1) @x"


@pytest.mark.parametrize("text", ["=1+1", "+48 600", "-2", "@SUM(A1)", "\tx", "\r=1", "\n=1"])
def test_whatever_a_spreadsheet_would_reckon_is_marked_as_text(text):
    assert as_text(text) == f"'{text}"


def test_a_person_who_walked_in_is_on_the_record(session, irena):
    stranger = PersonFactory(given_name="Zofia", family_name="Nowa")
    WalkIn.objects.create(session=session, person=stranger, name="Zofia Nowa", created_by=irena)
    session.attendances.create(person=stranger, status="present", minutes=60)

    rows = statement_of(session, purpose=RECORD)["rows"]

    assert [(row["name"], row["minutes"]) for row in rows] == [("Zofia Nowa", 60)]


def test_whoever_gave_the_place_back_is_not_listed(session, seat, marta):
    PlaceFactory(run=session.run, person=marta, status=Place.Status.CANCELLED)

    assert [row["name"] for row in statement_of(session, purpose=TO_SIGN)["rows"]] == ["Oksana Shevchenko"]


def test_letters_that_no_typeface_has_do_not_stop_the_press(run, session):
    PlaceFactory(run=run, person=PersonFactory(given_name="Ali 🌻", family_name="雪"))
    course = CourseFactory(title="Kurs 🌻")
    session.run.course = course
    session.run.save()

    sheet_pdf(statement_of(session, purpose=RECORD), made_at=timezone.now())
