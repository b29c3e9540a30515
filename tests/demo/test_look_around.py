"""A visitor comes in as anyone with one click, and reads what would have been sent."""

import re

import pytest
from django.urls import reverse

from lms.demo.personas import personas
from lms.messaging import outbox
from lms.messaging.models import Message
from lms.messaging.outbox import Paper
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.people import PersonFactory

HOME = "/demo/"


@pytest.fixture
def persona(mops):
    """Make one of the personas, as the seed would."""

    def make(key):
        told = next(one for one in personas() if one.key == key)
        person = PersonFactory(email=told.email, language=told.language, with_sign_in=True)
        if told.is_staff:
            grant(Role(told.role), to=person, at=mops)
        return person

    return make


@pytest.fixture
def confirmation(oksana):
    return outbox.write(
        "sign_in_code",
        to=oksana,
        key="code",
        context={"code": "123456"},
        attachments=[Paper(name="pass.png", content_type="image/png", content=b"\x89PNG")],
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("pl", "Opiekunka tymczasowa"), ("uk", "Тимчасова опікунка"), ("en", "Temporary guardian")],
)
def test_everybody_is_introduced_in_the_readers_language(client, language, words):
    page = client.get(HOME, {"lang": language}).content.decode()

    assert f'<html lang="{language}"' in page
    assert words in page
    assert page.count("/demo/enter/") == len(personas())


@pytest.mark.django_db
def test_the_language_chosen_is_remembered(client):
    client.get(HOME, {"lang": "uk"})

    assert '<html lang="uk"' in client.get(HOME).content.decode()


def test_every_persona_says_what_to_try():
    assert all(one.what_to_try for one in personas())


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("oksana", "/uk/my/"),
        ("marta", "/pl/my/"),
        ("irena", "/pl/desk/"),
        ("olena", "/uk/desk/"),
        ("pan_adam", "/admin/"),
        ("ewa", "/admin/"),
        ("anna", "/admin/"),
    ],
)
def test_one_click_signs_in_and_leads_to_where_the_work_is(client, persona, key, place):
    person = persona(key)

    response = client.post(reverse("demo:enter", args=[key]))

    assert response.status_code == 302
    assert response.url.startswith(place)
    assert client.session["_auth_user_id"] == str(person.user.pk)


@pytest.mark.django_db
def test_nobody_comes_in_by_a_link_or_as_somebody_unknown(client):
    assert client.get(reverse("demo:enter", args=["oksana"])).status_code == 405
    assert client.post(reverse("demo:enter", args=["oksana"])).status_code == 404
    assert client.post(reverse("demo:enter", args=["nobody"])).status_code == 404


def test_the_messages_are_listed_newest_first(client, oksana, confirmation):
    newer = outbox.write("sign_in_code", to=oksana, key="newer", context={"code": "654321"})

    page = client.get(reverse("demo:messages")).content.decode()

    links = re.findall(r"/demo/messages/(\d+)/", page)
    assert links == [str(newer.pk), str(confirmation.pk)]


def test_a_long_list_is_cut_into_pages_and_costs_the_same(client, oksana, django_assert_max_num_queries):
    for number in range(30):
        outbox.write("sign_in_code", to=oksana, key=f"code {number}", context={"code": "123456"})

    with django_assert_max_num_queries(10):
        page = client.get(reverse("demo:messages")).content.decode()

    assert "page=2" in page


def test_a_message_is_shown_as_text_with_its_papers(client, confirmation):
    page = client.get(reverse("demo:message", args=[confirmation.pk]), {"lang": "en"}).content.decode()
    paper = client.get(reverse("demo:attachment", args=[confirmation.pk, confirmation.attachments.get().pk]))

    assert "oksana@example.org" in page
    assert "123456" in page
    assert "pass.png" in page
    assert paper.content == b"\x89PNG"
    assert paper["Content-Disposition"] == 'attachment; filename="pass.png"'


def test_the_letter_stands_in_a_frame_that_can_do_nothing(client, confirmation):
    page = client.get(reverse("demo:message", args=[confirmation.pk])).content.decode()
    letter = client.get(reverse("demo:letter", args=[confirmation.pk]))

    assert 'sandbox="allow-top-navigation-by-user-activation"' in page
    policy = letter["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "123456" in letter.content.decode()


@pytest.mark.django_db
def test_a_paper_of_another_message_is_not_found(client, confirmation):
    paper = confirmation.attachments.get()

    assert client.get(reverse("demo:attachment", args=[confirmation.pk + 1, paper.pk])).status_code == 404


def test_the_newest_code_is_shown_for_the_address_typed(client, oksana, marta, confirmation):
    outbox.write("sign_in_code", to=marta, key="marta", context={"code": "987654"})

    newest = client.get(reverse("demo:code")).content.decode()
    hers = client.post(reverse("demo:code"), {"email": "Oksana@example.org"}).content.decode()
    nobodys = client.post(reverse("demo:code"), {"email": "nobody@example.org"}).content.decode()

    assert shown_code(newest) == "987654"
    assert shown_code(hers) == "123456"
    assert shown_code(nobodys) is None


def shown_code(page):
    found = re.search(r'<output class="code-shown">(\d{6})</output>', page)
    return found[1] if found else None


@pytest.mark.django_db
def test_an_empty_house_invites(client):
    assert not Message.objects.exists()

    assert "/demo/" in client.get(reverse("demo:messages")).content.decode()
    assert shown_code(client.get(reverse("demo:code")).content.decode()) is None
