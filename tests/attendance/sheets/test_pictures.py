"""A photograph is handed in; the machine proposes, the trainer decides, and only that is noted."""

import io
from datetime import timedelta

import pytest
import time_machine
from PIL import Image
from pypdf import PdfWriter

from attendance.door.checkin import note
from attendance.models import Attendance, Scan, SheetPicture
from attendance.models.sheet import private_storage
from attendance.records.closing import close_session
from attendance.sheets.confirming import Answer, ListNotOpen, NotAnswered, confirm
from attendance.sheets.paper import sheet_pictures
from attendance.sheets.pictures import (
    AlreadyConfirmed,
    attach,
    hand_in,
    missed_in,
    other_session_of,
    page_name,
    throw_away,
)
from attendance.sheets.printing import sheet_to_sign
from attendance.sheets.reading import opening
from attendance.sheets.reading.opening import pages_in
from attendance.sheets.reading.refusals import Missed, NotOpened, Trouble
from tests.attendance.conftest import START
from tests.attendance.sheets.photographs import PENS, Shot, blank_page, hand, photograph, sign, tick
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory

pytestmark = pytest.mark.once
KINDS = [("PNG", {}), ("WEBP", {"quality": 80}), ("HEIF", {"quality": 80})]
AFTER = START + timedelta(hours=2)


@pytest.fixture
def handed_in(session, photographed, irena):
    """Halyna and Olena ticked and signed; the photograph came in after the meeting."""
    with time_machine.travel(AFTER, tick=False):
        yield hand_in(io.BytesIO(photographed("Halyna", "Olena")), session=session, by=irena)


def proposed(picture):
    return {row["name"].split()[0]: row["seems"] for row in picture.proposals if row["person"]}


def answers(picture, *there):
    return {
        index: Answer.WAS_THERE if row["name"].split()[0] in there else Answer.NOTHING
        for index, row in enumerate(picture.proposals)
        if row["person"]
    }


def in_format(jpeg, kind, **options):
    out = io.BytesIO()
    Image.open(io.BytesIO(jpeg)).save(out, kind, **options)
    return out.getvalue()


def test_the_ticked_rows_are_proposed_and_nothing_is_noted(handed_in, sheet):
    assert handed_in.status == SheetPicture.Status.READ
    assert handed_in.sheet == sheet
    assert [name for name, seems in proposed(handed_in).items() if seems == "ticked"] == ["Halyna", "Olena"]
    assert set(proposed(handed_in).values()) == {"ticked", "empty"}
    assert not Scan.objects.exists()


def test_what_is_confirmed_is_noted_with_the_name_of_who_confirmed(handed_in, session, irena):
    confirmed = confirm(handed_in, answers=answers(handed_in, "Halyna", "Iryna"), by=irena)

    assert confirmed.counted == 2
    scans = Scan.objects.all()
    assert {scan.person.given_name for scan in scans} == {"Halyna", "Iryna"}
    assert {(scan.method, scan.noted_by, scan.verdict) for scan in scans} == {("paper", irena, "welcome")}
    rows = Attendance.objects.filter(session=session)
    assert {(row.status, row.minutes) for row in rows} == {("present", 120)}
    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.confirmed_by) == (SheetPicture.Status.CONFIRMED, irena)


def test_confirming_twice_notes_once(handed_in, irena):
    confirm(handed_in, answers=answers(handed_in, "Halyna"), by=irena)
    confirm(handed_in, answers=answers(handed_in, "Halyna", "Olena"), by=irena)

    assert [scan.person.given_name for scan in Scan.objects.all()] == ["Halyna"]


def test_every_row_wants_an_answer(handed_in, irena):
    some = answers(handed_in, "Halyna")
    some.popitem()

    with pytest.raises(NotAnswered):
        confirm(handed_in, answers=some, by=irena)
    assert not Scan.objects.exists()


def test_a_signature_does_not_change_when_somebody_came(session, group, photographed, irena, scanned):
    note(scanned(group[0], minutes=40), session=session, by=irena)
    with time_machine.travel(AFTER, tick=False):
        picture = hand_in(io.BytesIO(photographed("Halyna")), session=session, by=irena)
        confirmed = confirm(picture, answers=answers(picture, "Halyna"), by=irena)

    assert (confirmed.counted, confirmed.known_before) == (0, 1)
    assert Attendance.objects.get().status == Attendance.Status.LATE


def test_nothing_is_noted_on_a_closed_list(handed_in, session, irena):
    close_session(session, by=irena)

    with pytest.raises(ListNotOpen):
        confirm(handed_in, answers=answers(handed_in, "Halyna"), by=irena)
    assert not Scan.objects.filter(method=Scan.Method.PAPER).exists()


def test_the_same_file_again_is_the_same_picture(session, photographed, irena):
    content = photographed("Halyna")

    first = hand_in(io.BytesIO(content), session=session, by=irena)

    assert hand_in(io.BytesIO(content), session=session, by=irena) == first


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_every_kind_that_telephones_make_is_read(session, photographed, irena, kind, options):
    content = in_format(photographed("Halyna"), kind, **options)

    picture = hand_in(io.BytesIO(content), session=session, by=irena)

    assert proposed(picture)["Halyna"] == "ticked"
    assert picture.file.name.endswith({"PNG": ".png", "WEBP": ".webp", "HEIF": ".heic"}[kind])


def test_a_photograph_held_sideways_is_read(session, photographed, irena):
    turned = Image.open(io.BytesIO(photographed("Halyna")))
    out = io.BytesIO()
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(out, "JPEG", exif=exif)

    assert proposed(hand_in(out, session=session, by=irena))["Halyna"] == "ticked"


def test_a_scan_of_two_pages_is_read_whole(run, session, group, irena, photographed):
    for number in range(14):
        PlaceFactory(run=run, person=PersonFactory(given_name=f"Zoya{number:02}", family_name="Zima"))
    long = sheet_to_sign(session, by=irena)
    shots = [photographed("Halyna", "Zoya13", page=page, of=long, shot=Shot(fills=1.0)) for page in (1, 2)]
    first, *others = (Image.open(io.BytesIO(shot)) for shot in shots)
    scan = io.BytesIO()
    first.save(scan, "PDF", save_all=True, append_images=others, resolution=200)

    picture = hand_in(scan, session=session, by=irena)

    assert len(proposed(picture)) == 22
    assert {name for name, seems in proposed(picture).items() if seems == "ticked"} == {"Halyna", "Zoya13"}


def test_a_list_of_another_meeting_is_not_read_but_may_be_kept(session, photographed, irena):
    other = SessionFactory(run=session.run, starts_at=START + timedelta(days=1), trainers=[irena])

    picture = hand_in(io.BytesIO(photographed("Halyna")), session=other, by=irena)

    assert (picture.status, missed_in(picture)) == (SheetPicture.Status.NOT_READ, Missed.OTHER_SESSION)
    assert other_session_of(picture) == session.uuid
    assert attach(picture).status == SheetPicture.Status.ATTACHED


def test_a_list_of_another_house_is_foreign(session, sheet, photographed, irena):
    content = photographed("Halyna")
    sheet.delete()

    picture = hand_in(io.BytesIO(content), session=session, by=irena)

    assert missed_in(picture) == Missed.FOREIGN


def test_a_picture_of_something_else_has_no_marks(session, irena):
    cat = io.BytesIO()
    Image.effect_mandelbrot((800, 600), (-2, -1, 1, 1), 40).convert("RGB").save(cat, "JPEG")

    assert missed_in(hand_in(cat, session=session, by=irena)) == Missed.NO_MARKS


def test_a_blurred_photograph_is_refused_rather_than_guessed_at(session, photographed, irena):
    blurred = photographed("Halyna", shot=Shot(blur=14))

    assert missed_in(hand_in(io.BytesIO(blurred), session=session, by=irena)) == Missed.NO_MARKS


def pdf_of(pages, *, password=""):
    writer, out = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def huge_png():
    """A few kilobytes that would unpack to 400 million points."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"MZ a program", Trouble.NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Trouble.NO_PICTURE),
        (b"GIF89a" + bytes(50), Trouble.NO_PICTURE),
        (b"\xff\xd8\xff\xe0 broken", Trouble.NO_PICTURE),
        (b"%PDF-1.7 none at all", Trouble.DAMAGED),
        (pdf_of(1, password="x"), Trouble.LOCKED),
        (pdf_of(opening.MOST_PAGES + 1), Trouble.TOO_MANY_PAGES),
        (huge_png(), Trouble.TOO_MANY_POINTS),
        (bytes(opening.LARGEST + 1), Trouble.TOO_LARGE),
    ],
    ids=["empty", "program", "svg", "gif", "jpeg", "no pdf", "locked", "long", "bomb", "large"],
)
def test_what_is_no_picture_is_refused_in_words_of_its_own(session, irena, content, trouble):
    with pytest.raises(NotOpened) as refused:
        hand_in(io.BytesIO(content), session=session, by=irena)

    assert refused.value.trouble == trouble
    assert not SheetPicture.objects.exists()


def test_a_photograph_cut_off_half_way_is_damaged(photographed):
    content = in_format(photographed("Halyna"), "PNG")

    with pytest.raises(NotOpened) as refused:
        pages_in(content[: len(content) // 2])

    assert refused.value.trouble == Trouble.DAMAGED


def test_a_slow_pdf_is_given_up(monkeypatch):
    monkeypatch.setattr(opening, "PDF_SECONDS", 0.001)

    with pytest.raises(NotOpened) as refused:
        pages_in(pdf_of(1))

    assert refused.value.trouble == Trouble.TOO_SLOW


def test_flat_pages_are_kept_only_until_somebody_has_looked(
    handed_in, irena, django_capture_on_commit_callbacks
):
    name = page_name(handed_in, 1)
    was_there = private_storage().exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        confirm(handed_in, answers=answers(handed_in), by=irena)

    assert (was_there, private_storage().exists(name)) == (True, False)
    assert private_storage().exists(handed_in.file.name)


def test_the_wrong_file_is_thrown_away_but_never_one_that_proves_something(
    handed_in, session, irena, photographed, django_capture_on_commit_callbacks
):
    wrong = hand_in(io.BytesIO(photographed("Iryna", seed=2)), session=session, by=irena)
    confirm(handed_in, answers=answers(handed_in, "Halyna"), by=irena)

    with django_capture_on_commit_callbacks(execute=True):
        throw_away(wrong)
    with pytest.raises(AlreadyConfirmed):
        throw_away(handed_in)

    assert list(SheetPicture.objects.all()) == [handed_in]
    assert not private_storage().exists(wrong.file.name)


def test_somebody_who_wrote_into_an_empty_row_is_shown_and_not_guessed(session, photographed, irena, sheet):
    page = blank_page(sheet_pictures(sheet.statement, sheet=sheet.uuid, ppi=200)[0])
    tick(page, number=1, position=8, pen=PENS[1], shape="cross", random=hand(1))
    sign(page, number=1, position=8, pen=PENS[1], random=hand(1))

    picture = hand_in(io.BytesIO(photograph(page, Shot(), random=hand(1))), session=session, by=irena)

    assert [(row["person"], row["seems"]) for row in picture.proposals if not row["person"]] == [
        ("", "ticked")
    ]
