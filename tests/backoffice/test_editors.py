"""Editors and translators work on the public pages; coordinators do not come near them."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.models import HomePage
from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from tests.factories.people import PersonFactory


@pytest.fixture
def home(db):
    locale, _made = Locale.objects.get_or_create(language_code="pl")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root", locale=locale)
    return root.add_child(
        instance=HomePage(
            title="Krok", slug="pl-start", headline="h", lead="l", courses_label="c", locale=locale
        )
    )


@pytest.mark.parametrize(
    ("role", "may_edit", "may_publish"),
    [
        (Role.EDITOR, True, False),
        (Role.TRANSLATOR, True, False),
        (Role.MODERATOR, True, True),
        (Role.ADMINISTRATOR, True, True),
        (Role.COORDINATOR, False, False),
        (Role.DATA_PROTECTION_OFFICER, False, False),
    ],
)
def test_a_new_home_page_is_its_editors_from_its_first_minute(home, mops, role, may_edit, may_publish):
    person = PersonFactory(with_sign_in=True)
    grant(role, to=person, at=mops)

    rights = home.permissions_for_user(type(person.user).objects.get(pk=person.user.pk))

    assert (rights.can_edit(), rights.can_publish()) == (may_edit, may_publish)


def test_an_editor_opens_a_page_and_a_coordinator_is_turned_away(client, home, ewa, pan_adam):
    address = reverse("wagtailadmin_pages:edit", args=[home.pk])

    client.force_login(ewa.user)
    opened = client.get(address)
    client.force_login(pan_adam.user)
    refused = client.get(address)

    assert opened.status_code == 200
    assert refused.url == reverse("wagtailadmin_home")


def test_the_first_page_of_an_editor_shows_what_was_changed_lately(client, home, ewa):
    home.title = "Krok, nowe słowa"
    home.save_revision()
    client.force_login(ewa.user)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Krok, nowe słowa" in page


def test_the_audit_log_names_records_in_words(client, anna, oksana):
    AuditEntry.objects.create(action="viewed", target=f"people.Person {oksana.pk}", subject=oksana)
    AuditEntry.objects.create(action="exported", target="places of OPIEK-1")
    client.force_login(anna.user)

    page = client.get(reverse("auditentry:index"), {"q": "szewczenko"}).content.decode()
    everything = client.get(reverse("auditentry:index")).content.decode()

    assert "people.Person" not in page
    assert "Oksana Shevchenko" in page
    assert "OPIEK-1" not in page
    assert "places of OPIEK-1" in everything
