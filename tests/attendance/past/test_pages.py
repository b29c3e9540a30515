"""Pan Adam takes the template, uploads it, looks at every row, and has it written or throws it away."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertRedirects

from attendance.models import Attendance, PastImport
from attendance.past import writing
from attendance.past.words import CELL, FILE
from lms.privacy.models import AuditEntry
from tests.attendance.past.conftest import row, upload

pytestmark = pytest.mark.django_db

INDEX = "past:index"


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def uploaded(desk_of_adam):
    def bring(*rows, **facts):
        desk_of_adam.post(reverse(INDEX), {"file": upload(*rows, **facts)})
        return PastImport.objects.latest("pk")

    return bring


def page_of(past_import, name="past:import"):
    return reverse(name, args=[past_import.uuid])


def test_the_template_is_an_excel_file_with_an_explanation_in_three_languages(desk_of_adam):
    answer = desk_of_adam.get(reverse("past:template"))

    book = load_workbook(BytesIO(answer.content))
    first = [cell.value for cell in book.worksheets[1]["A"] if cell.font.sz == 14]
    assert len(book.worksheets[0]["1"]) == 10
    assert first == ["Polski", "Українська", "English"]


def test_the_upload_leads_to_a_preview_of_every_row(desk_of_adam, session, seat):
    answer = desk_of_adam.post(reverse(INDEX), {"file": upload(row())}, follow=True)

    [line] = answer.context["lines"]
    assert (line.number, line.name, line.effect) == (2, "Oksana Shevchenko", "new")
    assert "120" in line.becomes
    assert not Attendance.objects.exists()


def test_the_preview_is_written_with_one_button_and_noted(desk_of_adam, pan_adam, uploaded, session, seat):
    past_import = uploaded(row())

    answer = desk_of_adam.post(page_of(past_import, "past:write"))

    assertRedirects(answer, page_of(past_import))
    entry = AuditEntry.objects.get(target__contains="PastImport")
    assert Attendance.objects.get().minutes == 120
    assert entry.actor == pan_adam.user


def test_a_wrong_row_is_told_with_its_number_and_column_and_offers_no_button(
    desk_of_adam,
    uploaded,
    session,
    seat,
):
    past_import = uploaded(row(), row(name="Nobody Atall", came="soon"))

    page = desk_of_adam.get(page_of(past_import), {"only": "wrong"})

    [line] = page.context["lines"]
    assert line.number == 3
    assert len(line.problems) == 2
    assert page_of(past_import, "past:write") not in page.content.decode()
    desk_of_adam.post(page_of(past_import, "past:write"))
    assert not Attendance.objects.exists()


def test_a_file_that_cannot_be_read_says_why_and_nothing_is_kept(desk_of_adam):
    page = desk_of_adam.post(reverse(INDEX), {"file": upload(content=b"imie;nazwisko")})

    assert page.status_code == 422
    assertContains(page, 'id="id_file_error"', status_code=422)
    assert not PastImport.objects.exists()


def test_no_file_is_asked_for(desk_of_adam):
    assert desk_of_adam.post(reverse(INDEX)).status_code == 422


def test_what_changed_since_the_preview_is_shown_again(desk_of_adam, uploaded, session, seat):
    past_import = uploaded(row())
    session.run.sessions.update(ends_at=session.ends_at.replace(year=2030))

    page = desk_of_adam.post(page_of(past_import, "past:write"), follow=True)

    assert page.context["past_import"].rows_wrong == 1
    assert not Attendance.objects.exists()


def test_a_file_is_thrown_away(desk_of_adam, uploaded, session, seat):
    past_import = uploaded(row())

    answer = desk_of_adam.post(page_of(past_import, "past:discard"))

    assertRedirects(answer, reverse(INDEX))
    assert not PastImport.objects.exists()


def test_what_is_written_is_not_thrown_away(desk_of_adam, uploaded, session, seat):
    past_import = uploaded(row())
    desk_of_adam.post(page_of(past_import, "past:write"))

    desk_of_adam.post(page_of(past_import, "past:discard"))

    assert PastImport.objects.get().rows_written == 1


def test_a_large_file_goes_to_a_worker_and_its_page_says_how_far_it_is(
    desk_of_adam,
    uploaded,
    session,
    seat,
    monkeypatch,
    mocked_tasks,
):
    monkeypatch.setattr(writing, "AT_ONCE", 0)

    past_import = uploaded(row())
    page = desk_of_adam.get(page_of(past_import))

    assert mocked_tasks == [("read", past_import.pk)]
    assert page.headers["Refresh"] == "3"
    writing.read_rows(past_import)
    desk_of_adam.post(page_of(past_import, "past:write"))
    desk_of_adam.post(page_of(past_import, "past:write"))
    assert mocked_tasks[1:] == [("write", past_import.pk)]
    assert desk_of_adam.get(page_of(past_import)).headers["Refresh"] == "3"


@pytest.fixture
def mocked_tasks(monkeypatch):
    """What is handed to a worker instead of being done."""
    handed = []
    for name in ("read", "write"):
        monkeypatch.setattr(
            f"attendance.tasks.{name}_past_import.delay", lambda pk, name=name: handed.append((name, pk))
        )
    return handed


def test_a_worker_reads_and_writes_it(uploaded, session, seat, monkeypatch, mocked_tasks):
    from attendance import tasks

    monkeypatch.setattr(writing, "AT_ONCE", 0)
    past_import = uploaded(row())

    tasks.read_past_import(past_import.pk)
    past_import.refresh_from_db()
    assert past_import.status == PastImport.Status.READY
    writing.ask_to_write(past_import)
    tasks.write_past_import(past_import.pk)
    tasks.write_past_import(past_import.pk)
    tasks.write_past_import(10**9)

    assert Attendance.objects.count() == 1


def test_another_coordinator_does_not_find_the_file(client, uploaded, pani_beata, session, seat):
    past_import = uploaded(row())
    client.force_login(pani_beata.user)

    assert client.get(page_of(past_import)).status_code == 404
    assert client.post(page_of(past_import, "past:write")).status_code == 404
    assert list(client.get(reverse(INDEX)).context["imports"]) == []


def test_the_preview_costs_the_same_for_three_rows_as_for_one(
    desk_of_adam,
    uploaded,
    session,
    seat,
    django_assert_max_num_queries,
    django_assert_num_queries,
):
    one, three = uploaded(row()), uploaded(row(), row(name="A"), row(name="B"))
    desk_of_adam.get(page_of(one))
    with django_assert_max_num_queries(20) as asked:
        desk_of_adam.get(page_of(one))

    with django_assert_num_queries(len(asked)):
        desk_of_adam.get(page_of(three))


def test_every_refusal_has_words():
    assert all(str(words) for words in (*FILE.values(), *CELL.values()))
