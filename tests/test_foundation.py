"""A test that empties the tables leaves the house standing for the next one."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from tests.factories.people import PersonFactory


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["once", "again"])
def test_the_roots_are_there_and_nobody_elses_people(time):
    from lms.people.models import Person

    people = Person.objects.count()
    PersonFactory()

    assert people == 0
    assert Page.objects.filter(depth=1).exists()
    assert Group.objects.filter(name="coordinator").exists()
