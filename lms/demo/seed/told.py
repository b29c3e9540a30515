"""What is told of the demonstration in ``lms/demo/content``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

CONTENT = Path(__file__).parent.parent / "content"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def told(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def in_languages(field: str, words: dict[str, str]) -> dict[str, str]:
    """The columns of a translated field: ``{"name_pl": …, "name_uk": …, "name_en": …}``."""
    return {f"{field}_{code}": words[code] for code in LANGUAGES}
