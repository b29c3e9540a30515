"""A certificate may be replaced, withdrawn or past its time; whoever checks it reads which, and no more."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from courses import certificates
from courses.badges.claiming import may_claim
from courses.certificates.errors import CertificateStandsNoMore, HolderHasNoName, ReasonMissing
from courses.certificates.mine import all_of
from courses.models import Certificate, Course
from lms.messaging.models import Message
from lms.privacy.models import AuditEntry
from sessions.models import Run
from tests.factories.certificates import certified, facts_of
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory


@pytest.fixture
def certificate(oksana, mops):
    return certified(oksana, course=CourseFactory(code="OPIEK", valid_months=12), organiser=mops)


def checked(client, certificate):
    page = client.get(reverse("courses:verify", args=[certificate.number]))
    return page.context["certificate"].standing, page.content.decode()


def test_issued_anew_it_has_the_name_of_today_and_another_number(certificate, oksana, pan_adam):
    oksana.family_name = "Shevchenko-Nowak"
    oksana.save()

    newer = certificates.reissue(certificate, reason="Zmiana nazwiska", by=pan_adam)

    certificate.refresh_from_db()
    assert newer.statement["holder"]["latin"] == "Oksana Shevchenko-Nowak"
    assert newer.number != certificate.number
    assert (certificate.status, certificate.superseded_by) == (Certificate.Status.SUPERSEDED, newer)
    assert newer.expires_on == certificate.expires_on


def test_what_it_stated_of_the_course_stays_when_it_is_issued_anew(certificate, pan_adam):
    course = certificate.enrolment.course
    course.title = course.title_pl = "Inny tytuł"
    course.save()

    newer = certificates.reissue(certificate, reason="Literówka", by=pan_adam)

    assert newer.statement["course"] == certificate.statement["course"]
    assert newer.statement["held"] == certificate.statement["held"]


def test_the_holder_is_told_which_one_it_replaces(certificate, pan_adam, oksana):
    newer = certificates.reissue(certificate, reason="Literówka", by=pan_adam)

    letter = Message.objects.get(key__contains=newer.number)
    assert certificate.number in letter.text
    assert "Literówka" in letter.text


def test_one_that_was_replaced_is_not_replaced_again(certificate, pan_adam):
    certificates.reissue(certificate, reason="Literówka", by=pan_adam)

    with pytest.raises(CertificateStandsNoMore):
        certificates.reissue(certificate, reason="Literówka", by=pan_adam)

    assert certificate.enrolment.certificates.count() == 2


@pytest.mark.parametrize("deed", [certificates.reissue, certificates.revoke])
def test_nobody_does_it_without_a_reason(certificate, pan_adam, deed):
    with pytest.raises(ReasonMissing):
        deed(certificate, reason="  ", by=pan_adam)


def test_the_holder_reads_why_it_was_withdrawn_and_the_log_by_whom(certificate, pan_adam):
    certificates.revoke(certificate, reason="Wydane niewłaściwej osobie", by=pan_adam)

    assert "Wydane niewłaściwej osobie" in Message.objects.get(kind="certificate_revoked").text
    entry = AuditEntry.objects.get(action=AuditEntry.Action.REVOKED)
    assert entry.actor == pan_adam.user


def test_withdrawn_twice_it_is_told_once(certificate, pan_adam):
    for _time in range(2):
        certificates.revoke(certificate, reason="Pomyłka", by=pan_adam)

    assert Message.objects.filter(kind="certificate_revoked").count() == 1


def test_whoever_checks_it_reads_where_it_stands(client, certificate, pan_adam):
    assert checked(client, certificate)[0] == "valid"

    newer = certificates.reissue(certificate, reason="Literówka", by=pan_adam)
    told, words = checked(client, certificate)
    assert told == "superseded"
    assert newer.number not in words

    certificates.revoke(newer, reason="Wydane niewłaściwej osobie", by=pan_adam)
    told, words = checked(client, newer)
    assert told == "revoked"
    assert "niewłaściwej" not in words


@pytest.mark.parametrize("what", ["course", "run"])
def test_of_what_became_confidential_it_is_told_that_it_holds_and_not_of_what(
    client, certificate, pan_adam, what
):
    course = certificate.enrolment.course
    place = PlaceFactory(enrolment=certificate.enrolment, person=certificate.enrolment.person)
    assert course.title in checked(client, certificate)[1]
    if what == "course":
        Course.objects.filter(pk=course.pk).update(is_confidential=True)
    else:
        Run.objects.filter(pk=place.run_id).update(visibility=Run.Visibility.CONFIDENTIAL)
    certificate = Certificate.objects.get(pk=certificate.pk)

    told, words = checked(client, certificate)
    newer = certificates.reissue(certificate, reason="Literówka", by=pan_adam)
    told_of_newer, words_of_newer = checked(client, newer)
    letter = Message.objects.get(key__contains=newer.number)

    assert (told, told_of_newer) == ("valid", "valid")
    assert certificate.number in words
    for said in (words, words_of_newer, str(newer.statement), letter.subject + letter.text):
        assert course.title not in said
        assert course.code not in said
    assert [mine.title for mine in all_of(newer.enrolment.person)] == ["Spotkania rozwojowe"]
    assert not may_claim(newer, by=newer.enrolment.person)


def test_it_holds_to_the_end_of_its_last_day(client, certificate):
    last = certificate.expires_on

    with time_machine.travel(f"{last}T22:00+00:00", tick=False):
        assert checked(client, certificate)[0] == "valid"
    with time_machine.travel(f"{last}T23:30+00:00", tick=False):
        assert checked(client, certificate)[0] == "expired"


def test_nobody_without_a_name_gets_one(mops):
    enrolment = EnrolmentFactory(person=PersonFactory(given_name="", family_name=""))

    with pytest.raises(HolderHasNoName):
        certificates.issue(enrolment, facts=facts_of(mops))


def test_a_name_with_a_sign_no_typeface_draws_still_comes_on_paper(mops):
    person = PersonFactory(given_name="Zoë 🌻", family_name="Nguyễn", language="pl")

    certificate = certified(person, course=CourseFactory(), organiser=mops)

    assert certificate.statement["holder"]["latin"].startswith("Zoë")
    assert certificates.frozen_pdf(certificate).startswith(b"%PDF")


def test_it_holds_as_long_as_the_course_says(oksana, mops):
    with time_machine.travel("2026-08-31T12:00+02:00", tick=False):
        certificate = certified(oksana, course=CourseFactory(valid_months=6), organiser=mops)

    assert certificate.expires_on == date(2027, 2, 28)
    assert certificate.statement["expires"]["pl"] == "28 lutego 2027"


def test_a_course_without_meetings_states_the_hours_it_takes(oksana, mops):
    course = CourseFactory(form="self_paced", theory_hours=2, practice_hours=0)
    enrolment = EnrolmentFactory(person=oksana, course=course, result="completed", ended_at=timezone.now())

    certificate = certificates.issue(enrolment, facts=facts_of(mops))

    assert certificate.statement["hours"] == {"theory": "2", "practice": "0", "total": "2"}
