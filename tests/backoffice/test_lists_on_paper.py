"""Coordinators find every frozen list, and only they may see who stands under which alias."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from attendance.models import Sheet
from attendance.records.closing import close_session
from attendance.sheets.freezing import freeze_run
from attendance.sheets.key import key_of
from attendance.sheets.printing import draw
from lms.privacy.models import AuditEntry
from sessions.models import Run
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory


@pytest.fixture
def hidden(mops, oksana, irena):
    """A confidential meeting of an hour ago: Oksana without an alias, somebody with one."""
    run = RunFactory(organiser=mops, visibility=Run.Visibility.CONFIDENTIAL, code="CZAS-1")
    held = SessionFactory(run=run, starts_at=timezone.now() - timedelta(hours=3), trainers=[irena])
    PlaceFactory(run=run, person=oksana)
    PlaceFactory(run=run, person=PersonFactory(given_name="Lidia", family_name="Rak", alias="Malwa"))
    return held


def words_of(response):
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).split()
    )


def test_the_key_says_who_stands_under_which_alias_and_is_logged(client, hidden, pan_adam):
    client.force_login(pan_adam.user)

    answer = client.get(reverse("sheets:key", args=[hidden.uuid]))

    words = words_of(answer)
    assert all(part in words for part in ("Malwa", "Lidia Rak", "Oksana Shevchenko"))
    entry = AuditEntry.objects.get(action=AuditEntry.Action.EXPORTED)
    assert (entry.actor, entry.target) == (pan_adam.user, f"attendance.Sheet key of session {hidden.pk}")
    assert "no-store" in answer["Cache-Control"]


def test_nobody_but_a_coordinator_of_the_organiser_has_the_key(hidden, anna, pani_beata, irena, oksana):
    for person in (anna, pani_beata, irena, oksana):
        with pytest.raises(PermissionError):
            key_of(hidden, by=person.user)
    assert not AuditEntry.objects.exists()


def test_a_coordinator_elsewhere_does_not_even_find_the_meeting(client, hidden, pani_beata):
    client.force_login(pani_beata.user)

    assert client.get(reverse("sheets:key", args=[hidden.uuid])).status_code == 404
    assert client.get(reverse("sheets:session", args=[hidden.uuid])).status_code == 404


def test_an_administrator_is_not_offered_the_key(client, hidden, anna, pan_adam):
    key = reverse("sheets:key", args=[hidden.uuid])
    client.force_login(pan_adam.user)
    offered = client.get(reverse("sheets:session", args=[hidden.uuid])).content.decode()
    client.force_login(anna.user)
    shown = client.get(reverse("sheets:session", args=[hidden.uuid])).content.decode()

    assert key in offered
    assert key not in shown


def test_the_list_of_a_confidential_run_holds_no_name(client, hidden, pan_adam):
    client.force_login(pan_adam.user)

    for name, address in (("csv", "run_table"), ("csv", "session_table")):
        of = hidden.run_id if address == "run_table" else hidden.uuid
        content = client.get(reverse(f"sheets:{address}", args=[of, name])).content.decode("utf-8-sig")
        assert "Malwa" in content
        assert not any(secret in content for secret in ("Oksana", "Lidia", "Shevchenko"))


def test_every_frozen_list_is_found_by_its_run_and_its_fingerprint(client, hidden, irena, pan_adam):
    close_session(hidden, by=irena)
    sheet = Sheet.objects.get()
    client.force_login(pan_adam.user)

    def found(query):
        return list(client.get(reverse("sheets:index"), {"q": query}).context["page_obj"].object_list)

    assert found("") == found("czas") == found(sheet.sha256[:12].upper()) == [sheet]
    assert found("nothing") == []


def test_a_file_is_recognised_only_by_those_who_may_see_the_list(client, hidden, irena, pan_adam, pani_beata):
    close_session(hidden, by=irena)
    sheet = draw(Sheet.objects.get())
    with sheet.pdf.open("rb") as file:
        content = file.read()

    def asked(person):
        client.force_login(person.user)
        answer = client.post(reverse("sheets:index"), {"file": SimpleUploadedFile("lista.pdf", content)})
        return answer.context["is_frozen_as"]

    assert asked(pan_adam) == sheet
    assert asked(pani_beata) is None


def test_a_corrected_list_is_kept_once_more_besides_the_old_one(client, hidden, irena, pan_adam):
    close_session(hidden, by=irena)
    hidden.attendances.update(status="present", minutes=60)
    client.force_login(pan_adam.user)

    client.post(reverse("sheets:freeze", args=[hidden.uuid]))
    client.post(reverse("sheets:freeze", args=[hidden.uuid]))

    assert Sheet.objects.filter(session=hidden).count() == 2


def test_the_page_of_a_run_keeps_it_as_it_is(client, hidden, pan_adam):
    client.force_login(pan_adam.user)

    client.post(reverse("sheets:freeze_run", args=[hidden.run_id]))
    page = client.get(reverse("sheets:run", args=[hidden.run_id])).content.decode()

    assert Sheet.objects.get().sha256 in page


def test_the_list_of_frozen_sheets_asks_as_often_for_three_as_for_one(
    client, mops, pan_adam, irena, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(pan_adam.user)
    freeze_run(RunFactory(organiser=mops), by=irena)
    client.get(reverse("sheets:index"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("sheets:index"))
    for _number in range(2):
        freeze_run(RunFactory(organiser=mops), by=irena)

    with django_assert_max_num_queries(len(one)):
        client.get(reverse("sheets:index"))
