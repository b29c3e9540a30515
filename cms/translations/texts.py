"""A record's short texts as they stand, one language at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

if TYPE_CHECKING:
    from django.db.models import Model

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def fields_of(model: type[Model]) -> list[str]:
    """The names of the fields that are written in every language."""
    return list(translator.get_options_for_model(model).all_fields)


def text(record: Model, field: str, language: str) -> str:
    """What stands in one language, without looking for another when it is empty."""
    value: str | None = record.__dict__.get(build_localized_fieldname(field, language))
    return (value or "").strip()


def original_language(record: Model, field: str) -> str:
    """Polish, or the first language in which there is anything; empty when there is nothing at all."""
    return next((code for code in LANGUAGES if text(record, field, code)), "")
