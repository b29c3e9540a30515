"""A pass says nothing of its owner, opens the right page for the right reader, and can be replaced."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from django.conf import settings
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from attendance.codes.passes import code_in, find_pass, pass_address, pass_of, replace_pass
from attendance.models import Pass
from lms.privacy.models import AuditEntry
from sessions.signals import confirmation_papers, place_confirmed
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory

NOBODYS = "A" * 26


def opened(client, secret):
    return client.get(f"/p/{secret}")


def words(response):
    """The page without what differs from visit to visit and without the drawing of its own address."""
    page = response.content.decode()
    before, _svg, after = page.partition("<svg:svg") if "<svg:svg" in page else page.partition("<svg width=")
    return before.split('nonce="')[0], after.partition("</svg")[2].split('nonce="')[0]


def test_a_person_has_one_pass_and_keeps_it(oksana):
    assert pass_of(oksana) == pass_of(oksana)
    assert pass_address(pass_of(oksana)).startswith(f"{settings.SITE_ADDRESS}/p/")


def test_a_new_pass_revokes_the_old_one_and_the_log_knows(oksana):
    old = pass_of(oksana)

    new = replace_pass(oksana, by=oksana)

    assert new.secret != old.secret
    assert not Pass.objects.get(pk=old.pk).is_valid
    assert pass_of(oksana) == new
    assert AuditEntry.objects.filter(action="revoked", subject=oksana, actor=oksana.user).count() == 1


def test_a_confirmed_place_brings_a_pass(oksana):
    place = PlaceFactory(person=oksana)

    place_confirmed.send(sender=type(place), place=place)

    assert oksana.passes.count() == 1


def test_the_confirmation_carries_a_picture_that_cameras_read(oksana):
    place = PlaceFactory(person=oksana)

    [(_receiver, [paper])] = confirmation_papers.send(sender=type(place), place=place)

    [read] = zxingcpp.read_barcodes(Image.open(io.BytesIO(paper.content)))
    assert read.text == pass_address(pass_of(oksana))
    assert paper.content_type == "image/png"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://krok.example/p/JBSWY3DPEHPK3PXPJBSWY3DPEH", "JBSWY3DPEHPK3PXPJBSWY3DPEH"),
        ("http://127.0.0.1:8000/p/jbswy3dpehpk3pxpjbswy3dpeh?x=1", "JBSWY3DPEHPK3PXPJBSWY3DPEH"),
        ("JBSW Y3DP", "JBSWY3DP"),
        ("jbsw-y3dp", "JBSWY3DP"),
        ("J8SWY3D0", "JBSWY3DO"),
        ("JBSWY3D", ""),
        ("JBSWY3DPEHPK3PXPJBSWY3DPEHX", ""),
        ("https://krok.example/c/JBSWY3DPEHPK3PXPJBSWY3DPEH", ""),
        ("Ґанок!!!", ""),
        ("", ""),
    ],
)
def test_codes_are_read_as_people_and_cameras_give_them(text, code):
    assert code_in(text) == code


def test_a_pass_is_found_by_its_whole_secret_only(oksana):
    held = pass_of(oksana)

    assert find_pass(pass_address(held)) == held
    assert find_pass(held.secret.lower()) == held
    assert find_pass(held.secret[:8]) is None


# --- its address --------------------------------------------------------------------------------------


def test_a_stranger_learns_nothing_and_an_unknown_secret_looks_the_same(client, oksana):
    known, unknown = opened(client, pass_of(oksana).secret), opened(client, NOBODYS)

    assert known.status_code == unknown.status_code == 200
    assert words(known) == words(unknown)
    assert "Shevchenko" not in known.content.decode()
    assert known.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in known.headers["Cache-Control"]


def test_somebody_else_signed_in_is_a_stranger_too(client, oksana, marta):
    client.force_login(marta.user)

    known, unknown = opened(client, pass_of(oksana).secret), opened(client, NOBODYS)

    assert known.status_code == unknown.status_code == 200
    assert words(known) == words(unknown)


def test_its_owner_comes_to_the_pass_page(client, oksana):
    client.force_login(oksana.user)

    assert opened(client, pass_of(oksana).secret).url.endswith("/my/pass/")


def test_a_carer_comes_to_the_childs_pass_page(client, oksana, danylo):
    client.force_login(oksana.user)

    assert opened(client, pass_of(danylo).secret).url.endswith(f"/my/pass/{danylo.uuid}/")


def test_a_trainer_at_work_comes_to_the_door(client, oksana, irena):
    session = SessionFactory(today=True, trainers=[irena])
    client.force_login(irena.user)

    page = opened(client, pass_of(oksana).secret)

    assert f"/desk/{session.uuid}/scan/" in page.content.decode()
    assert "Shevchenko" not in page.content.decode()


def test_a_trainer_after_work_is_a_stranger(client, oksana, irena):
    later = SessionFactory(starts_at=timezone.now() + timedelta(hours=2), trainers=[irena])
    client.force_login(irena.user)

    assert str(later.uuid) not in opened(client, pass_of(oksana).secret).content.decode()


def test_whoever_opens_passes_all_day_is_slowed_down(client, db):
    answers = [opened(client, NOBODYS).status_code for _time in range(61)]

    assert (answers[0], answers[59], answers[60]) == (200, 200, 429)


# --- the page of its owner ----------------------------------------------------------------------------


def test_the_pass_page_shows_the_next_meeting(client, oksana):
    session = SessionFactory(run__course__title="Opiekun tymczasowy")
    PlaceFactory(run=session.run, person=oksana)
    client.force_login(oksana.user)

    page = client.get("/pl/my/pass/").content.decode()

    assert "Opiekun tymczasowy" in page
    assert pass_of(oksana).short_code in page


def test_the_pass_page_of_a_confidential_run_gives_nothing_away(client, oksana):
    session = SessionFactory(run=RunFactory(confidential=True), room=RoomFactory(name="Sala 12"))
    PlaceFactory(run=session.run, person=oksana)
    client.force_login(oksana.user)

    page = client.get("/pl/my/pass/").content.decode()

    assert session.run.course.title not in page
    assert "Sala 12" not in page


@pytest.mark.parametrize("page", ["", "png/", "pdf/"])
def test_a_carer_has_the_pass_of_a_child_and_nobody_elses(client, oksana, danylo, marta, page):
    client.force_login(oksana.user)

    assert client.get(f"/pl/my/pass/{page}").status_code == 200
    assert client.get(f"/pl/my/pass/{danylo.uuid}/{page}").status_code == 200
    assert client.get(f"/pl/my/pass/{marta.uuid}/{page}").status_code == 404


def test_the_picture_is_read_by_a_camera(client, oksana):
    client.force_login(oksana.user)

    picture = client.get("/pl/my/pass/png/").content

    [read] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert read.text == pass_address(pass_of(oksana))


def test_the_card_to_print_bears_the_name_and_the_short_code(client, oksana):
    client.force_login(oksana.user)

    text = PdfReader(io.BytesIO(client.get("/uk/my/pass/pdf/").content)).pages[0].extract_text()

    assert "Oksana Shevchenko" in text
    assert pass_of(oksana).secret[:8] in text.replace(" ", "")


def test_a_pass_is_replaced_by_its_owner_and_for_a_child(client, oksana, danylo, marta):
    old = {person: pass_of(person).secret for person in (oksana, danylo, marta)}
    client.force_login(oksana.user)

    client.post("/pl/my/pass/replace/")
    client.post(f"/pl/my/pass/{danylo.uuid}/replace/")
    refused = client.post(f"/pl/my/pass/{marta.uuid}/replace/")

    assert refused.status_code == 404
    assert [pass_of(person).secret == old[person] for person in (oksana, danylo, marta)] == [
        False,
        False,
        True,
    ]


def test_a_stranger_is_asked_to_sign_in(client, db):
    for page in ("", "png/", "pdf/"):
        assert client.get(f"/pl/my/pass/{page}").status_code == 302
