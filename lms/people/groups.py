"""The groups of the roles, kept in step with the code after every migration.

What a role may do with our own records is said in each room's ``permissions.py`` and asked of the
memberships; a group only carries what Wagtail itself looks for.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from lms.people.models import Role
from lms.people.roles import BACK_OFFICE


def give_groups_their_rights() -> None:
    """Every role has its group; back-office roles may open /admin/; administrators may do everything."""
    groups = {role: Group.objects.get_or_create(name=role.value)[0] for role in Role}
    enter = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    for role in BACK_OFFICE:
        groups[role].permissions.add(enter)
    groups[Role.ADMINISTRATOR].permissions.add(*Permission.objects.all())


def keep_groups(sender: AppConfig, **kwargs: Any) -> None:
    """After the last room was migrated, when every permission exists. Safe to repeat."""
    if not is_last_room(sender):
        return
    create_permissions(sender, verbosity=0, using=kwargs["using"])
    give_groups_their_rights()


def is_last_room(sender: AppConfig) -> bool:
    """Whether every other room was migrated before this one, so that all permissions are there."""
    return sender is [config for config in apps.get_app_configs() if config.models_module is not None][-1]
