"""Many certificates are issued in one moment: every number is given once, and none is left out.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from courses import certificates
from courses.certificates import bulk
from courses.models import Certificate, CertificateSeries
from tests.factories.certificates import facts_of
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.sessions.test_races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def completed(number, course):
    people = PersonFactory.create_batch(number, email="")
    return [
        EnrolmentFactory(
            person=person, course=course, theory_minutes=270, result="completed", ended_at=timezone.now()
        )
        for person in people
    ]


def counted(organiser):
    numbers = Certificate.objects.values_list("number", flat=True)
    ours = [number for number in numbers if number.startswith(f"{organiser.code}-")]
    return sorted(int(number.split("-")[2]) for number in ours)


def test_twenty_at_once_get_twenty_numbers_in_a_row(mops):
    enrolments = completed(20, CourseFactory())

    given = all_at_once(
        *(lambda one=one: certificates.issue(one, facts=facts_of(mops)) for one in enrolments)
    )

    assert [type(one) for one in given] == [Certificate] * 20
    assert counted(mops) == list(range(1, 21))
    assert CertificateSeries.objects.get().last_number == 20


def test_one_that_fails_half_way_leaves_no_gap(mops, monkeypatch):
    enrolments = completed(8, CourseFactory())
    unlucky = {enrolments[2].pk, enrolments[5].pk}
    tell = certificates.issuing.tell

    def fail_for_two(kind, certificate, **more):
        if certificate.enrolment_id in unlucky:
            raise IntegrityError
        return tell(kind, certificate, **more)

    monkeypatch.setattr(certificates.issuing, "tell", fail_for_two)
    given = all_at_once(
        *(lambda one=one: certificates.issue(one, facts=facts_of(mops)) for one in enrolments)
    )

    assert sum(isinstance(one, IntegrityError) for one in given) == 2
    assert counted(mops) == list(range(1, 7))


def test_two_workers_with_the_same_people_issue_to_everybody_once(mops):
    course = CourseFactory(organiser=mops)
    ids = [enrolment.pk for enrolment in completed(6, course)]

    reports = all_at_once(*[lambda: bulk.issue_missing(ids)] * 2)

    assert sum(report.issued for report in reports) == 6
    assert counted(mops) == list(range(1, 7))


def test_issued_anew_by_two_at_once_it_is_replaced_once(mops, pan_adam):
    certificate = certificates.issue(completed(1, CourseFactory())[0], facts=facts_of(mops))

    given = all_at_once(*[lambda: certificates.reissue(certificate, reason="Literówka", by=pan_adam)] * 2)

    assert sorted(type(one).__name__ for one in given) == ["Certificate", "CertificateStandsNoMore"]
    assert Certificate.objects.valid().count() == 1
    assert counted(mops) == [1, 2]
