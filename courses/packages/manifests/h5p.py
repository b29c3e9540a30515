"""h5p.json: one content with the libraries that draw it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse
from courses.packages.manifest import Manifest, Unit

if TYPE_CHECKING:
    from courses.packages.archive import Archive

LARGEST = 5 * 1024 * 1024
CORE = (1, 28)
"""The version of H5P's core that the player brings: a library may ask for it or for an older one."""
UNIT = "content"
REPORTS = re.compile(
    rb"triggerXAPIScored|triggerXAPICompleted|createXAPIEventTemplate|getXAPIData|setFinished"
)
"""What the program of a library holds if it ever says that a learner has finished."""


def read(archive: Archive) -> Manifest:
    told = _json(archive, "h5p.json")
    if "content/content.json" not in archive:
        raise refuse(_("The file holds no content/content.json, so there is nothing to show."), "no_units")
    title, main = told.get("title"), told.get("mainLibrary")
    if not isinstance(title, str) or not isinstance(main, str):
        raise refuse(_("h5p.json names no title or no main library."), "broken_manifest")
    needed = {_folder(one): str(one.get("machineName")) for one in _dependencies(told)}
    missing = sorted(folder for folder in needed if f"{folder}/library.json" not in archive)
    if missing or main not in needed.values():
        raise refuse(
            _("These libraries are missing: %(libraries)s. Please download the content with its libraries.")
            % {"libraries": ", ".join(missing) or main},
            "missing_libraries",
        )
    programs = [name for name in archive.names if name.endswith(".js") and "/" in name]
    for folder in needed:
        _refuse_newer_core(archive, folder)
    main_folder = next(folder for folder, name in needed.items() if name == main)
    return Manifest(
        kind="h5p",
        edition="H5P",
        title=title.strip()[:150] or main,
        library=main,
        units=(
            Unit(
                identifier=UNIT,
                title=title.strip()[:300] or main,
                href="h5p.json",
                is_asset=not any(
                    REPORTS.search(archive.read(name, most=LARGEST))
                    for name in programs
                    if name.startswith(f"{main_folder}/")
                ),
            ),
        ),
    )


def _json(archive: Archive, name: str) -> dict[str, Any]:
    try:
        told = json.loads(archive.read(name, most=LARGEST))
    except (ValueError, RecursionError) as error:
        raise refuse(
            _("“%(name)s” cannot be read: there is a mistake in line %(line)s.")
            % {"name": name, "line": getattr(error, "lineno", 1)},
            "broken_manifest",
        ) from error
    if not isinstance(told, dict):
        raise refuse(_("“%(name)s” is not what H5P keeps there.") % {"name": name}, "broken_manifest")
    return told


def _dependencies(told: dict[str, Any]) -> list[dict[str, Any]]:
    found = told.get("preloadedDependencies")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _folder(dependency: dict[str, Any]) -> str:
    parts = (dependency.get(name) for name in ("machineName", "majorVersion", "minorVersion"))
    name, major, minor = (str(part) for part in parts)
    return f"{name}-{major}.{minor}"


def _refuse_newer_core(archive: Archive, folder: str) -> None:
    asked = _json(archive, f"{folder}/library.json").get("coreApi")
    if not isinstance(asked, dict):
        return
    version = (asked.get("majorVersion"), asked.get("minorVersion"))
    if all(isinstance(part, int) for part in version) and version > CORE:
        raise refuse(
            _("“%(library)s” asks for a newer H5P (%(version)s) than the player here.")
            % {"library": folder, "version": f"{version[0]}.{version[1]}"},
            "newer_core",
        )
