"""What is told of the demonstration in ``lms/demo/content``: facts, and texts in three languages."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT = Path(__file__).parent / "content"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def told(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def told_in(folder: str) -> Iterator[dict[str, Any]]:
    """Every file of a folder, in the order of their names. The key is as in ``news/picnic``."""
    for path in sorted((CONTENT / folder).glob("*.toml")):
        yield {"key": f"{folder}/{path.stem.lstrip('0123456789-')}"} | told(f"{folder}/{path.stem}")


def is_in_languages(words: Any) -> bool:
    return isinstance(words, dict) and words.keys() == set(LANGUAGES)


def said(words: Any, code: str) -> Any:
    """What is told, in one language."""
    return words[code] if is_in_languages(words) else words


def in_languages(field: str, words: dict[str, str]) -> dict[str, str]:
    """The columns of a translated field: ``{"name_pl": …, "name_uk": …, "name_en": …}``."""
    return {f"{field}_{code}": words[code] for code in LANGUAGES}
