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
        for role in (Role.MODERATOR, Role.ADMINISTRATOR):
            _give_files(groups[role], collection, ALL_FILES, of=FOLDERS_OF_FILES)
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


def _give_files(
    group: Group,
    collection: Collection,
    actions: tuple[str, ...],
    *,
    of: tuple[tuple[str, str], ...] = KINDS_OF_FILES,
) -> None:
    for label, kind in of:
        names = [f"{action}_{kind}" for action in actions]
        for right in Permission.objects.filter(content_type__app_label=label, codename__in=names):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=right
            )


def after_migrating(sender: AppConfig, **kwargs: Any) -> None:
    if is_last_room(sender):
        give_editors_their_pages()


def after_new_home(sender: type, *, created: bool, **kwargs: Any) -> None:
    """A new language of the site is its editors' from its first minute."""
    if created:
        give_editors_their_pages()
