"""What a role may do with a kind of record, bounded by the organisations in which it is held.

Wagtail asks a policy for every record it shows. Ours answers from the memberships of the day, so a
right ends with the membership, and nothing about our records hangs on rows of permissions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from lms.people.models import Membership, Role
from lms.people.roles import is_administrator, roles_of

if TYPE_CHECKING:
    from lms.people.roles import AnyUser

Within = Callable[[Collection[int]], Q]
"""Ids of organisations in, the condition for the records that are theirs out."""

M = TypeVar("M", bound=Model)
EVERYTHING = "view add change delete"


@dataclass(frozen=True)
class Right:
    """Actions on the records that ``within`` finds; on all records when it is None."""

    actions: frozenset[str]
    within: Within | None


def may(actions: str, *, within: Within | None = None) -> Right:
    """A right in words: ``may("view change", within=own_runs)``."""
    return Right(frozenset(actions.split()), within)


class RolePolicy(BasePermissionPolicy):
    """Rights by role. A role may have several; administrators have ``administrators`` everywhere."""

    def __init__(
        self,
        model: type[Model],
        rights: Mapping[Role, Iterable[Right]],
        *,
        administrators: str = EVERYTHING,
    ) -> None:
        super().__init__(model)
        self.rights: dict[str, tuple[Right, ...]] = {role: tuple(held) for role, held in rights.items()}
        self.administrators = frozenset(administrators.split())

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        if is_administrator(user):
            return action in self.administrators
        return any(action in right.actions for role in roles_of(user) for right in self._of(role))

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Model) -> bool:
        if instance.pk is None:
            return self.user_has_permission(user, action)
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(
        self, user: AnyUser, actions: Iterable[str], instance: Model
    ) -> bool:
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: AnyUser, actions: Iterable[str]
    ) -> QuerySet[Any, Any]:
        everything: QuerySet[Any, Any] = self.model._default_manager.all()
        wanted = frozenset(actions)
        if is_administrator(user):
            return everything if wanted & self.administrators else everything.none()
        conditions = []
        for role, organisations in roles_of(user).items():
            for right in self._of(role):
                if right.actions & wanted:
                    if right.within is None:
                        return everything
                    conditions.append(right.within(organisations))
        if not conditions:
            return everything.none()
        allowed = Q()
        for condition in conditions:
            allowed |= condition
        return everything.filter(allowed)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any, Any]:
        wanted = frozenset(actions)
        roles = {role for role, held in self.rights.items() if any(right.actions & wanted for right in held)}
        if wanted & self.administrators:
            roles.add(Role.ADMINISTRATOR)
        holders = Membership.objects.valid_on().filter(role__in=roles).values("person__user")
        users = get_user_model().objects.filter(is_active=True)
        allowed = Q(pk__in=holders)
        if wanted & self.administrators:
            allowed |= Q(is_superuser=True)
        return users.filter(allowed)

    def _of(self, role: str) -> tuple[Right, ...]:
        return self.rights.get(role, ())


def permit(
    model: type[Model], rights: Mapping[Role, Iterable[Right]], *, administrators: str = EVERYTHING
) -> None:
    """Say once, when a room is ready, what the roles may do with its records."""
    policy = RolePolicy(model, rights, administrators=administrators)
    register_permission_policy(model, policy, exact_class=True)


def visible(model: type[M], user: AnyUser, action: str = "view") -> QuerySet[M, M]:
    """The records a user may see, or do ``action`` with. Everything the back office shows starts here."""
    found: QuerySet[M, M] = policy_registry.get_by_type(model).instances_user_has_permission_for(user, action)
    return found
