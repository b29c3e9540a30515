"""Files about people that no record names: what a machine that went off in the midst of it left behind.

A night's work. It touches nothing that the database names, and nothing that may still be under way.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import FileField
from django.utils import timezone

from lms.people.models import Person

if TYPE_CHECKING:
    from django.core.files.storage import Storage

UNDER_WAY = timedelta(days=1)
"""Writing a file and its record takes minutes: nothing older than this is still under way."""


def take_away_leftovers(field: FileField) -> int:
    """Returns how many files are gone. ``field``: one that keeps its files in folders of a year.

    Safe to repeat. A database that knows of nobody at all is not believed: it may be waiting to be restored.
    """
    # The files are listed first: what the database hears of meanwhile is then known to it.
    folder = str(field.upload_to).partition("/")[0]
    lying = lying_by_year(field.storage, folder)
    if not Person.objects.exists():
        return 0
    named = _named_in(folder)
    left = [path for path in lying if path not in named and is_old(field.storage, path)]
    for path in left:
        field.storage.delete(path)
    return len(left)


def _named_in(folder: str) -> set[str]:
    """What any record names there: a paper may have passed from one kind of record to another."""
    names: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                there = {f"{field.name}__startswith": f"{folder}/"}
                names.update(model._base_manager.filter(**there).values_list(field.name, flat=True))
    return names


def lying_by_year(storage: Storage, root: str) -> list[str]:
    years = [f"{root}/{year}" for year in listed(storage, root)[0]]
    return [f"{year}/{name}" for year in years for name in listed(storage, year)[1]]


def listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    """Folders and files in it; none where it is not there, or not any more."""
    with suppress(FileNotFoundError):
        return storage.listdir(folder)
    return [], []


def is_old(storage: Storage, path: str) -> bool:
    """Whether it was last written long ago. What is gone meanwhile, or has no hour, is left alone."""
    with suppress(FileNotFoundError, NotImplementedError):
        return storage.get_modified_time(path) < timezone.now() - UNDER_WAY
    return False
