"""The learner's page of a package: her own, on her version; and what was kept on a device is taken later."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Launch, Registration, UnitProgress
from courses.packages.storing import add_version, retire
from tests.courses.packages import making
from tests.factories.courses import EnrolmentFactory
from tests.factories.packages import HOUSE, make_package, make_registration, open_for


@pytest.fixture
def registration(oksana):
    return make_registration(person=oksana, titles=("Bread", "Salt"))


def address(registration, name="package"):
    return reverse(f"learn:{name}", args=[registration.enrolment.uuid, registration.version.package.uuid])


@pytest.fixture
def at_home(client, oksana):
    client.force_login(oksana.user)
    return client


def test_the_page_lists_the_parts_and_may_frame_the_packages_origin_alone(at_home, registration):
    page = at_home.get(address(registration))

    assert "Bread" in page.text
    assert "Salt" in page.text
    assert "frame-src http://localhost:8000;" in page["Content-Security-Policy"] + ";"
    assert 'sandbox="allow-scripts allow-same-origin allow-forms"' in page.text


def test_the_page_costs_the_same_for_any_number_of_parts(at_home, oksana, django_assert_max_num_queries):
    many = make_registration(person=oksana, titles=tuple("ABCDEFGHIJ"))
    at_home.get(address(many))

    with django_assert_max_num_queries(15):
        at_home.get(address(many))


def test_looking_at_the_page_begins_nothing(at_home, oksana):
    package = make_package()
    enrolment = EnrolmentFactory(course=package.course, person=oksana)

    at_home.get(reverse("learn:package", args=[enrolment.uuid, package.uuid]))

    assert not Registration.objects.exists()


def test_opening_gives_an_address_on_the_other_origin(at_home, registration):
    told = at_home.post(address(registration, "package_open"), headers={"host": "127.0.0.1:8000"}).json()

    assert told["origin"] == "http://localhost:8000"
    assert told["address"].startswith("http://localhost:8000/packages/")
    assert Launch.objects.get().opened_from == HOUSE


def test_the_package_of_somebody_else_is_not_there(client, marta, registration):
    client.force_login(marta.user)

    assert client.get(address(registration)).status_code == 404
    for name in ("package_open", "package_save", "package_newer"):
        assert client.post(address(registration, name)).status_code == 404


def test_a_package_of_another_course_is_not_there(at_home, registration):
    other = make_package()

    assert (
        at_home.get(reverse("learn:package", args=[registration.enrolment.uuid, other.uuid])).status_code
        == 404
    )


def test_a_carer_opens_the_package_of_a_child_in_her_care(at_home, danylo):
    registration = make_registration(person=danylo)

    assert at_home.get(address(registration)).status_code == 200


def test_without_an_origin_it_says_that_it_cannot_be_opened(at_home, registration, settings):
    settings.PACKAGES_ORIGIN = ""

    page = at_home.get(address(registration))

    assert "data-start" not in page.text
    assert at_home.post(address(registration, "package_open")).status_code == 503


def test_what_a_device_kept_is_taken_later(at_home, registration):
    launch = open_for(registration).launch
    kept = {
        "unit": "I1",
        "launch": launch.number,
        "sequence": 4,
        "data": {"cmi": {"core": {"lesson_location": "4"}}},
    }
    headers = {"x-registration": registration.uuid.hex}
    save = address(registration, "package_save")

    answer = at_home.post(save, kept, content_type="application/json", headers=headers)

    assert answer.json()["units"] == {"I1": "begun"}
    assert UnitProgress.objects.get().sequence == 4
    late = {**kept, "sequence": 3}
    assert at_home.post(save, late, content_type="application/json", headers=headers).status_code == 409


def test_what_a_device_kept_for_somebody_else_is_not_taken(at_home, registration):
    other = make_registration()

    answer = at_home.post(
        address(registration, "package_save"),
        {"unit": "I1", "launch": 1, "sequence": 1, "data": {}},
        content_type="application/json",
        headers={"x-registration": other.uuid.hex},
    )

    assert answer.status_code == 404


def test_saving_asks_for_the_token_of_the_page(oksana, registration):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(oksana.user)

    for name in ("package_open", "package_save", "package_newer"):
        assert strict.post(address(registration, name)).status_code == 403


def test_a_newer_version_is_offered_and_begun_only_when_asked_for(at_home, registration):
    add_version(registration.version.package, file=making.scorm12(titles=("New",)), by=None)

    assert address(registration, "package_newer") in at_home.get(address(registration)).text
    at_home.post(address(registration, "package_newer"))

    page = at_home.get(address(registration)).text
    assert address(registration, "package_newer") not in page
    assert Registration.objects.filter(enrolment=registration.enrolment).count() == 2


def test_a_retired_package_is_there_for_whoever_began_it(at_home, oksana, registration):
    retire(registration.version.package)
    other = make_package()
    retire(other)
    elsewhere = EnrolmentFactory(course=other.course, person=oksana)

    assert at_home.get(address(registration)).status_code == 200
    assert at_home.get(reverse("learn:package", args=[elsewhere.uuid, other.uuid])).status_code == 404
