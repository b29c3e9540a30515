"""Somebody nobody knows opens a course page, says who they are, types six digits, and reads."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.lessons.enrolling import enrol
from courses.models import Audience, Course, Enrolment
from lms.messaging.models import Message
from lms.people.models import Acceptance, InformationClause, Person
from lms.people.sign_up import unconfirmed
from tests.factories.courses import CourseFactory
from tests.factories.lessons import home_course

pytestmark = pytest.mark.django_db
NEWCOMER = {
    "given_name": "Iryna",
    "family_name": "Bondarenko",
    "email": "iryna@example.org",
    "language": "uk",
}


@pytest.fixture
def course(course_page):
    return course_page.course


@pytest.fixture
def clause():
    return InformationClause.objects.create(
        purpose=InformationClause.Purpose.BOOKING, version="1", summary="Krótko", text="Długo"
    )


def at(name, course):
    return reverse(f"learn:{name}", args=[course.uuid])


def last_code():
    return re.search(r"\b\d{6}\b", Message.objects.filter(kind="sign_in_code").latest("pk").text)[0]


def introduce(client, course, **answers):
    return client.post(at("start", course), NEWCOMER | answers)


def confirm(client, course):
    return client.post(at("start_code", course), {"action": "verify", "code": last_code()}, follow=True)


def main_of(response):
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def test_a_newcomer_begins_on_two_pages(client, course, clause):
    first = introduce(client, course, clause=clause.pk, accept="on")
    assert first["Location"] == at("start_code", course)

    response = confirm(client, course)

    enrolment = Enrolment.objects.get()
    assert response.redirect_chain[-1][0] == reverse("learn:course", args=[enrolment.uuid])
    assert (enrolment.person.full_name, enrolment.person.language) == ("Iryna Bondarenko", "uk")
    assert Acceptance.objects.filter(person=enrolment.person, clause=clause).count() == 1
    assert not unconfirmed().exists()


def test_nothing_is_begun_before_the_code(client, course):
    introduce(client, course)
    client.post(at("start_code", course), {"action": "verify", "code": "000000"})
    client.get(at("start_finish", course))

    assert not Enrolment.objects.exists()
    assert unconfirmed().get().email == "iryna@example.org"


def test_the_clause_is_read_first(client, course, clause):
    response = introduce(client, course, clause=clause.pk)

    assert main_of(response).select_one(".field--error input[name=accept]")
    assert not Person.objects.filter(given_name="Iryna").exists()


def test_a_wrong_address_is_said_beside_the_field_and_the_rest_is_kept(client, course):
    page = main_of(introduce(client, course, email="iryna"))

    assert page.select_one(".field--error input[name=email]")
    assert page.select_one("input[name=given_name]")["value"] == "Iryna"


def test_whoever_was_here_before_is_led_to_signing_in_and_back(client, course):
    page = main_of(client.get(at("start", course)))

    assert page.select_one(f'a[href="{reverse("account_login")}?next={at("start", course)}"]')


def test_the_address_of_somebody_known_under_another_name_is_told_and_begins_nothing(client, course, oksana):
    introduce(client, course, email=oksana.email)
    response = confirm(client, course)

    assert oksana.full_name in response.content.decode()
    assert response.redirect_chain[-1][0] == at("start", course)
    assert not Enrolment.objects.exists()


def test_whoever_has_begun_it_goes_on_where_they_were(client, course, oksana):
    held = enrol(oksana, course=course, by=oksana)
    names = {"given_name": oksana.given_name, "family_name": oksana.family_name}

    introduce(client, course, email=oksana.email, **names)
    response = confirm(client, course)

    assert response.redirect_chain[-1][0] == reverse("learn:course", args=[held.uuid])
    assert Enrolment.objects.get() == held


@pytest.mark.parametrize(
    "made",
    [
        lambda: CourseFactory(form=Course.Form.GROUP),
        lambda: home_course(audience=Audience.STAFF),
        lambda: home_course(audience=Audience.CHILDREN),
        lambda: after(home_course(code="PIERWSZY")),
    ],
)
def test_what_stands_in_the_way_is_said_before_anything_is_asked(client, made):
    course = made()

    page = main_of(introduce(client, course))

    assert page.select_one(".callout")
    assert page.select("input[name=email]") == []
    assert not Message.objects.exists()


def after(first):
    course = home_course(code="DRUGI")
    course.prerequisites.add(first)
    return course


def test_a_confidential_course_is_not_named(client):
    course = home_course(title="Kiedy w domu jest strach", is_confidential=True)

    for response in (
        client.get(at("start", course)),
        introduce(client, course),
        client.get(at("start_code", course)),
    ):
        assert course.title not in response.content.decode()
