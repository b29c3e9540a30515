"""Somebody was given a course at work: before any page of it opens, she reads what happens to her data."""

from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from courses import urls_learn
from courses.models import Course, Enrolment
from courses.plans.giving import give
from lms.people.models import Acceptance, InformationClause
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

ELSEWHERE = {"given", "supervised", "decide_entry", "decide_file", "supervised_file", "say_word"}
"""The clause itself, and the pages of those who supervise somebody else's learning."""


@pytest.fixture
def clause():
    return InformationClause.objects.create(
        purpose="booking", version="1", summary="Short", text="Long", valid_from=date(2020, 1, 1)
    )


@pytest.fixture
def reader():
    return PersonFactory(with_sign_in=True)


@pytest.fixture
def given(clause, reader):
    course = CourseFactory(form=Course.Form.SELF_PACED, audience="everyone")
    return give(reader, course=course, by=PersonFactory())


def pages_of_a_learner():
    """The name of every address that holds an enrolment, with what else stands in it."""
    for part in urls_learn.urlpatterns:
        for one in part.url_patterns:
            if "enrolment" in one.pattern.converters and one.name not in ELSEWHERE:
                yield one.name, one.pattern.converters


def address_of_page(name, converters, enrolment):
    others = {"IntConverter": 1, "StringConverter": "x"}
    told = {key: others.get(type(one).__name__, uuid4()) for key, one in converters.items()}
    return reverse(f"learn:{name}", kwargs={**told, "enrolment": enrolment.uuid})


def test_every_page_of_a_learner_waits_until_the_clause_is_read(client, reader, given):
    client.force_login(reader.user)

    pages = list(pages_of_a_learner())
    passed = {
        (name, method)
        for name, converters in pages
        for method in ("get", "post")
        for answer in [getattr(client, method)(address_of_page(name, converters, given))]
        if answer.status_code != 405
        and not answer.get("Location", "").startswith(reverse("learn:given", args=[given.uuid]))
    }

    assert len(pages) > 20
    assert passed == set()


def test_after_reading_she_lands_on_the_page_she_asked_for(client, reader, given, clause):
    client.force_login(reader.user)
    diary = reverse("learn:diary", args=[given.uuid])

    gate = client.get(f"{diary}?from=letter")["Location"]
    unread = client.post(gate, {"clause": clause.pk})
    read = client.post(gate, {"clause": clause.pk, "accept": "on"})

    assert unread.status_code == 422
    assert read["Location"] == f"{diary}?from=letter"
    assert Acceptance.objects.get(person=reader).accepted_by == reader
    assert client.get(reverse("learn:course", args=[given.uuid])).status_code == 200


def test_the_language_chosen_at_the_clause_stays(client, reader, given, clause):
    client.force_login(reader.user)
    diary = f"/learn/{given.uuid}/diary/"
    gate = f"/uk/learn/plan/given/{given.uuid}/?{urlencode({'next': f'/en{diary}'})}"

    assert client.post(gate, {"clause": clause.pk, "accept": "on"})["Location"] == f"/uk{diary}"


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_nobody_is_led_out_of_the_house(client, reader, given, clause, wanted):
    client.force_login(reader.user)
    gate = f"{reverse('learn:given', args=[given.uuid])}?{urlencode({'next': wanted})}"

    answer = client.post(gate, {"clause": clause.pk, "accept": "on"})

    assert answer["Location"] == reverse("learn:course", args=[given.uuid])


def test_what_was_sent_leads_back_to_the_page_it_was_sent_from(client, reader, given):
    client.force_login(reader.user)
    page = reverse("learn:package", args=[given.uuid, uuid4()])

    answer = client.post(f"{page}newer/", headers={"Referer": f"http://testserver{page}"})

    assert answer["Location"] == f"{reverse('learn:given', args=[given.uuid])}?next={page}"


def test_a_script_is_told_where_to_go_and_keeps_what_it_has(client, reader, given):
    client.force_login(reader.user)
    save = reverse("learn:quiz_save", args=[given.uuid, uuid4(), 1])
    from_page = reverse("learn:quiz_questions", args=[given.uuid, uuid4(), 1])

    answer = client.post(save, headers={"Sec-Fetch-Mode": "cors", "Referer": f"http://testserver{from_page}"})

    assert answer.status_code == 403
    assert answer.json() == {"go_to": f"{reverse('learn:given', args=[given.uuid])}?next={from_page}"}


def test_a_course_of_ones_own_wish_and_one_that_is_over_open_at_once(client, reader, given, clause):
    client.force_login(reader.user)
    own = Enrolment.objects.create(
        person=reader, course=CourseFactory(form=Course.Form.SELF_PACED, audience="everyone")
    )
    Enrolment.objects.filter(pk=given.pk).update(result="completed", ended_at=given.started_at)

    opened = [client.get(reverse("learn:course", args=[one.uuid])).status_code for one in (own, given)]

    assert opened == [200, 200]
