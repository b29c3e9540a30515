"""A badge exists because its holder asked for it, and says no more than they wished."""

import hashlib

import pytest
from django.urls import reverse

from courses import certificates
from courses.badges.claiming import NotForBadges, claim
from courses.badges.withdrawing import take_back
from courses.models import Badge
from tests.courses.badges.conftest import Verifier
from tests.factories.certificates import certified
from tests.factories.courses import CourseFactory


def subject_of(badge):
    return Verifier(None).parts(badge.credential)[1]["credentialSubject"]


def test_nobody_gets_one_unasked(certificate):
    assert not Badge.objects.exists()


def test_asked_twice_it_is_the_same(certificate, oksana):
    assert claim(certificate, by=oksana, has_name=False) == claim(certificate, by=oksana, has_name=True)


def test_without_the_name_it_says_only_a_code_of_the_address(badge, oksana):
    assert "Shevchenko" not in str(subject_of(badge))
    assert oksana.email not in str(subject_of(badge))
    (known_by,) = subject_of(badge)["identifier"]
    told = hashlib.sha256(f"{oksana.email}{known_by['salt']}".encode()).hexdigest()
    assert known_by["identityHash"] == f"sha256${told}"


def test_with_the_name_it_says_it(certificate, oksana):
    badge = claim(certificate, by=oksana, has_name=True)

    assert subject_of(badge)["identifier"][1]["identityHash"] == "Oksana Shevchenko"


def test_it_says_the_hours_and_that_the_course_was_completed(badge):
    hours, result = subject_of(badge)["result"]

    assert (hours["value"], result["status"]) == ("6", "Completed")


def test_a_confidential_course_has_none(oksana, mops):
    confidential = certified(oksana, course=CourseFactory(confidential=True), organiser=mops)
    in_confidence = certified(oksana, course=CourseFactory(), organiser=mops, is_confidential=True)

    for certificate in (confidential, in_confidence):
        with pytest.raises(NotForBadges):
            claim(certificate, by=oksana, has_name=False)


def test_only_the_holder_asks_and_only_for_one_that_holds(certificate, oksana, marta, danylo, mops):
    of_child = certified(danylo, course=CourseFactory(), organiser=mops)
    with pytest.raises(NotForBadges):
        claim(certificate, by=marta, has_name=False)
    with pytest.raises(NotForBadges):
        claim(of_child, by=oksana, has_name=False)

    certificates.revoke(certificate, by=None)
    with pytest.raises(NotForBadges):
        claim(certificate, by=oksana, has_name=False)


def test_taken_back_it_can_be_asked_for_again_under_another_bit(badge, oksana):
    take_back(badge)

    again = claim(badge.certificate, by=oksana, has_name=False)

    badge.refresh_from_db()
    assert badge.credential == ""
    assert (again.status_list, again.uuid != badge.uuid) == (badge.status_list, True)


def test_its_holder_asks_for_it_saves_it_and_takes_it_back(client, certificate, oksana):
    client.force_login(oksana.user)
    page = reverse("learn:certificates:show", args=[certificate.number])

    client.post(reverse("learn:certificates:ask_for_badge", args=[certificate.number]), {"has_name": "on"})
    badge = Badge.objects.get()
    assert badge.has_name
    assert (
        badge.credential
        in client.get(reverse("learn:certificates:badge_picture", args=[certificate.number])).content.decode()
    )
    assert client.get(page).context["mine"].badge == badge

    client.post(reverse("learn:certificates:take_badge_back", args=[certificate.number]))
    assert not Badge.objects.held().exists()
    assert client.get(reverse("learn:certificates:badge", args=[certificate.number])).status_code == 404


def test_whose_courses_are_confidential_is_not_told(client, badge, mops):
    secret = CourseFactory(confidential=True)

    address = reverse("badges:achievement", args=[mops.code.lower(), secret.uuid])
    assert client.get(address).status_code == 404
    assert client.get(reverse("badges:issuer", args=["nobody"])).status_code == 404


def test_its_link_is_gone_when_the_course_becomes_confidential(badge, client):
    address = reverse("badges:credential", args=[badge.uuid])
    before = client.get(address).status_code
    course = badge.certificate.enrolment.course
    course.is_confidential = True
    course.save()

    assert (before, client.get(address).status_code) == (200, 410)
