"""A card for the wallet, a sheet for the family, and a pass that is switched off and stays off."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from attendance.codes.passes import (
    find_pass,
    pass_address,
    pass_of,
    replace_pass,
    revoke_passes,
    standing_pass,
)
from attendance.models import Pass
from lms.privacy.models import AuditEntry
from sessions.signals import confirmation_papers, pass_address_asked, place_confirmed
from tests.attendance.codes.pictures_of_papers import first_page
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import PlaceFactory


def codes_on(paper, **options):
    return {
        read.text for read in zxingcpp.read_barcodes(Image.open(io.BytesIO(first_page(paper, **options))))
    }


@pytest.fixture
def mum(client, oksana):
    client.force_login(oksana.user)
    return oksana


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_family_sheet_holds_a_card_for_everyone_she_cares_for(client, mum, danylo, marta, language):
    sheet = client.get(f"/{language}/my/pass/family/").content

    assert codes_on(sheet) == {pass_address(pass_of(person)) for person in (mum, danylo)}
    text = " ".join(PdfReader(io.BytesIO(sheet)).pages[0].extract_text().split())
    assert "Oksana Shevchenko" in text
    assert "Danylo Koval" in text
    assert pass_of(marta).secret[:4] not in text


def test_a_large_family_goes_on_to_the_next_page(client, mum):
    for number in range(9):
        child = PersonFactory(given_name=f"Dziecko{number}", child=True)
        GuardianshipFactory(carer=mum, child=child)

    sheet = PdfReader(io.BytesIO(client.get("/pl/my/pass/family/").content))

    assert len(sheet.pages) == 2
    assert all(f"Dziecko{n}" in "".join(page.extract_text() for page in sheet.pages) for n in range(9))


def test_a_long_name_stays_on_its_card(client, mum):
    mum.given_name, mum.family_name = "Oleksandra-Anastasiia", "Konstantynopolska-Brzęczyszczykiewicz"
    mum.save()

    assert codes_on(client.get("/pl/my/pass/family/").content) == {pass_address(pass_of(mum))}
    assert codes_on(client.get("/pl/my/pass/pdf/").content) == {pass_address(pass_of(mum))}


def test_the_codes_on_paper_are_black_on_white_with_room_around(client, mum):
    """A quiet zone of four modules on each side, as ISO/IEC 18004 asks, and nothing grey in it."""
    for address in ("/pl/my/pass/pdf/", "/pl/my/pass/family/"):
        picture = Image.open(io.BytesIO(first_page(client.get(address).content, dpi=200)))
        [read] = zxingcpp.read_barcodes(picture)
        corner = read.position
        module = (corner.top_right.x - corner.top_left.x) / 41
        quiet = round(4 * module) - 2
        around = picture.convert("L").crop(
            (
                corner.top_left.x - quiet,
                corner.top_left.y - quiet,
                corner.bottom_right.x + quiet,
                corner.top_left.y - 2,
            )
        )
        inside = picture.convert("L").crop(
            (corner.top_left.x, corner.top_left.y, corner.bottom_right.x, corner.bottom_right.y)
        )

        assert around.getextrema()[0] > 250
        assert inside.getextrema() == (0, 255)


def test_switched_off_a_pass_opens_nothing_and_no_other_is_made(client, mum):
    old = pass_of(mum)

    client.post("/pl/my/pass/revoke/")
    page = client.get("/pl/my/pass/")

    assert not find_pass(old.secret).is_valid
    assert standing_pass(mum) is None
    assert Pass.objects.filter(person=mum).count() == 1
    assert "pass-card" not in page.content.decode()
    assert "/my/pass/replace/" in page.content.decode()
    assert client.get("/pl/my/pass/pdf/").status_code == 404
    assert client.get("/pl/my/pass/png/").status_code == 404
    assert client.get("/pl/my/pass/family/").status_code == 404
    assert AuditEntry.objects.filter(action="revoked", subject=mum, actor=mum.user).exists()


def test_switched_off_twice_is_switched_off_once(mum):
    pass_of(mum)

    assert [revoke_passes(mum, by=mum) for _time in range(2)] == [True, False]


def test_she_asks_for_a_new_one_when_she_wants(client, mum):
    old = pass_of(mum)
    client.post("/pl/my/pass/revoke/")

    client.post("/pl/my/pass/replace/")

    assert standing_pass(mum).secret != old.secret


def test_the_child_s_pass_is_switched_off_by_its_carer_and_nobody_else(client, mum, danylo, marta):
    for person in (danylo, marta):
        pass_of(person)

    assert client.post(f"/pl/my/pass/{danylo.uuid}/revoke/").status_code == 302
    assert client.post(f"/pl/my/pass/{marta.uuid}/revoke/").status_code == 404
    assert standing_pass(danylo) is None
    assert standing_pass(marta) is not None


def test_a_reminder_leads_to_no_pass_that_is_switched_off(mum):
    place = PlaceFactory(person=mum)
    pass_of(mum)
    revoke_passes(mum, by=mum)

    assert [answer for _hearer, answer in pass_address_asked.send(sender=type(place), place=place)] == [""]
    assert [papers for _hearer, papers in confirmation_papers.send(sender=type(place), place=place)] == [[]]


def test_a_new_place_brings_a_new_pass(mum):
    pass_of(mum)
    revoke_passes(mum, by=mum)
    place = PlaceFactory(person=mum)

    place_confirmed.send(sender=type(place), place=place)

    assert standing_pass(mum) is not None


# --- the coordinator, on the page of a person -------------------------------------------------------------


@pytest.fixture
def known_to_adam(client, oksana, mops, pan_adam):
    """Oksana has a place in a run of the centre, so its coordinator may see her."""
    PlaceFactory(person=oksana, run__organiser=mops)
    client.force_login(pan_adam.user)
    return oksana


def test_the_page_of_a_person_offers_the_pass_and_never_shows_its_code(client, known_to_adam):
    held = pass_of(known_to_adam)

    page = client.get(f"/admin/person/inspect/{known_to_adam.pk}/").content.decode()

    assert f"/admin/attendance/passes/{known_to_adam.pk}/card/" in page
    assert held.secret not in page
    assert held.secret[:8] not in page.replace(" ", "")


def test_a_coordinator_prints_the_card_and_the_log_knows(client, known_to_adam, pan_adam):
    card = client.get(f"/admin/attendance/passes/{known_to_adam.pk}/card/")

    assert codes_on(card.content) == {pass_address(pass_of(known_to_adam))}
    assert AuditEntry.objects.filter(action="exported", subject=known_to_adam, actor=pan_adam.user).exists()


def test_a_coordinator_replaces_and_switches_off(client, known_to_adam, pan_adam):
    old = pass_of(known_to_adam)

    client.post(f"/admin/attendance/passes/{known_to_adam.pk}/replace/")
    new = standing_pass(known_to_adam)
    client.post(f"/admin/attendance/passes/{known_to_adam.pk}/revoke/")

    assert new.secret != old.secret
    assert standing_pass(known_to_adam) is None
    assert client.get(f"/admin/attendance/passes/{known_to_adam.pk}/card/").status_code == 404
    revoked = AuditEntry.objects.filter(action="revoked", subject=known_to_adam, actor=pan_adam.user)
    assert revoked.count() == 2


def test_another_house_s_coordinator_and_an_editor_find_nothing(client, known_to_adam, pani_beata, ewa):
    pass_of(known_to_adam)
    for person in (pani_beata, ewa):
        client.force_login(person.user)
        for deed in ("replace", "revoke"):
            address = f"/admin/attendance/passes/{known_to_adam.pk}/{deed}/"
            assert client.post(address).status_code == 404
        assert client.get(f"/admin/attendance/passes/{known_to_adam.pk}/card/").status_code == 404
    assert standing_pass(known_to_adam) is not None


def test_a_deed_is_not_done_by_looking(client, known_to_adam):
    held = pass_of(known_to_adam)

    assert client.get(f"/admin/attendance/passes/{known_to_adam.pk}/revoke/").status_code == 405
    assert standing_pass(known_to_adam) == held


def test_a_pass_replaced_a_moment_ago_is_the_one_that_stands(oksana):
    held = pass_of(oksana)
    Pass.objects.filter(pk=held.pk).update(issued_at=timezone.now() - timedelta(days=1))

    assert standing_pass(oksana).pk == held.pk
    assert replace_pass(oksana, by=oksana) == standing_pass(oksana)
