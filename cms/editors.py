"""Which pages, pictures and files the roles may work on. Wagtail keeps these rights in groups and trees.

Editors and translators write and submit; moderators publish. Administrators may do all of it, so that a
small centre without a moderator is never stuck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from lms.people.groups import is_last_room
from lms.people.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.apps import AppConfig

ALL_PAGES = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
PAGES = {
    Role.EDITOR: ("add", "change"),
    Role.MODERATOR: ALL_PAGES,
    Role.TRANSLATOR: ("add", "change"),
}
ALL_FILES = ("add", "change", "delete", "choose")
FILES = {
    Role.EDITOR: ("add", "change", "choose"),
    Role.MODERATOR: ALL_FILES,
    Role.TRANSLATOR: ("choose",),
    Role.ADMINISTRATOR: ALL_FILES,
}
KINDS_OF_FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media"))
FOLDERS_OF_FILES = (("wagtailcore", "collection"),)
"""Who keeps them says who may read what lies in one: that is how a document becomes private."""
PROMOTED_RESULTS = tuple(
    f"wagtailsearchpromotions.{verb}_searchpromotion" for verb in ("add", "change", "delete")
)
EXTRA = {
    Role.EDITOR: ("wagtail_localize.submit_translation", *PROMOTED_RESULTS),
    Role.MODERATOR: ("cms.change_housefacts", "wagtail_localize.submit_translation", *PROMOTED_RESULTS),
    Role.TRANSLATOR: ("wagtail_localize.submit_translation",),
}


def give_editors_their_pages() -> None:
    """Those who write work below the home pages, administrators from the root. Safe to repeat."""
    groups = _groups()
    rights = [
        (groups[role], home, action) for home in Page.objects.filter(depth=2) for role, action in _at_home()
    ]
    if root := Page.objects.filter(depth=1).first():
        rights += [(groups[Role.ADMINISTRATOR], root, action) for action in ALL_PAGES]
    _give_pages(rights)
    _give_files(groups)
    _give_extra(groups)


def _groups() -> dict[Role, Group]:
    return {role: Group.objects.get_or_create(name=role.value)[0] for role in (*PAGES, Role.ADMINISTRATOR)}


def _at_home() -> list[tuple[Role, str]]:
    return [(role, action) for role, actions in PAGES.items() for action in actions]


def _give_pages(rights: Iterable[tuple[Group, Page, str]]) -> None:
    verbs = _permissions("wagtailcore", [f"{action}_page" for action in ALL_PAGES])
    held = set(GroupPagePermission.objects.values_list("group_id", "page_id", "permission_id"))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=verbs[f"{action}_page"])
        for group, page, action in rights
        if (group.pk, page.pk, verbs[f"{action}_page"].pk) not in held
    )


def _give_files(groups: dict[Role, Group]) -> None:
    if not (collection := Collection.get_first_root_node()):
        return
    wanted = [
        (groups[role], right)
        for role, actions in FILES.items()
        for label, kind in KINDS_OF_FILES
        for right in _permissions(label, [f"{action}_{kind}" for action in actions]).values()
    ] + [
        (groups[role], right)
        for role in (Role.MODERATOR, Role.ADMINISTRATOR)
        for label, kind in FOLDERS_OF_FILES
        for right in _permissions(label, [f"{action}_{kind}" for action in ALL_FILES]).values()
    ]
    held = set(
        GroupCollectionPermission.objects.filter(collection=collection).values_list(
            "group_id", "permission_id"
        )
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=right)
        for group, right in wanted
        if (group.pk, right.pk) not in held
    )


def _give_extra(groups: dict[Role, Group]) -> None:
    for role, names in EXTRA.items():
        for name in names:
            label, codename = name.split(".")
            groups[role].permissions.add(*_permissions(label, [codename]).values())


def _permissions(label: str, codenames: Iterable[str]) -> dict[str, Permission]:
    found = Permission.objects.filter(content_type__app_label=label, codename__in=codenames)
    return {right.codename: right for right in found}


def after_migrating(sender: AppConfig, **kwargs: Any) -> None:
    if is_last_room(sender):
        give_editors_their_pages()


def after_new_home(sender: type, *, instance: Page, created: bool, **kwargs: Any) -> None:
    """A new language of the site is its editors' from its first minute."""
    if created:
        groups = _groups()
        _give_pages((groups[role], instance, action) for role, action in _at_home())
