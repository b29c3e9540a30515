"""Which pages, pictures and files the roles may work on. Wagtail keeps these rights in groups and trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from lms.people.groups import is_last_room
from lms.people.models import Role

if TYPE_CHECKING:
    from django.apps import AppConfig

PAGES = {
    Role.EDITOR: ("add", "change", "publish", "lock", "unlock"),
    Role.TRANSLATOR: ("add", "change", "publish"),
}
ALL_PAGES = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
FILES = {
    Role.EDITOR: ("add", "change", "choose"),
    Role.TRANSLATOR: ("choose",),
    Role.ADMINISTRATOR: ("add", "change", "delete", "choose"),
}
EXTRA = {
    Role.EDITOR: ("cms.change_housefacts", "wagtail_localize.submit_translation"),
    Role.TRANSLATOR: ("wagtail_localize.submit_translation",),
}


def give_editors_their_pages() -> None:
    """Editors and translators work below the home pages, administrators from the root. Safe to repeat."""
    groups = {role: Group.objects.get_or_create(name=role.value)[0] for role in (*PAGES, Role.ADMINISTRATOR)}
    homes = list(Page.objects.filter(depth=2))
    for role, actions in PAGES.items():
        for home in homes:
            _give_pages(groups[role], home, actions)
    if root := Page.objects.filter(depth=1).first():
        _give_pages(groups[Role.ADMINISTRATOR], root, ALL_PAGES)
    if collection := Collection.get_first_root_node():
        for role, actions in FILES.items():
            _give_files(groups[role], collection, actions)
    for role, names in EXTRA.items():
        for name in names:
            label, codename = name.split(".")
            groups[role].permissions.add(
                *Permission.objects.filter(content_type__app_label=label, codename=codename)
            )


def _give_pages(group: Group, page: Page, actions: tuple[str, ...]) -> None:
    names = [f"{action}_page" for action in actions]
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)


def _give_files(group: Group, collection: Collection, actions: tuple[str, ...]) -> None:
    names = [f"{action}_{kind}" for action in actions for kind in ("image", "document")]
    rights = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=names
    )
    for right in rights:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def after_migrating(sender: AppConfig, **kwargs: Any) -> None:
    if is_last_room(sender):
        give_editors_their_pages()


def after_new_home(sender: type, *, created: bool, **kwargs: Any) -> None:
    """A new language of the site is its editors' from its first minute."""
    if created:
        give_editors_their_pages()
