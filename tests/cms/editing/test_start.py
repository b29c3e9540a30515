"""The first page of the back office shows a moderator what waits, and an editor what came back."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cms.editing.conftest import decide, edit


def sections(client, who):
    client.force_login(who.user)
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return {
        section["aria-labelledby"]: section.get_text(" ", strip=True)
        for section in page.select(".krok-home section[aria-labelledby]")
    }


def test_a_moderator_sees_what_waits_and_by_whom_it_was_sent(client, page, ewa, bozena, anna):
    edit(client, ewa, page, "submit", lead="Nowe słowa.")

    for decider in (bozena, anna):
        assert "Kontakt" in sections(client, decider)["to-decide-heading"]
    assert "ewa@example.org" in sections(client, bozena)["to-decide-heading"]
    assert "to-decide-heading" not in sections(client, ewa)


def test_an_editor_sees_what_was_sent_back_and_why_until_she_sends_it_again(
    client, page, ewa, yuliia, bozena
):
    edit(client, ewa, page, "submit", lead="Nowe słowa.")
    decide(client, bozena, page, "reject", comment="Krótsze zdania, proszę.")

    assert "Krótsze zdania, proszę." in sections(client, ewa)["returned-heading"]
    assert "to-decide-heading" not in sections(client, bozena)
    assert "returned-heading" not in sections(client, yuliia)

    edit(client, ewa, page, "submit", lead="Słowa.")

    assert "returned-heading" not in sections(client, ewa)


def test_pages_changed_lately_say_by_whom(client, page, ewa):
    edit(client, ewa, page, lead="Nowe słowa.")

    assert "ewa@example.org" in sections(client, ewa)["pages-heading"]


def test_what_waits_costs_the_same_however_much_it_is(client, site, ewa, bozena):
    moderators = Client()
    moderators.force_login(bozena.user)

    def queries():
        with CaptureQueriesContext(connection) as made:
            assert "to-decide-heading" in moderators.get(reverse("wagtailadmin_home")).content.decode()
        return len(made)

    def submit(slug):
        page = site.add_information(languages=("pl",), slug=slug)[0]
        edit(client, ewa, page, "submit", lead="Nowe słowa.")

    submit("pierwszy")
    queries()
    one = queries()
    submit("drugi")
    submit("trzeci")

    assert queries() == one
