"""A carer tells of a child; the house believes it, and notes that nobody has verified it yet."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lms.people.care import add_child, cares_for
from lms.people.models import Guardianship, Person

pytestmark = pytest.mark.django_db

MARKO = {
    "given_name": "Marko",
    "family_name": "Koval",
    "date_of_birth": date(2017, 3, 27),
    "basis": Guardianship.Basis.TEMPORARY_GUARDIAN,
}


def test_a_child_comes_into_care_unverified(oksana):
    child = add_child(oksana, **MARKO)

    guardianship = Guardianship.objects.get()
    assert (guardianship.carer, guardianship.child) == (oksana, child)
    assert not guardianship.is_verified
    assert child.language == oksana.language
    assert child.user is None


def test_the_same_child_told_twice_is_one_child(oksana):
    first = add_child(oksana, **MARKO)
    second = add_child(oksana, **MARKO | {"given_name": "marko"})

    assert first == second
    assert Guardianship.objects.count() == 1


def test_a_child_of_the_same_name_in_another_family_is_another_person(oksana, marta):
    add_child(oksana, **MARKO)
    add_child(marta, **MARKO)

    assert Person.objects.filter(family_name="Koval").count() == 2


def test_care_holds_from_its_first_day_to_its_last(oksana, danylo):
    today = timezone.localdate()

    assert cares_for(oksana, danylo)
    oksana.guardianships_held.update(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    assert not cares_for(oksana, danylo)


def test_care_taken_back_holds_no_longer(oksana, danylo):
    oksana.guardianships_held.update(revoked_at=timezone.now())

    assert not cares_for(oksana, danylo)
