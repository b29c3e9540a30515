"""Who spent enough hours there gets a numbered paper, frozen for ever, that a stranger can verify."""

import hashlib
from datetime import date

import pytest
from django.urls import reverse

from courses import certificates, completion
from courses.models import Certificate, Enrolment
from courses.run_facts import RunFacts
from lms.messaging.models import Message
from lms.web.qr import qr_svg
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import OrganisationFactory

WORDS = (
    "title",
    "number",
    "states",
    "total",
    "theory",
    "practice",
    "teaching_hour",
    "organiser",
    "issued",
    "verify",
)


def a_statement():
    return {
        "languages": ["pl", "uk"],
        "number": "MOPS-2026-00001-ABCDEFGH",
        "address": "https://krok.example.org/v/MOPS-2026-00001-ABCDEFGH",
        "qr": qr_svg("https://krok.example.org/v/MOPS-2026-00001-ABCDEFGH"),
        "holder": {"latin": "Oksana Shevchenko", "cyrillic": "Оксана Шевченко"},
        "words": {
            "pl": dict.fromkeys(WORDS, "słowo") | {"title": "Zaświadczenie"},
            "uk": dict.fromkeys(WORDS, "слово") | {"title": "Свідоцтво"},
        },
        "course": {"pl": "Opiekun tymczasowy", "uk": "Тимчасовий опікун"},
        "held": {"pl": "1 listopada 2026", "uk": "1 листопада 2026"},
        "organiser": {"pl": "MOPS", "uk": "MOPS"},
        "funder_line": {"pl": "", "uk": ""},
        "issued": {"pl": "23 listopada 2026", "uk": "23 листопада 2026"},
        "hours": {"theory": "6", "practice": "0", "total": "6"},
    }


def facts(organiser, **changes):
    return RunFacts(organiser=organiser, first_day=date(2026, 11, 2), last_day=date(2026, 11, 30), **changes)


def conclude(enrolment, organiser, *, theory=270, practice=0, planned=270, **changes):
    return completion.conclude(
        enrolment,
        theory_minutes=theory,
        practice_minutes=practice,
        planned_minutes=planned,
        facts=facts(organiser, **changes),
    )


@pytest.fixture
def enrolment(oksana):
    return EnrolmentFactory(person=oksana, course=CourseFactory(code="OPIEK", title="Opiekun tymczasowy"))


def test_four_fifths_of_the_hours_complete_the_course(enrolment, mops):
    certificate = conclude(enrolment, mops, theory=216, planned=270)

    enrolment.refresh_from_db()
    assert enrolment.result == Enrolment.Result.COMPLETED
    assert certificate.number.startswith("MOPS-")


def test_one_minute_less_does_not(enrolment, mops):
    certificate = conclude(enrolment, mops, theory=215, planned=270)

    enrolment.refresh_from_db()
    assert enrolment.result == Enrolment.Result.NOT_COMPLETED
    assert certificate is None


def test_a_run_without_planned_time_completes_nobody(enrolment, mops):
    assert conclude(enrolment, mops, theory=0, planned=0) is None


def test_concluding_again_changes_nothing(enrolment, mops):
    first = conclude(enrolment, mops)

    second = conclude(enrolment, mops)

    assert second == first
    assert Message.objects.filter(kind="certificate_issued").count() == 1


def test_corrected_hours_replace_the_paper_by_another(enrolment, mops):
    first = conclude(enrolment, mops)

    second = conclude(enrolment, mops, theory=260)

    first.refresh_from_db()
    assert first.status == Certificate.Status.SUPERSEDED
    assert second.is_valid


def test_numbers_of_an_organiser_follow_each_other_and_do_not_mix_with_anothers(mops):
    other = OrganisationFactory(code="FUNDA")

    numbers = [
        conclude(EnrolmentFactory(), organiser).number.rsplit("-", 1)[0] for organiser in (mops, mops, other)
    ]

    year = numbers[0].split("-")[1]
    assert numbers == [f"MOPS-{year}-00001", f"MOPS-{year}-00002", f"FUNDA-{year}-00001"]


def test_the_pdf_is_made_once_and_keeps_its_fingerprint(enrolment, mops):
    certificate = conclude(enrolment, mops)

    paper = certificates.frozen_pdf(certificate)
    enrolment.course.title = "Another title"
    enrolment.course.save()

    certificate.refresh_from_db()
    assert certificates.frozen_pdf(certificate) == paper
    assert certificate.sha256 == hashlib.sha256(paper).hexdigest()


def test_a_stranger_verifies_it_and_learns_no_more_than_needed(client, enrolment, mops):
    certificate = conclude(enrolment, mops)

    page = client.get(reverse("courses:verify", args=[certificate.number]))

    assert page.status_code == 200
    assert "Oksana S." in page.content.decode()
    assert "Shevchenko" not in page.content.decode()


def test_a_revoked_certificate_says_so(client, enrolment, mops):
    certificate = certificates.revoke(conclude(enrolment, mops), by=None)

    page = client.get(reverse("courses:verify", args=[certificate.number]))

    assert page.context["certificate"].status == Certificate.Status.REVOKED


def test_a_number_nobody_issued_is_answered_kindly(client, db):
    page = client.get(reverse("courses:verify", args=["MOPS-2026-00001-AAAAAAAA"]))

    assert page.status_code == 404


def test_a_confidential_course_gives_nothing_away(oksana, mops):
    funder = OrganisationFactory(code="DONOR", funder_line="Paid from the fund against violence")
    course = CourseFactory(confidential=True)

    certificate = conclude(EnrolmentFactory(person=oksana, course=course), mops, funder=funder)

    assert course.title not in str(certificate.statement)
    assert "violence" not in str(certificate.statement)


def test_guessing_numbers_is_slowed_down(client, db):
    address = reverse("courses:verify", args=["MOPS-2026-00001-AAAAAAAA"])

    statuses = [client.get(address).status_code for _ in range(61)]

    assert statuses == [404] * 60 + [429]
