"""A course is for its audience, as far as the house knows; what nobody knows stands in nobody's way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from courses.eligibility import Standing, may_take, reason, why_not
from courses.models import Audience
from lms.people.models import Guardianship, Role
from tests.factories.people import GuardianshipFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

ADULT_AUDIENCES = [
    each for each in Audience if each not in {Audience.EVERYONE, Audience.CHILDREN, Audience.STAFF}
]


@pytest.mark.parametrize("audience", [*ADULT_AUDIENCES, Audience.EVERYONE])
def test_an_adult_of_whom_nothing_is_recorded_is_believed(audience):
    assert may_take(PersonFactory(), audience=audience)


@pytest.mark.parametrize("audience", [*ADULT_AUDIENCES, Audience.STAFF])
def test_a_child_takes_no_course_made_for_adults(audience):
    assert not may_take(PersonFactory(child=True), audience=audience)


def test_a_course_for_children_is_for_children():
    assert may_take(PersonFactory(child=True), audience=Audience.CHILDREN)
    assert not may_take(PersonFactory(), audience=Audience.CHILDREN)


def test_somebody_in_care_whose_age_nobody_knows_is_a_child():
    child = GuardianshipFactory(child__date_of_birth=None).child

    assert may_take(child, audience=Audience.CHILDREN)


@pytest.mark.parametrize(
    ("basis", "audience", "may"),
    [
        (Guardianship.Basis.TEMPORARY_GUARDIAN, Audience.GUARDIANS, True),
        (Guardianship.Basis.COURT_GUARDIAN, Audience.GUARDIANS, True),
        (Guardianship.Basis.FOSTER_CARER, Audience.GUARDIANS, False),
        (Guardianship.Basis.FOSTER_CARER, Audience.FOSTER_CARERS, True),
        (Guardianship.Basis.TEMPORARY_GUARDIAN, Audience.FOSTER_CARERS, False),
        (Guardianship.Basis.FOSTER_CARER, Audience.CARERS, True),
        (Guardianship.Basis.TEMPORARY_GUARDIAN, Audience.PARENTS, True),
        (Guardianship.Basis.FOSTER_CARER, Audience.PARENTS, False),
        (Guardianship.Basis.FOSTER_CARER, Audience.CANDIDATES, True),
    ],
)
def test_recorded_care_decides_for_which_carers_courses_one_is(basis, audience, may):
    carer = GuardianshipFactory(basis=basis).carer

    assert may_take(carer, audience=audience) is may


def test_care_that_ended_no_longer_counts():
    yesterday = timezone.localdate() - timedelta(days=1)
    carer = GuardianshipFactory(
        basis=Guardianship.Basis.FOSTER_CARER, starts_on=yesterday - timedelta(days=9), ends_on=yesterday
    ).carer

    assert may_take(carer, audience=Audience.GUARDIANS)


def test_a_course_for_staff_asks_for_a_role_that_is_valid_today():
    trainer = MembershipFactory(role=Role.TRAINER).person
    participant = MembershipFactory(role=Role.PARTICIPANT).person
    yesterday = timezone.localdate() - timedelta(days=1)
    former = MembershipFactory(role=Role.TRAINER, starts_on=yesterday, ends_on=yesterday).person

    assert [may_take(person, audience=Audience.STAFF) for person in (trainer, participant, former)] == [
        True,
        False,
        False,
    ]


def test_the_reason_is_said_and_nothing_when_there_is_none():
    with override("en"):
        assert why_not(PersonFactory(), audience=Audience.CHILDREN) == "This course is for children."
        assert why_not(PersonFactory(), audience=Audience.EVERYONE) == ""


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("is_child", [True, False])
def test_whoever_may_not_always_learns_why(audience, is_child):
    standing = Standing(is_child=is_child, is_staff=False, bases=frozenset({Guardianship.Basis.FOSTER_CARER}))

    assert bool(reason(standing, audience)) is not standing.fits(audience)
