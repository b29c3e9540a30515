"""The trainer puts the code of the room on a screen, or on a sheet at the door; neither names anybody."""

import io
import json
import re
from html import unescape

import pytest
import zxingcpp
from PIL import Image

from attendance.codes.room_codes import printed_code_of, room_address, secret_of
from attendance.desk.handover import hand_over
from attendance.models import DoorSecret
from lms.people.models import Role
from lms.people.roles import grant
from lms.web.pdf import TEMPLATES
from sessions.models import Session
from tests.attendance.codes.pictures_of_papers import first_page
from tests.attendance.conftest import START
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory


@pytest.fixture
def trainer(client, irena):
    client.force_login(irena.user)
    return irena


def screen_of(client, session, language="pl"):
    return client.get(f"/{language}/desk/{session.uuid}/screen/")


def facts_on(page):
    return json.loads(unescape(re.search(r'data-session="([^"]*)"', page.content.decode())[1]))


def test_the_screen_holds_the_secret_of_its_session(client, trainer, session):
    page = screen_of(client, session)

    assert page.status_code == 200
    assert facts_on(page)["door_secret"] == secret_of(session)
    assert int(re.search(r'data-now="(\d+)"', page.content.decode())[1]) == START.timestamp() * 1000
    assert "no-store" in page.headers["Cache-Control"]


def test_nobody_is_named_on_the_screen(client, trainer, session, seat):
    assert "Shevchenko" not in screen_of(client, session).content.decode()


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_room_is_called_in_every_language(client, trainer, session, language):
    page = screen_of(client, session, language).content.decode()

    for other in {"pl", "uk", "en"} - {language}:
        assert f'<p lang="{other}">' in page


def test_a_confidential_room_shows_no_name_of_a_course(client, trainer, mops):
    run = RunFactory(organiser=mops, confidential=True)
    held = SessionFactory(run=run, today=True, trainers=[trainer], topic="Bezpieczny plan")

    page = screen_of(client, held).content.decode()

    assert run.course.title not in page
    assert "Bezpieczny plan" not in page


@pytest.mark.parametrize("status", [Session.Status.CANCELLED, Session.Status.CLOSED])
def test_a_list_that_is_not_open_has_no_code(client, trainer, session, status):
    Session.objects.filter(pk=session.pk).update(
        status=status, closed_at=START if status == "closed" else None
    )

    page = screen_of(client, session)

    assert "data-session" not in page.content.decode()
    assert not DoorSecret.objects.exists()


def test_only_those_who_hold_the_session_have_its_screen(client, session, irena, mops, oksana, seat):
    petro = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=petro, at=mops)
    addresses = [f"/pl/desk/{session.uuid}/{page}" for page in ("screen/", "room-code.pdf")]

    client.force_login(petro.user)
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(oksana.user)
    assert [client.get(address).status_code for address in addresses] == [403, 403]

    hand_over(session, to=petro, by=irena)
    client.force_login(petro.user)
    assert [client.get(address).status_code for address in addresses] == [200, 200]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_sheet_for_the_door_is_read_by_a_camera(client, trainer, session, language):
    paper = client.get(f"/{language}/desk/{session.uuid}/room-code.pdf")

    [read] = zxingcpp.read_barcodes(Image.open(io.BytesIO(first_page(paper.content))))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert read.text == room_address(session, printed_code_of(secret_of(session)))


def test_the_sheet_of_a_confidential_room_says_no_name(client, trainer, mops):
    from pypdf import PdfReader

    run = RunFactory(organiser=mops, confidential=True, course__title="Czas dla siebie")
    held = SessionFactory(run=run, today=True, trainers=[trainer], room=RoomFactory(name="Sala 12"))
    PlaceFactory(run=run)

    paper = client.get(f"/pl/desk/{held.uuid}/room-code.pdf").content

    assert "Czas dla siebie" not in PdfReader(io.BytesIO(paper)).pages[0].extract_text()
    assert (TEMPLATES / "room_code.typ").exists()
