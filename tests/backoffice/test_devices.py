"""A trainer has lost a phone: the coordinator finds it and locks it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from attendance.models import DeviceList
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.attendance import DeviceFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("device:index")


@pytest.fixture
def desk_of_adam(client, pan_adam):
    UserProfile.objects.update_or_create(user=pan_adam.user, defaults={"preferred_language": "en"})
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def phone(irena):
    return DeviceFactory(person=irena)


def test_each_says_whose_it_is_and_how_many_lists_lie_on_it(desk_of_adam, phone):
    now = timezone.now()
    DeviceList.objects.create(device=phone, session=SessionFactory())
    DeviceList.objects.create(device=phone, session=SessionFactory(starts_at=now - timedelta(days=30)))

    page = desk_of_adam.get(LIST)

    assert [(device.person, device.lists_held) for device in page.context["object_list"]] == [
        (phone.person, 1)
    ]


def test_it_is_locked_after_one_question(desk_of_adam, phone, pan_adam):
    address = reverse("device:lock", args=[phone.pk])

    asked = desk_of_adam.get(address).content.decode()
    done = desk_of_adam.post(address, follow=True).content.decode()

    phone.refresh_from_db()
    assert "0 lists lie on it now." in asked
    assert phone.revoked_by == pan_adam
    assert "locked" in done
    assert address not in done


def test_a_device_of_somebody_whose_work_has_ended_can_still_be_locked(desk_of_adam, mops):
    gone = PersonFactory()
    membership = grant(Role.TRAINER, to=gone, at=mops)
    membership.ends_on = membership.starts_on = timezone.localdate() - timedelta(days=3)
    membership.save()
    phone = DeviceFactory(person=gone)

    desk_of_adam.post(reverse("device:lock", args=[phone.pk]))

    phone.refresh_from_db()
    assert phone.is_revoked


def test_more_devices_need_no_more_queries(desk_of_adam, phone, mops, django_assert_max_num_queries):
    desk_of_adam.get(LIST)
    with django_assert_max_num_queries(40) as one:
        desk_of_adam.get(LIST)
    for _n in range(2):
        trainer = PersonFactory()
        grant(Role.TRAINER, to=trainer, at=mops)
        DeviceFactory(person=trainer)

    with django_assert_max_num_queries(len(one)):
        desk_of_adam.get(LIST)
