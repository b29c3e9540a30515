"""A trainer sees which phones keep her lists, and locks the one she lost."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone, translation

from attendance.models import Device
from lms.privacy.models import AuditEntry
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def phone(irena):
    return Device.objects.create(name="phone-7", person=irena, label="Android, Chrome")


@pytest.fixture
def petros_phone(db):
    petro = PersonFactory(given_name="Petro")
    return Device.objects.create(name="phone-of-petro", person=petro, label="iPhone, Safari")


@pytest.fixture
def look(client, irena):
    client.force_login(irena.user)

    def page():
        return BeautifulSoup(client.get(reverse("desk:devices")).content, "html.parser").select_one("main")

    return page


def test_she_sees_her_own_devices_and_nobody_elses(look, phone, petros_phone):
    page = look()

    assert [each.get_text(strip=True) for each in page.select("article h2")] == ["Android, Chrome"]


def test_the_name_of_a_device_is_told_only_as_a_hash(look, phone):
    page = look()

    assert page.select_one("article")["data-device"] == hashlib.sha256(b"phone-7").hexdigest()
    assert "phone-7" not in str(page)


def test_a_device_not_seen_for_a_season_is_not_shown(look, phone):
    Device.objects.update(last_seen_at=timezone.now() - timedelta(days=100))

    assert "No device keeps your lists" in look().get_text()


def test_locking_a_device_locks_it_and_is_in_the_log(client, look, phone, irena):
    client.post(reverse("desk:lock_device", args=[phone.pk]))

    phone.refresh_from_db()
    assert (phone.is_revoked, phone.revoked_by) == (True, irena)
    assert AuditEntry.objects.filter(action=AuditEntry.Action.REVOKED).count() == 1
    assert "Locked, not on line since" in look().get_text()


def test_whoever_locks_the_device_in_hand_is_signed_out_on_it(client, look, phone):
    Device.objects.update(sign_in_key=client.session.session_key)

    client.post(reverse("desk:lock_device", args=[phone.pk]))

    assert "_auth_user_id" not in client.session


def test_a_locked_device_that_has_forgotten_everything_says_so(look, phone, irena):
    now = timezone.now()
    Device.objects.update(revoked_at=now, revoked_by=irena, emptied_at=now)

    page = look()

    assert "Locked, its lists are destroyed" in page.get_text()
    assert page.select("article form") == []


def test_nobody_locks_the_phone_of_somebody_else(client, look, petros_phone):
    answer = client.post(reverse("desk:lock_device", args=[petros_phone.pk]))

    petros_phone.refresh_from_db()
    assert answer.status_code == 404
    assert not petros_phone.is_revoked


def test_looking_at_the_page_locks_nothing(client, look, phone):
    answer = client.get(reverse("desk:lock_device", args=[phone.pk]))

    phone.refresh_from_db()
    assert answer.status_code == 405
    assert not phone.is_revoked
