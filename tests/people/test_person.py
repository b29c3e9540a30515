"""Oksana may act for the children in her care, and for no others."""

from datetime import timedelta

from django.utils import timezone

from lms.people.models import Person
from tests.factories.people import GuardianshipFactory, PersonFactory


def test_a_carer_sees_the_children_in_her_care(oksana, danylo):
    PersonFactory(child=True)

    children = Person.objects.in_care_of(oksana)

    assert list(children) == [danylo]


def test_a_guardianship_that_ended_gives_no_right(oksana):
    yesterday = timezone.localdate() - timedelta(days=1)
    GuardianshipFactory(carer=oksana, starts_on=yesterday - timedelta(days=9), ends_on=yesterday)

    children = Person.objects.in_care_of(oksana)

    assert list(children) == []


def test_a_birthday_not_yet_reached_does_not_count(oksana):
    today = timezone.localdate()
    born = today.replace(year=today.year - 18) + timedelta(days=1)
    oksana.date_of_birth = born

    assert oksana.is_child
