"""At Desk: print the list, hand in its photograph, say yes or no to every row; of one's own alone."""

import io
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from attendance.models import Scan, Sheet, SheetPicture
from attendance.records.closing import close_session
from attendance.sheets.paper import address_of
from attendance.sheets.printing import sheet_to_sign
from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.models import Run, SessionTrainer
from tests.attendance.sheets.test_pictures import AFTER
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.once


@pytest.fixture
def desk(client, irena):
    client.force_login(irena.user)
    return client


@pytest.fixture
def upload(desk, session):
    """Hand files in, and follow where it leads."""

    def send(*contents):
        files = [SimpleUploadedFile(f"lista-{number}.jpg", each) for number, each in enumerate(contents)]
        return desk.post(reverse("desk:upload_sheet", args=[session.uuid]), {"pictures": files}, follow=True)

    return send


def page(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_papers_of_a_meeting_are_given_as_pdf_xlsx_and_csv(desk, session, seat):
    to_sign = desk.get(reverse("desk:sheet_pdf", args=[session.uuid]))
    record = desk.get(reverse("desk:sheet_pdf", args=[session.uuid]), {"purpose": "record", "language": "uk"})
    table = desk.get(reverse("desk:sheet_table", args=[session.uuid, "xlsx"]))
    odd = desk.get(reverse("desk:sheet_pdf", args=[session.uuid]), {"language": "xx"})

    assert {paper.content[:5] for paper in (to_sign, record)} == {b"%PDF-"}
    assert table.content.startswith(b"PK")
    assert to_sign["X-Content-Type-Options"] == "nosniff"
    assert odd.status_code == 404
    assert Sheet.objects.count() == 1
    assert AuditEntry.objects.filter(action=AuditEntry.Action.EXPORTED).count() == 1


def test_a_photograph_becomes_attendance_only_through_the_trainer(upload, desk, session, photographed):
    with time_machine.travel(AFTER, tick=False):
        seen = upload(photographed("Halyna", "Olena"))
        picture = SheetPicture.objects.get()
        before = Scan.objects.count()
        form = seen.context["form"]
        choices = {field.html_name: field.initial or "nothing" for field in form}
        told = desk.post(seen.request["PATH_INFO"], choices, follow=True)

    assert "2" in page(seen)
    assert (before, Scan.objects.filter(method=Scan.Method.PAPER).count()) == (0, 2)
    picture.refresh_from_db()
    assert picture.status == SheetPicture.Status.CONFIRMED
    assert told.redirect_chain[-1][0] == reverse("desk:session", args=[session.uuid])


def test_an_unclear_row_must_be_answered(upload, desk, photographed):
    seen = upload(photographed("Halyna"))
    choices = {field.html_name: field.initial or "nothing" for field in seen.context["form"]}
    choices.popitem()

    answer = desk.post(seen.request["PATH_INFO"], choices)

    assert answer.status_code == 422
    assert not Scan.objects.exists()


def test_each_row_is_shown_as_it_stands_on_the_paper(upload, desk, session, photographed):
    upload(photographed("Halyna"))
    picture = SheetPicture.objects.get()
    address = reverse("desk:sheet_row", args=[session.uuid, picture.uuid, 0])

    row = desk.get(address)
    none = desk.get(reverse("desk:sheet_row", args=[session.uuid, picture.uuid, 99]))

    strip = Image.open(io.BytesIO(row.content))
    assert (strip.width, strip.height) == (1071, 88)
    assert none.status_code == 404


def test_what_is_no_picture_is_told_beside_the_field(upload):
    answer = upload(b"MZ a program")

    assert answer.status_code == 422
    assert not SheetPicture.objects.exists()
    assert answer.context["form"].errors["pictures"]


def test_several_photographs_at_once_all_wait(upload, photographed, session):
    answer = upload(photographed("Halyna"), photographed("Olena", seed=2))

    assert answer.request["PATH_INFO"] == reverse("desk:sheets", args=[session.uuid])
    assert SheetPicture.objects.filter(status=SheetPicture.Status.READ).count() == 2


def test_a_file_is_kept_or_removed_as_the_trainer_says(upload, desk, session, irena):
    blot = io.BytesIO()
    Image.new("L", (400, 400), 90).save(blot, "PNG")
    upload(blot.getvalue())
    picture = SheetPicture.objects.get()
    settle = reverse("desk:settle_sheet", args=[session.uuid, picture.uuid])

    desk.post(settle, {"keep": "1"})
    desk.post(settle, {"remove": "1"})

    picture.refresh_from_db()
    assert picture.status == SheetPicture.Status.ATTACHED


def test_a_file_handed_in_is_given_back_as_it_was_and_never_shown_as_a_page(
    upload, desk, session, photographed
):
    content = photographed("Halyna")
    upload(content)
    picture = SheetPicture.objects.get()

    answer = desk.get(reverse("desk:sheet_file", args=[session.uuid, picture.uuid]))

    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_another_trainer_finds_none_of_it(upload, client, session, photographed, mops):
    upload(photographed("Halyna"))
    picture = SheetPicture.objects.get()
    stranger = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=stranger, at=mops)
    client.force_login(stranger.user)
    of_picture = [session.uuid, picture.uuid]

    answers = [
        client.get(reverse("desk:sheet_picture", args=of_picture)),
        client.get(reverse("desk:sheet_file", args=of_picture)),
        client.get(reverse("desk:sheet_row", args=[*of_picture, 0])),
        client.post(reverse("desk:settle_sheet", args=of_picture), {"remove": "1"}),
        client.get(reverse("desk:sheet_pdf", args=[session.uuid])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert SheetPicture.objects.exists()


def test_a_picture_of_one_meeting_is_not_reached_through_another(upload, desk, session, photographed, irena):
    upload(photographed("Halyna"))
    picture = SheetPicture.objects.get()
    other = type(session).objects.create(run=session.run, starts_at=AFTER, ends_at=AFTER.replace(hour=21))
    SessionTrainer.objects.create(session=other, trainer=irena)

    assert desk.get(reverse("desk:sheet_picture", args=[other.uuid, picture.uuid])).status_code == 404


def test_the_frozen_copy_is_given_and_recognised(desk, session, seat, irena):
    close_session(session, by=irena)
    sheet = Sheet.objects.get(purpose=Sheet.Purpose.RECORD)
    content = desk.get(reverse("desk:frozen_sheet", args=[session.uuid, sheet.uuid])).content
    sheet.refresh_from_db()
    address = reverse("desk:sheets", args=[session.uuid])

    same = desk.post(address, {"file": SimpleUploadedFile("lista.pdf", content)})
    other = desk.post(address, {"file": SimpleUploadedFile("lista.pdf", content + b"\n")})

    assert sheet.sha256 in page(desk.get(address))
    assert same.context["is_frozen_as"] == sheet
    assert (other.context["was_asked"], other.context["is_frozen_as"]) == (True, None)


def test_the_code_on_the_paper_leads_its_trainer_and_tells_a_stranger_nothing(
    desk, session, seat, irena, client
):
    sheet = sheet_to_sign(session, by=irena)
    address = re.sub(r"^https?://[^/]+", "", address_of(sheet.uuid))

    as_trainer = desk.get(address)
    client.logout()
    as_stranger = client.get(address)
    of_nothing = client.get(address.replace(str(sheet.uuid)[:8], "00000000"))

    assert as_trainer["Location"] == reverse("desk:upload_sheet", args=[session.uuid])
    assert as_stranger.status_code == of_nothing.status_code == 200
    assert page(as_stranger) == page(of_nothing)
    assert not [word for word in ("OPIEK", "Opiekun") if word in page(as_stranger)]


def test_looking_at_the_papers_of_a_confidential_run_is_in_the_log(desk, session, seat):
    Run.objects.filter(pk=session.run_id).update(visibility=Run.Visibility.CONFIDENTIAL)

    desk.get(reverse("desk:sheet_pdf", args=[session.uuid]))

    assert AuditEntry.objects.get().action == AuditEntry.Action.VIEWED
