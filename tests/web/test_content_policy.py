"""No page runs a script that is not the house's own."""

import pytest
from django.urls import reverse


def policy(response):
    pairs = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return dict(pairs)


@pytest.mark.django_db
def test_readers_pages_allow_nothing_inline_and_nobody_else(client):
    found = policy(client.get(reverse("courses:verify", args=["NOBODY-1"])))

    assert "unsafe" not in str(found)
    assert "http" not in str(found)
    assert found["object-src"] == "'none'"


@pytest.mark.django_db
def test_the_back_office_names_no_other_host_either(client, anna):
    client.force_login(anna.user)

    found = policy(client.get(reverse("wagtailadmin_home")))

    assert found["script-src"] == "'self' 'unsafe-inline'"
    assert "http" not in str(found)
