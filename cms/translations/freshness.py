"""Whether a translation of a record is as fresh as its original.

When an original changes and its translation does not, the translation is stale: ``TextState`` keeps, for
every text, a digest of the original it was written from.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from cms.models import TextState
from cms.translations.texts import LANGUAGES, fields_of, original_language, text

if TYPE_CHECKING:
    from django.db.models import Model


def remember_state(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """A text that was just written is a translation of the original as it stands now."""
    fields = fields_of(sender)
    names = {build_localized_fieldname(field, code) for field in fields for code in LANGUAGES}
    if raw or (update_fields is not None and names.isdisjoint(update_fields)):
        return
    ours = ContentType.objects.get_for_model(sender)
    states = {
        (state.field, state.language): state
        for state in TextState.objects.filter(content_type=ours, object_id=instance.pk)
    }
    for field in fields:
        source = original_language(instance, field)
        for language in LANGUAGES:
            if language == source or not text(instance, field, language):
                continue
            known = states.get((field, language))
            if known is None or known.written != _digest(text(instance, field, language)):
                set_fresh(instance, field, language)
            elif known.behind_since is None and is_behind(known, instance):
                known.behind_since = timezone.now()
                known.save(update_fields=["behind_since"])


def forget_state(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    ours = ContentType.objects.get_for_model(sender)
    TextState.objects.filter(content_type=ours, object_id=instance.pk).delete()


def set_fresh(record: Model, field: str, language: str) -> None:
    """The text in this language says what the original says now. Safe to repeat."""
    original = text(record, field, original_language(record, field))
    TextState.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(type(record)),
        object_id=record.pk,
        field=field,
        language=language,
        defaults={
            "original": _digest(original),
            "written": _digest(text(record, field, language)),
            "behind_since": None,
        },
    )


def is_behind(state: TextState, record: Model) -> bool:
    """Whether the original is no longer what this text was written from."""
    return state.original != _digest(text(record, state.field, original_language(record, state.field)))


def _digest(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()
