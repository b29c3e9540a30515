"""What a phone keeps so that Desk opens without a network: files under hashed names, and their version."""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

MODULES = ("krok/desk/app.js", "krok/desk/install.js", "krok/desk/outbox.js", "krok/js/krok.js")
STYLES = (
    "krok/css/krok.css",
    "krok/css/desk.css",
    "krok/desk/door.css",
    "krok/desk/kept.css",
    "krok/desk/screen.css",
)
DRAWN = ("krok/icons/favicon.svg", "krok/icons/desk-192.png")
FONTS = ("vendor/nunito-sans/latin.woff2", "vendor/nunito-sans/cyrillic.woff2")
READER = "vendor/barcode-detector/ponyfill.js"
READER_WASM = "vendor/barcode-detector/zxing_reader.wasm"

IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+\.js)["']""")


def kept_files() -> list[str]:
    """Addresses of what every phone keeps."""
    needed = modules_behind(*MODULES) - modules_behind(READER)
    return sorted(static(name) for name in {*needed, *STYLES, *DRAWN, *FONTS})


def reader_files() -> list[str]:
    """Addresses of the reader of codes, a megabyte that only phones without one of their own keep."""
    return sorted(static(name) for name in {*modules_behind(READER), READER_WASM})


def version_of(shell: str) -> str:
    """Changes with any file and with any word of the shell, so that phones fetch them anew."""
    told = "\n".join([*kept_files(), *reader_files(), shell])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def modules_behind(*names: str) -> set[str]:
    """The modules and all that they import, near or far."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or not (path := finders.find(name)):
            continue
        found.add(name)
        source = Path(str(path)).read_text(encoding="utf-8")
        waiting += [
            posixpath.normpath(f"{posixpath.dirname(name)}/{each}") for each in IMPORT.findall(source)
        ]
    return found
