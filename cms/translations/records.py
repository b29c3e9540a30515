"""Short texts of records on the board: titles of courses, names of rooms, hours of offices.

A room of the house says which of its records strangers may read (``translate``); those are translated.
When an original changes and its translation does not, the translation is stale: ``TextState`` keeps, for
every text, a digest of the original it was written from.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from cms.models import TextState
from cms.translations.entries import Entry, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.db.models import Model, QuerySet

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Translated:
    """A kind of record on the board, and which records of it."""

    model: type[Model]
    found: Callable[[], QuerySet[Any]]

    @property
    def fields(self) -> list[str]:
        return list(translator.get_options_for_model(self.model).all_fields)


_kinds: dict[str, Translated] = {}


def translate(model: type[Model], found: Callable[[], QuerySet[Any]] | None = None) -> None:
    """Put the records that ``found`` gives, or all, on the board. Said once, at the start."""
    _kinds[model._meta.label_lower] = Translated(model, found or model._default_manager.all)
    label = f"cms.translations.{model._meta.label}"
    post_save.connect(remember_state, sender=model, dispatch_uid=label)
    post_delete.connect(forget_state, sender=model, dispatch_uid=f"{label}.gone")


def kind_of(label: str) -> Translated | None:
    return _kinds.get(label)


def text(record: Model, field: str, language: str) -> str:
    """What stands in one language, without looking for another when it is empty."""
    value: str | None = record.__dict__.get(build_localized_fieldname(field, language))
    return (value or "").strip()


def original_language(record: Model, field: str) -> str:
    """Polish, or the first language in which there is anything; empty when there is nothing at all."""
    return next((code for code in LANGUAGES if text(record, field, code)), "")


# --- what was translated from what -------------------------------------------------------------


def digest(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()


def remember_state(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """A text that was just written is a translation of the original as it stands now."""
    kind = _kinds[sender._meta.label_lower]
    names = {build_localized_fieldname(field, code) for field in kind.fields for code in LANGUAGES}
    if raw or (update_fields is not None and names.isdisjoint(update_fields)):
        return
    ours = ContentType.objects.get_for_model(sender)
    states = {
        (state.field, state.language): state
        for state in TextState.objects.filter(content_type=ours, object_id=instance.pk)
    }
    for field in kind.fields:
        source = original_language(instance, field)
        for language in LANGUAGES:
            words = text(instance, field, language)
            if language == source or not words:
                continue
            original = digest(text(instance, field, source))
            known = states.get((field, language))
            if known is None:
                TextState.objects.update_or_create(
                    content_type=ours,
                    object_id=instance.pk,
                    field=field,
                    language=language,
                    defaults={"original": original, "written": digest(words)},
                )
            elif known.written != digest(words):
                known.original, known.written = original, digest(words)
                known.save(update_fields=["original", "written"])
            elif known.original != original:
                known.changed_at = timezone.now()
                known.save(update_fields=["changed_at"])


def forget_state(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    ours = ContentType.objects.get_for_model(sender)
    TextState.objects.filter(content_type=ours, object_id=instance.pk).delete()


# --- the board ---------------------------------------------------------------------------------


def record_entries() -> Iterator[Entry]:
    """Every record that lacks a language or is behind in one. One query a kind, and one for all states."""
    types = ContentType.objects.get_for_models(*(kind.model for kind in _kinds.values()))
    states: dict[tuple[int, int], list[TextState]] = {}
    for state in TextState.objects.all():
        states.setdefault((state.content_type_id, state.object_id), []).append(state)
    for kind in _kinds.values():
        for record in kind.found():
            known = {
                (state.field, state.language): state
                for state in states.get((types[kind.model].pk, record.pk), ())
            }
            yield from _entries_of(record, kind, known)


def _entries_of(record: Any, kind: Translated, known: Mapping[tuple[str, str], TextState]) -> Iterator[Entry]:
    said = {field: original_language(record, field) for field in kind.fields}
    for language in LANGUAGES:
        fields = [field for field, source in said.items() if source and source != language]
        if not fields:
            continue
        missing = [field for field in fields if not text(record, field, language)]
        stale = [
            known[field, language] for field in fields if _is_stale(record, field, language, said, known)
        ]
        if not missing and not stale:
            continue
        yield Entry(
            subject=f"{record._meta.label_lower}:{record.pk}",
            title=str(record),
            kind=capfirst(str(record._meta.verbose_name)),
            language=language,
            state=State.MISSING if missing else State.STALE,
            since=max((state.changed_at for state in stale), default=None),
            url=reverse("translations:record", args=[record._meta.label_lower, record.pk, language]),
            done=len(fields) - len(missing) - len(stale),
            total=len(fields),
            is_only_in_one=all(
                not text(record, field, other)
                for field, source in said.items()
                for other in LANGUAGES
                if source and other != source
            ),
        )


def _is_stale(
    record: Any,
    field: str,
    language: str,
    said: Mapping[str, str],
    known: Mapping[tuple[str, str], TextState],
) -> bool:
    state = known.get((field, language))
    return (
        state is not None
        and bool(text(record, field, language))
        and state.original != digest(text(record, field, said[field]))
    )


# --- writing -----------------------------------------------------------------------------------


@transaction.atomic
def write_texts(record: Model, *, language: str, texts: Mapping[str, str]) -> None:
    """Write a record's texts in one language. What was looked at and left as it is, is fresh again.

    Raises ``ValidationError`` with the localized names of the fields when a text does not fit.
    """
    for field, words in texts.items():
        setattr(record, build_localized_fieldname(field, language), words)
    names = [build_localized_fieldname(field, language) for field in texts]
    others = [field.name for field in record._meta.concrete_fields if field.name not in names]
    record.clean_fields(exclude=others)
    record.save(update_fields=names)
    ours = ContentType.objects.get_for_model(type(record))
    for field, words in texts.items():
        source = original_language(record, field)
        if words and language != source:
            TextState.objects.update_or_create(
                content_type=ours,
                object_id=record.pk,
                field=field,
                language=language,
                defaults={"original": digest(text(record, field, source)), "written": digest(words)},
            )
