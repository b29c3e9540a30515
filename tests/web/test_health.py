"""A proxy asks whether the process lives, an operator whether everything it leans on is there."""

import pytest
from django.urls import reverse
from kombu import Connection

from lms.web import health


def test_the_process_answers_without_a_database(client):
    assert client.get(reverse("web:healthz")).content == b"ok"


@pytest.mark.django_db
def test_everything_it_leans_on_is_named(client):
    page = client.get(reverse("web:readyz"))

    assert page.json() == dict.fromkeys(["database", "migrations", "broker", "cache", "storage"], "ok")


@pytest.mark.django_db
def test_a_dead_broker_is_told_without_its_address(client, monkeypatch):
    nobody_listens = Connection("redis://127.0.0.1:1/0")
    monkeypatch.setattr(health.app, "connection_for_write", lambda: nobody_listens)

    page = client.get(reverse("web:readyz"))

    assert page.status_code == 503
    assert page.json()["broker"] == "failed"
    assert "127.0.0.1" not in page.content.decode()
