"""Oksana, signed in, reads how her data is used before she begins a course at home, once for each version."""

import pytest
from django.urls import reverse

from courses.models import Enrolment
from lms.people.models import Acceptance
from tests.factories.people import InformationClauseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(course_page):
    return reverse("learn:start", args=[course_page.course.uuid])


@pytest.fixture
def clause():
    return InformationClauseFactory()


def accepted(clause):
    return set(Acceptance.objects.filter(clause=clause).values_list("person", "accepted_by"))


def test_nothing_begins_before_it_was_read(reader, here, clause):
    page = reader.get(here).text
    refused = reader.post(here, {"clause": clause.pk})

    assert clause.summary in page
    assert 'href="#id_accept"' in refused.text
    assert not Enrolment.objects.exists()


def test_it_is_noted_for_the_carer_and_the_child_who_learns(reader, here, clause, oksana, danylo):
    reader.post(here, {"who": str(danylo.uuid), "clause": clause.pk, "accept": "on"})

    assert Enrolment.objects.get().person == danylo
    assert accepted(clause) == {(oksana.pk, oksana.pk), (danylo.pk, oksana.pk)}


def test_whoever_has_read_this_version_is_not_asked_again(reader, here, clause, oksana):
    Acceptance.objects.create(person=oksana, clause=clause, accepted_by=oksana, language="uk")

    page = reader.get(here).text
    reader.post(here)

    assert clause.summary not in page
    assert Enrolment.objects.get().person == oksana


def test_a_new_version_is_read_anew(reader, here, clause, oksana):
    Acceptance.objects.create(person=oksana, clause=clause, accepted_by=oksana, language="uk")
    newer = InformationClauseFactory()

    reader.post(here, {"clause": clause.pk, "accept": "on"})
    before = Enrolment.objects.count()
    reader.post(here, {"clause": newer.pk, "accept": "on"})

    assert before == 0
    assert accepted(newer) == {(oksana.pk, oksana.pk)}
