"""Somebody begins a course on their own, at once, and for a child in their care."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.certificates import issue
from courses.lessons.enrolling import current_enrolment, enrol
from courses.lessons.errors import NotEligible, NotInYourCare, NotSelfPaced, PrerequisiteMissing
from courses.models import Audience, Certificate, Course, Enrolment
from lms.privacy.models import AuditEntry
from tests.factories.certificates import facts_of
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.lessons import home_course

Result = Enrolment.Result
pytestmark = pytest.mark.django_db


def completed(person, course, *, days_ago):
    ended_at = timezone.now() - timedelta(days=days_ago)
    return EnrolmentFactory(person=person, course=course, result=Result.COMPLETED, ended_at=ended_at)


def test_a_course_is_begun_at_once_and_once(oksana):
    course = home_course()

    first = enrol(oksana, course=course, by=oksana)
    second = enrol(oksana, course=course, by=oksana)

    assert first == second
    assert first.result == Result.UNDER_WAY
    assert Enrolment.objects.count() == 1
    assert AuditEntry.objects.filter(subject=oksana, action="created").count() == 1


def test_a_carer_begins_it_for_a_child_in_their_care(oksana, danylo):
    enrolment = enrol(danylo, course=home_course(), by=oksana)

    assert enrolment.person == danylo


def test_nobody_begins_it_for_somebody_elses_child(marta, danylo):
    with pytest.raises(NotInYourCare):
        enrol(danylo, course=home_course(), by=marta)

    assert not Enrolment.objects.exists()


def test_a_course_of_others_cannot_be_begun(oksana):
    with pytest.raises(NotEligible):
        enrol(oksana, course=home_course(audience=Audience.STAFF), by=oksana)


def test_a_course_with_dates_asks_for_a_place(oksana):
    with pytest.raises(NotSelfPaced):
        enrol(oksana, course=CourseFactory(form=Course.Form.GROUP), by=oksana)


def test_another_course_may_come_first(oksana):
    first, second = home_course(code="A"), home_course(code="B")
    second.prerequisites.add(first)

    with pytest.raises(PrerequisiteMissing) as missing:
        enrol(oksana, course=second, by=oksana)

    assert missing.value.courses == [first]
    completed(oksana, first, days_ago=1)
    assert enrol(oksana, course=second, by=oksana).course == second


def test_what_holds_for_good_is_not_begun_again(oksana):
    course = home_course(valid_months=None)
    done = completed(oksana, course, days_ago=900)

    assert enrol(oksana, course=course, by=oksana) == done


@pytest.mark.parametrize(("days_ago", "is_new"), [(200, False), (300, True), (400, True)])
def test_what_lapses_may_be_earned_anew_once_its_window_is_open(oksana, days_ago, is_new):
    course = home_course(valid_months=12, renewal_days=90)
    done = completed(oksana, course, days_ago=days_ago)

    held = enrol(oksana, course=course, by=oksana)

    assert (held != done) is is_new


def test_a_certificate_that_carried_another_on_is_renewed_by_its_own_last_day(oksana, mops):
    course = home_course(valid_months=12, renewal_days=90)
    done = completed(oksana, course, days_ago=300)
    certificate = issue(done, facts=facts_of(mops))
    Certificate.objects.filter(pk=certificate.pk).update(
        expires_on=timezone.localdate() + timedelta(days=120)
    )

    assert enrol(oksana, course=course, by=oksana) == done


def test_the_one_under_way_goes_before_what_was_completed_and_what_was_given_back_is_none(oksana):
    course = home_course()
    old = completed(oksana, course, days_ago=700)
    completed(oksana, course, days_ago=900)
    EnrolmentFactory(person=oksana, course=course, result=Result.WITHDRAWN, ended_at=timezone.now())

    assert current_enrolment(oksana, course) == old
    under_way = EnrolmentFactory(person=oksana, course=course)
    assert current_enrolment(oksana, course) == under_way
