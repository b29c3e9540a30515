"""Words of a record that a page stands for, in every language: people ask in the one they know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

if TYPE_CHECKING:
    from django.db.models import Model


def in_every_language(record: Model, *names: str) -> list[str]:
    """The texts of translated fields, as ``title_pl``, ``title_uk`` and ``title_en`` hold them."""
    return [
        getattr(record, build_localized_fieldname(name, code)) or ""
        for name in names
        for code, _label in settings.LANGUAGES
    ]
