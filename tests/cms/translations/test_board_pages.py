"""The board in the back office: narrowed, taken on, written on, and shut to those who do not translate."""

import pytest
from django.urls import reverse

from cms.models import TranslationTask
from tests.factories.courses import CourseFactory


@pytest.fixture
def editor(client, ewa):
    client.force_login(ewa.user)
    return client


@pytest.fixture
def course(db):
    return CourseFactory(code="OPIEK", title_pl="Opiekun", title_uk="", title_en="Guardian", summary_pl="")


def test_the_board_shows_what_waits_and_narrows_it(site, editor, course):
    site.add_information(title="Poczta", slug="poczta", languages=("pl",))

    everything = editor.get(reverse("translations:board")).content.decode()
    english = editor.get(reverse("translations:board"), {"language": "en"}).content.decode()

    assert "Poczta" in everything
    assert "OPIEK" in everything
    assert "Poczta" in english
    assert "OPIEK" not in english


def test_an_odd_wish_is_answered_beside_its_field(editor, course):
    response = editor.get(reverse("translations:board"), {"state": "zzz", "page": "999"})

    assert response.status_code == 200
    assert "OPIEK" in response.content.decode()


def test_a_text_is_written_beside_its_original(editor, course):
    address = reverse("translations:record", args=["courses.course", course.pk, "uk"])
    assert "Opiekun" in editor.get(address).content.decode()

    response = editor.post(address, {"title": "Опікун"})

    assert response.status_code == 302
    course.refresh_from_db()
    assert (course.title_pl, course.title_uk) == ("Opiekun", "Опікун")


def test_a_text_too_long_is_refused_and_stays_typed(editor, course):
    address = reverse("translations:record", args=["courses.course", course.pk, "uk"])

    response = editor.post(address, {"title": "Я" * 151})

    assert response.status_code == 200
    assert "Я" * 151 in response.content.decode()
    course.refresh_from_db()
    assert course.title_uk in ("", None)


@pytest.mark.parametrize("label", ["people.person", "training_sessions.place", "nothing.here"])
def test_no_other_record_can_be_reached_this_way(label, editor, oksana):
    assert editor.get(reverse("translations:record", args=[label, oksana.pk, "uk"])).status_code == 404


def test_taking_on_leads_back_to_where_one_was_and_never_elsewhere(editor, course):
    deed = {"subject": f"courses.course:{course.pk}", "language": "uk", "back": "/admin/translations/?page=2"}

    home = editor.post(reverse("translations:take"), deed)
    away = editor.post(reverse("translations:take"), deed | {"back": "https://evil.example/"})

    assert home["Location"] == "/admin/translations/?page=2"
    assert away["Location"] == reverse("translations:board")
    assert TranslationTask.objects.count() == 1


def test_a_coordinator_does_not_translate(client, pan_adam, course):
    client.force_login(pan_adam.user)

    assert client.get(reverse("translations:board")).status_code in (302, 403)
    assert "OPIEK" not in client.get(reverse("translations:board"), follow=True).content.decode()
