"""One edition of a course for everyone is made for parents alone; it is they who find it and get in."""

import pytest
from django.utils import timezone

from courses.models import Audience
from sessions.booking import take_place
from sessions.errors import NotEligible
from sessions.offers import offers
from sessions.run_cards import RunCard
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RunFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory(audience=Audience.CHILDREN)


def test_the_audience_of_the_run_decides_who_may_take_a_place(course, oksana, danylo):
    for_adults = RunFactory(course=course, audience=Audience.CARERS)

    place = take_place(oksana, in_run=for_adults, booked_by=oksana)

    assert place.has_seat
    with pytest.raises(NotEligible):
        take_place(danylo, in_run=for_adults, booked_by=oksana)


def test_a_run_without_its_own_audience_is_for_whom_the_course_is(course, oksana, danylo):
    run = RunFactory(course=course)

    assert take_place(danylo, in_run=run, booked_by=oksana).has_seat
    with pytest.raises(NotEligible):
        take_place(oksana, in_run=run, booked_by=oksana)


def test_the_catalogue_hears_of_audiences_of_open_runs_only(course):
    RunFactory(course=course, audience=Audience.CARERS)
    RunFactory(course=course, audience=Audience.WOMEN, confidential=True)
    RunFactory(course=course, audience=Audience.PARENTS, booking_closes_at=timezone.now())

    assert offers(type(course))[course.pk].audiences == frozenset({Audience.CARERS})


def test_the_card_says_for_whom_when_it_is_not_for_whom_the_course_is(course):
    assert "opiek" in RunCard(RunFactory.build(course=course, audience=Audience.CARERS)).note
    assert RunCard(RunFactory.build(course=course)).note == ""
