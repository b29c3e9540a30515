"""Who holds which role where. A role counts while its membership is valid, not a day longer."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from lms.people.models import Membership, Organisation, Person, Role, User

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    AnyUser = AbstractBaseUser | AnonymousUser

BACK_OFFICE = frozenset(
    {
        Role.COORDINATOR,
        Role.ASSISTANT,
        Role.EDITOR,
        Role.MODERATOR,
        Role.TRANSLATOR,
        Role.DATA_PROTECTION_OFFICER,
        Role.ADMINISTRATOR,
    }
)
"""Roles that may open /admin/."""
STAFF = frozenset(Role) - {Role.PARTICIPANT}
_REMEMBERED = "_roles_held"


def roles_of(user: AnyUser) -> Mapping[str, frozenset[int]]:
    """Roles held today, each with the ids of the organisations it is held in. Read once a request."""
    if not user.is_authenticated or not user.is_active:
        return {}
    held: dict[str, frozenset[int]] | None = getattr(user, _REMEMBERED, None)
    if held is None:
        found: dict[str, set[int]] = defaultdict(set)
        memberships = Membership.objects.valid_on().filter(person__user_id=user.pk)
        for role, organisation in memberships.values_list("role", "organisation_id"):
            found[role].add(organisation)
        held = {role: frozenset(organisations) for role, organisations in found.items()}
        setattr(user, _REMEMBERED, held)
    return held


def is_administrator(user: AnyUser) -> bool:
    return bool(
        user.is_active and (getattr(user, "is_superuser", False) or Role.ADMINISTRATOR in roles_of(user))
    )


def has_role(user: AnyUser, *roles: Role) -> bool:
    """Whether the user holds one of the roles anywhere; an administrator holds them all."""
    return is_administrator(user) or not roles_of(user).keys().isdisjoint(roles)


def organisations_of(user: AnyUser, *roles: Role) -> QuerySet[Organisation]:
    """Where the user holds one of the roles (any role when none is named); everywhere for administrators."""
    if is_administrator(user):
        return Organisation.objects.all()
    held = roles_of(user)
    ids: set[int] = set().union(*(held.get(role, ()) for role in roles or held))
    return Organisation.objects.filter(pk__in=ids)


@transaction.atomic
def grant(role: Role, *, to: Person, at: Organisation) -> Membership:
    """Give a person a role in an organisation; one already held is returned as it is."""
    Person.objects.select_for_update(no_key=True).get(pk=to.pk)  # two tabs at once: one after the other
    membership = Membership.objects.valid_on().filter(person=to, organisation=at, role=role).first()
    if membership is None:
        membership = Membership.objects.create(person=to, organisation=at, role=role)
    if to.user is not None:
        match_groups(to.user)
    return membership


@transaction.atomic
def end(membership: Membership) -> None:
    """Take a role back at once. The membership keeps its dates; one that began today is removed."""
    today = timezone.localdate()
    if membership.starts_on >= today:
        membership.delete()
    else:
        membership.ends_on = today - timedelta(days=1)
        membership.save(update_fields=["ends_on"])
    if membership.person.user is not None:
        match_groups(membership.person.user)


def match_groups(user: User) -> None:
    """Put the user into the groups of the roles held today, and out of the others. Safe to repeat."""
    forget_roles(user)
    held = set(roles_of(user))
    groups = {group.name: group for group in Group.objects.filter(name__in=Role.values)}
    user.groups.remove(*(group for name, group in groups.items() if name not in held))
    user.groups.add(*(groups[name] for name in held if name in groups))
    works_here = bool(held & STAFF) or user.is_superuser
    if user.is_staff != works_here:
        user.is_staff = works_here
        user.save(update_fields=["is_staff"])


def match_groups_at_sign_in(sender: Any, *, user: User, **_kwargs: Any) -> None:
    """Memberships begin and end by date; whoever signs in gets the groups of the day."""
    match_groups(user)


def forget_roles(user: AnyUser) -> None:
    """Read the roles anew next time."""
    if hasattr(user, _REMEMBERED):
        delattr(user, _REMEMBERED)
