"""A certificate lapses: its holder hears of it in time, and renews it without losing a day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from courses import certificates
from courses.certificates.reminders import remind_of_expiry
from courses.certificates.renewal import renewable, renewable_among
from courses.certificates.validity import last_day
from courses.models import Certificate
from lms.messaging.models import Message
from tests.factories.certificates import certified
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory

ISSUED = date(2026, 1, 10)
ENDS = date(2027, 1, 10)


def on(day):
    return time_machine.travel(f"{day}T12:00+01:00", tick=False)


@pytest.fixture
def course(db):
    return CourseFactory(
        code="PSEA", title_pl="Ochrona dzieci", title_uk="Захист дітей", valid_months=12, renewal_days=90
    )


@pytest.fixture
def held(oksana, mops, course):
    with on(ISSUED):
        return certified(oksana, course=course, organiser=mops)


def reminded(day):
    with on(day):
        remind_of_expiry(day)
    letters = Message.objects.filter(kind="certificate_expiring").order_by("pk")
    return [int(key.split(":")[2]) for key in letters.values_list("key", flat=True)]


def test_ninety_thirty_and_seven_days_before_it_is_said_once_each(held):
    days = [ENDS - timedelta(days=left) for left in (91, 90, 89, 31, 30, 29, 8, 7, 6, 0, -1)]

    said = [reminded(day) for day in days]

    assert said[0] == []
    assert said[1:4] == [[90]] * 3
    assert said[4:7] == [[90, 30]] * 3
    assert said[7:] == [[90, 30, 7]] * 4


def test_a_worker_that_slept_for_months_says_the_nearest_only(held):
    assert reminded(ENDS - timedelta(days=5)) == [7]


def test_the_letter_says_until_when_and_what_to_do(held):
    reminded(ENDS - timedelta(days=90))

    letter = Message.objects.get(kind="certificate_expiring")
    assert letter.language == "uk"
    assert "Захист дітей" in letter.subject
    assert held.number in letter.text


def test_of_a_confidential_course_the_letter_says_nothing(oksana, mops):
    course = CourseFactory(confidential=True, valid_months=12)
    with on(ISSUED):
        certified(oksana, course=course, organiser=mops)

    reminded(ENDS - timedelta(days=90))

    letter = Message.objects.get(kind="certificate_expiring")
    assert course.title not in letter.subject + letter.text
    assert course.code not in letter.subject + letter.text


def test_whoever_has_renewed_hears_no_more(held, oksana, mops, course):
    with on(ENDS - timedelta(days=40)):
        certified(oksana, course=course, organiser=mops)

    assert reminded(ENDS - timedelta(days=30)) == []


def test_whoever_had_it_withdrawn_hears_nothing(held, pan_adam):
    certificates.revoke(held, reason="Pomyłka", by=pan_adam)

    assert reminded(ENDS - timedelta(days=30)) == []


def test_a_paper_younger_than_its_reminder_is_not_spoken_of_at_once(oksana, mops):
    with on(ISSUED):
        certified(oksana, course=CourseFactory(valid_months=1), organiser=mops)

    assert reminded(ISSUED) == []
    assert reminded(date(2026, 2, 4)) == [7]


def test_renewed_within_the_window_no_day_is_lost(held, oksana, mops, course):
    with on(ENDS - timedelta(days=60)):
        newer = certified(oksana, course=course, organiser=mops)

    held.refresh_from_db()
    assert newer.renews == held
    assert newer.expires_on == date(2028, 1, 10)
    assert held.is_valid


@pytest.mark.parametrize("day", [date(2026, 6, 1), date(2027, 3, 1)])
def test_before_the_window_and_after_the_end_the_time_begins_anew(held, oksana, mops, course, day):
    with on(day):
        newer = certified(oksana, course=course, organiser=mops)

    assert newer.expires_on == day.replace(year=day.year + 1)


def test_a_shorter_course_renews_the_longer_for_as_long(held, oksana, mops, course):
    course.renewed_by = CourseFactory(code="PSEA-O", theory_hours=1)
    course.save()

    with on(ENDS - timedelta(days=10)):
        newer = certified(oksana, course=course.renewed_by, organiser=mops)

    assert newer.renews == held
    assert newer.expires_on == date(2028, 1, 10)
    assert last_day(course.renewed_by, issued_on=ENDS) is None


def test_one_that_may_be_renewed_names_the_course_for_it(held, oksana, course):
    course.renewed_by = CourseFactory(code="PSEA-O")
    course.save()

    with on(ENDS - timedelta(days=91)):
        assert renewable(oksana) == []
    with on(ENDS - timedelta(days=90)):
        found = renewable(oksana)

    assert [(one.certificate, one.course, one.is_shorter) for one in found] == [
        (held, course.renewed_by, True)
    ]


def test_one_that_lapsed_can_still_be_renewed(held, oksana):
    with on(ENDS + timedelta(days=30)):
        (found,) = renewable(oksana)
        assert found.is_lapsed


@pytest.mark.parametrize("is_renewed", [False, True])
def test_my_krok_and_the_reminders_agree_on_what_is_to_be_renewed(held, oksana, mops, course, is_renewed):
    course.renewed_by = CourseFactory(code="PSEA-O")
    course.save()
    with on(ENDS - timedelta(days=80)):
        if is_renewed:
            certified(oksana, course=course.renewed_by, organiser=mops)
    read = Certificate.objects.valid().select_related("enrolment__course", "enrolment__person")

    with on(ENDS - timedelta(days=60)):
        assert renewable_among(read) == renewable(oksana)
        assert bool(renewable(oksana)) is not is_renewed


def test_many_that_lapse_are_read_at_once(mops, course, django_assert_max_num_queries):
    with on(ISSUED):
        for person in PersonFactory.create_batch(3):
            certified(person, course=course, organiser=mops)
    with on(ENDS - timedelta(days=90)):
        remind_of_expiry(timezone.localdate())
        with django_assert_max_num_queries(2):
            assert remind_of_expiry(timezone.localdate()) == 0
