"""Short texts of records on the board: titles of courses, names of rooms, hours of offices.

A room of the house says which of its records strangers may read (``translate``); those are translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.text import capfirst
from modeltranslation.utils import build_localized_fieldname

from cms.models import TextState
from cms.translations.entries import Entry, State
from cms.translations.freshness import forget_state, is_behind, remember_state, set_fresh
from cms.translations.texts import LANGUAGES, fields_of, original_language, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Translated:
    """A kind of record on the board, and which records of it."""

    model: type[Model]
    found: Callable[[], QuerySet[Any]]

    @property
    def fields(self) -> list[str]:
        return fields_of(self.model)


_kinds: dict[str, Translated] = {}


def translate(model: type[Model], found: Callable[[], QuerySet[Any]] | None = None) -> None:
    """Put the records that ``found`` gives, or all, on the board. Said once, at the start."""
    _kinds[model._meta.label_lower] = Translated(model, found or model._default_manager.all)
    label = f"cms.translations.{model._meta.label}"
    post_save.connect(remember_state, sender=model, dispatch_uid=label)
    post_delete.connect(forget_state, sender=model, dispatch_uid=f"{label}.gone")


def kind_of(label: str) -> Translated | None:
    return _kinds.get(label)


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
        written = [known[field, language] for field in fields if (field, language) in known]
        stale = [state for state in written if state.field not in missing and is_behind(state, record)]
        if not missing and not stale:
            continue
        yield Entry(
            subject=f"{record._meta.label_lower}:{record.pk}",
            title=str(record),
            kind=capfirst(str(record._meta.verbose_name)),
            language=language,
            state=State.MISSING if missing else State.STALE,
            since=min((state.behind_since for state in stale if state.behind_since), default=None),
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
    for field, words in texts.items():
        if words and language != original_language(record, field):
            set_fresh(record, field, language)
