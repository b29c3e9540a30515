"""Impatient people press twice, and it is as if they had pressed once.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from lms.people.care import add_child
from lms.people.models import Guardianship, Membership, Person, Role, User
from lms.people.roles import grant
from lms.people.sign_up import person_for_email, sign_in_for
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 5


def at_once(act):
    """Does the same five times in the same moment; what came of each."""
    starting_line = Barrier(TIMES)

    def run(_time):
        try:
            connection.ensure_connection()
            starting_line.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=TIMES) as pool:
        return list(pool.map(run, range(TIMES)))


def test_a_new_address_becomes_one_person():
    people = at_once(
        lambda: person_for_email("nowa@example.org", given_name="Nadiia", family_name="Bondar", language="uk")
    )

    assert {person.pk for person in people} == {Person.objects.get().pk}


def test_who_was_written_down_gets_one_sign_in():
    person = PersonFactory(email="nadiia@example.org")

    users = at_once(lambda: sign_in_for("nadiia@example.org"))

    person.refresh_from_db()
    assert {user.pk for user in users} == {User.objects.get().pk} == {person.user_id}


def test_a_child_told_twice_is_one_child():
    carer = PersonFactory()
    child = {"given_name": "Danylo", "family_name": "Koval", "date_of_birth": date(2018, 5, 1)}

    at_once(lambda: add_child(carer, **child, basis=Guardianship.Basis.PARENT))

    assert Person.objects.in_care_of(carer).count() == 1


def test_a_role_given_twice_is_one_membership():
    person, organisation = PersonFactory(), OrganisationFactory()

    at_once(lambda: grant(Role.TRAINER, to=person, at=organisation))

    assert Membership.objects.count() == 1
