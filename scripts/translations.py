"""Compile the translations; without `--compile`, check that nothing is empty, fuzzy or missing first.

Needs polib only; the check for strings not yet collected needs gettext on the machine.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

HOUSE = Path(__file__).resolve().parent.parent
LOCALE = HOUSE / "locale"
TRANSLATED = ("pl", "uk")
PLURAL_FORMS = 4


def compile_all() -> None:
    for catalogue in LOCALE.glob("*/LC_MESSAGES/django*.po"):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


def faults(catalogue: Path) -> list[str]:
    """What a reader in this language would stumble over."""
    found = []
    for entry in polib.pofile(str(catalogue)):
        words = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.obsolete:
            found.append(f"obsolete: {entry.msgid!r}")
        elif entry.fuzzy:
            found.append(f"fuzzy: {entry.msgid!r}")
        elif not all(words) or (entry.msgid_plural and len(words) != PLURAL_FORMS):
            found.append(f"not translated: {entry.msgid!r}")
    return [f"{catalogue.relative_to(HOUSE)}: {fault}" for fault in found]


def not_collected() -> list[str]:
    """Strings of the sources that no catalogue has yet."""
    if shutil.which("xgettext") is None:
        return []
    with tempfile.TemporaryDirectory(prefix="krok-strings-") as copy:
        tree = Path(copy) / "krok"
        listed = subprocess.run(["git", "ls-files"], cwd=HOUSE, check=True, capture_output=True, text=True)
        for name in listed.stdout.splitlines():
            if (HOUSE / name).is_file() and Path(name).suffix in {".py", ".html", ".txt", ".po", ".js"}:
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(HOUSE / name, tree / name)
        command = ["-m", "django", "makemessages", "--locale=pl", "--no-location", "--no-obsolete"]
        subprocess.run([sys.executable, *command], cwd=tree, check=True, stdout=subprocess.DEVNULL)
        known = {(e.msgctxt, e.msgid) for e in polib.pofile(str(LOCALE / "pl/LC_MESSAGES/django.po"))}
        collected = polib.pofile(str(tree / "locale/pl/LC_MESSAGES/django.po"))
        return [
            f"not collected (make messages): {e.msgid!r}"
            for e in collected
            if (e.msgctxt, e.msgid) not in known
        ]


if __name__ == "__main__":
    compile_all()
    if "--compile" not in sys.argv:
        found = [
            fault
            for language in TRANSLATED
            for catalogue in sorted((LOCALE / language).glob("LC_MESSAGES/django*.po"))
            for fault in faults(catalogue)
        ] + not_collected()
        for fault in found:
            print(fault, file=sys.stderr)
        sys.exit(bool(found))
