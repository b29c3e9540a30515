"""Files of packages that no version names: what a machine that went off in the midst of it left behind.

A night's work and nobody else's, so that whoever brings a package never meets it. It touches nothing that
the database names, and nothing that may still be written: that is told by the age of the youngest file.
"""

from __future__ import annotations

from django.core.files.storage import storages

from courses.models import PackageVersion
from courses.packages.unpacking import FOLDER, folder_of, take_away
from lms.privacy.leftovers import is_old, listed, lying_by_year

PACKED = "package_files"


def take_away_leftovers() -> int:
    """Returns how many folders and archives are gone. Safe to repeat, and to do twice at once.

    A database that knows of no package at all is not believed: it may be waiting to be restored.
    """
    # The files are listed first: what the database hears of meanwhile is then known to it.
    unpacked, packed = _unpacked(), _packed()
    known = dict(PackageVersion.objects.values_list("uuid", "file"))
    if not known:
        return 0
    named = {folder_of(uuid) for uuid in known} | set(known.values())
    private = storages["private"]
    gone = 0
    for folder in (path for path in unpacked if path not in named):
        parts = [f"{folder}/{name}" for name in listed(private, folder)[1]]
        # An empty folder was made a moment ago, or a tidying that emptied it was cut off.
        if all(is_old(private, path) for path in parts or [folder]):
            take_away(folder, parts)
            gone += 1
    for path in packed:
        if path not in named and is_old(private, path):
            private.delete(path)
            gone += 1
    return gone


def _unpacked() -> list[str]:
    return [f"{FOLDER}/{name}" for name in listed(storages["private"], FOLDER)[0]]


def _packed() -> list[str]:
    return lying_by_year(storages["private"], PACKED)
