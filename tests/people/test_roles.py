"""A role counts where it was given and while it lasts; administrators hold them all, everywhere."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone

from lms.people.gates import requires_person, requires_role
from lms.people.models import Membership, Role, User
from lms.people.roles import end, forget_roles, grant, has_role, is_administrator, organisations_of
from tests.factories.people import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_every_role_has_a_group_of_the_same_name():
    groups = set(Group.objects.values_list("name", flat=True))

    assert groups == set(Role.values)


@pytest.mark.parametrize("role", Role)
def test_only_back_office_roles_may_open_the_back_office(role, mops):
    person = PersonFactory(with_sign_in=True)

    grant(role, to=person, at=mops)

    user = User.objects.get(pk=person.user.pk)
    assert user.has_perm("wagtailadmin.access_admin") is (
        role not in {"participant", "trainer", "therapist", "interpreter", "manager"}
    )
    assert user.is_staff is (role != Role.PARTICIPANT)


def test_a_role_granted_twice_is_held_once(oksana, mops):
    first = grant(Role.TRAINER, to=oksana, at=mops)
    second = grant(Role.TRAINER, to=oksana, at=mops)

    assert first == second
    assert Membership.objects.count() == 1


def test_a_coordinator_coordinates_only_where_the_role_was_given(pan_adam, mops, fundacja):
    assert list(organisations_of(pan_adam.user, Role.COORDINATOR)) == [mops]
    assert list(organisations_of(pan_adam.user, Role.TRAINER)) == []
    assert list(organisations_of(pan_adam.user)) == [mops]


def test_an_administrator_holds_every_role_everywhere(anna, fundacja, mops):
    assert has_role(anna.user, Role.DATA_PROTECTION_OFFICER)
    assert set(organisations_of(anna.user, Role.COORDINATOR)) == {mops, fundacja}
    assert anna.user.has_perm("wagtailcore.add_locale")


def test_a_superuser_without_a_person_is_an_administrator():
    assert is_administrator(UserFactory(is_superuser=True))


def test_a_stranger_holds_nothing(mops):
    stranger = AnonymousUser()

    assert not has_role(stranger, *Role)
    assert not organisations_of(stranger).exists()


def test_a_blocked_sign_in_holds_nothing(anna):
    anna.user.is_active = False

    assert not has_role(anna.user, *Role)


def test_a_membership_that_ended_yesterday_counts_no_longer(pan_adam, client):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.update(starts_on=yesterday, ends_on=yesterday)
    forget_roles(pan_adam.user)

    assert not has_role(pan_adam.user, Role.COORDINATOR)

    client.force_login(pan_adam.user)

    assert not User.objects.get(pk=pan_adam.user.pk).groups.exists()


@pytest.mark.parametrize("days_ago", [0, 100])
def test_a_role_taken_back_is_gone_at_once(pan_adam, days_ago):
    Membership.objects.update(starts_on=timezone.localdate() - timedelta(days=days_ago))

    end(Membership.objects.get())

    user = User.objects.get(pk=pan_adam.user.pk)
    assert not has_role(user, Role.COORDINATOR)
    assert not user.groups.exists()
    assert not user.is_staff


def test_roles_are_read_once_a_request(pan_adam, django_assert_num_queries):
    user = User.objects.get(pk=pan_adam.user.pk)

    with django_assert_num_queries(1):
        assert has_role(user, Role.COORDINATOR)
        assert not has_role(user, Role.TRAINER)


@requires_role(Role.TRAINER, Role.THERAPIST)
def desk(request):
    return HttpResponse("desk")


@requires_person
def my_krok(request):
    return HttpResponse(request.person.given_name)


def ask(rf, user):
    request = rf.get("/pl/desk/?day=1")
    request.user = user
    return request


def test_a_stranger_at_a_gate_is_asked_to_sign_in_and_comes_back(rf):
    for view in (desk, my_krok):
        answer = view(ask(rf, AnonymousUser()))

        assert answer.status_code == 302
        assert answer.url.endswith("?next=/pl/desk/%3Fday%3D1")


def test_a_gate_opens_to_its_roles_and_to_nobody_else(rf, irena, pan_adam, anna):
    assert desk(ask(rf, irena.user)).content == b"desk"
    assert desk(ask(rf, anna.user)).content == b"desk"
    with pytest.raises(PermissionDenied):
        desk(ask(rf, pan_adam.user))


def test_my_krok_is_for_those_whom_the_house_knows(rf, oksana):
    assert my_krok(ask(rf, oksana.user)).content == b"Oksana"
    with pytest.raises(PermissionDenied):
        my_krok(ask(rf, UserFactory()))
