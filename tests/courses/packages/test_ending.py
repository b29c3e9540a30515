"""A token opens a package for one visit and one page: when either is over, so is the token."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.packages.opening import ALONE, AT_MOST
from tests.factories.packages import make_registration

THERE = "localhost:8000"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def registration(oksana):
    return make_registration(person=oksana)


@pytest.fixture
def at_home(client, oksana):
    client.force_login(oksana.user)
    return client


@pytest.fixture
def opened(at_home, registration):
    """What her page was told when she pressed "Begin"."""
    where = [registration.enrolment.uuid, registration.version.package.uuid]
    return at_home.post(reverse("learn:package_open", args=where)).json()


def is_open(opened, path="content/unit1.html"):
    there = Client(headers={"host": THERE})
    answer = there.get(opened["address"].removeprefix(f"http://{THERE}") + path)
    assert answer.status_code in {200, 404}
    return answer.status_code == 200


def sign_out(client, _person):
    client.post(reverse("account_logout"))


def leave_quickly(client, _person):
    client.post(reverse("cms:leave"))


def be_signed_out_from_afar(client, _person):
    client.session.delete()


def have_a_new_password(_client, person):
    person.user.set_password("new and long enough")
    person.user.save()


def lose_the_sign_in(_client, person):
    person.user.is_active = False
    person.user.save()


@pytest.mark.parametrize(
    "end", [sign_out, leave_quickly, be_signed_out_from_afar, have_a_new_password, lose_the_sign_in]
)
def test_the_token_ends_with_the_visit_it_was_opened_in(at_home, oksana, opened, end):
    assert is_open(opened)

    end(at_home, oksana)

    for path in ("", "begin", "content/unit1.html", "standing"):
        assert not is_open(opened, path)


def test_the_token_ends_soon_after_the_page_is_gone(opened):
    with time_machine.travel(timezone.now() + ALONE - MINUTE):
        assert is_open(opened)
    with time_machine.travel(timezone.now() + ALONE + MINUTE):
        assert not is_open(opened)


def test_while_the_page_says_that_it_is_there_the_token_lasts_for_a_day_of_learning(at_home, opened):
    begun = timezone.now()

    with time_machine.travel(begun + ALONE + MINUTE):
        assert at_home.post(opened["stay"]).status_code == 204
    with time_machine.travel(begun + ALONE * 2):
        assert is_open(opened)
    with time_machine.travel(begun + AT_MOST + MINUTE):
        assert at_home.post(opened["stay"]).status_code == 404


def test_nobody_else_can_make_a_token_last(opened, oksana, marta):
    """Neither another person, nor the same one in another visit."""
    for person in (marta, oksana):
        elsewhere = Client()
        elsewhere.force_login(person.user)
        assert elsewhere.post(opened["stay"]).status_code == 404


def test_whoever_may_not_learn_any_more_cannot_make_a_token_last(at_home, opened, registration):
    registration.enrolment.result, registration.enrolment.ended_at = "withdrawn", timezone.now()
    registration.enrolment.save()

    assert at_home.post(opened["stay"]).status_code == 404


def test_each_file_costs_one_query(at_home, oksana, django_assert_num_queries):
    pictures = {f"picture{number}.svg": "<svg/>" for number in range(10)}
    registration = make_registration(person=oksana, files=pictures)
    where = [registration.enrolment.uuid, registration.version.package.uuid]
    opened = at_home.post(reverse("learn:package_open", args=where)).json()

    with django_assert_num_queries(len(pictures)):
        assert all(is_open(opened, f"content/{name}") for name in pictures)


def test_what_was_kept_on_the_device_is_taken_after_the_token_ended(at_home, opened, registration):
    where = [registration.enrolment.uuid, registration.version.package.uuid]
    kept = {"unit": "I1", "launch": opened["launch"], "sequence": 1, "data": {"cmi": {}}}

    with time_machine.travel(timezone.now() + ALONE + MINUTE):
        answer = at_home.post(
            reverse("learn:package_save", args=where),
            kept,
            content_type="application/json",
            headers={"x-registration": registration.uuid.hex},
        )

    assert answer.status_code == 200
