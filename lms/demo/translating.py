"""The strings of a page and their translations, as wagtail-localize keeps them, written in bulk.

The package's own ``get_or_create_from_instance`` and ``create_or_update_translation`` ask the database
some ten times a string, which for the whole demonstration is most of a first start.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import Model
    from wagtail.models import Locale

    from cms.models import PublicPage

    Row = TypeVar("Row", bound=Model)

schema_version = lru_cache(get_schema_version)


def write_translation(page: PublicPage, meant: PublicPage, *, key: str) -> None:
    """Every string of the page beside its words in the other language, as a translator leaves them."""
    source = _source_of(page)
    Translation.objects.get_or_create(source=source, target_locale=meant.locale)
    segments = extract_segments(meant)
    written = {
        (segment.path, segment.order): segment.string.data
        for segment in segments
        if isinstance(segment, StringSegmentValue)
    }
    translations = []
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        if (translated := written.get((segment.context.path, segment.order))) is None:
            raise ValueError(f"{key}: nothing in {meant.locale} for {segment.string.data!r}")
        translations.append(
            StringTranslation(
                translation_of=segment.string,
                locale=meant.locale,
                context=segment.context,
                data=translated,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
        )
    StringTranslation.objects.bulk_create(translations, ignore_conflicts=True)
    _write_overrides(source, segments, locale=meant.locale)


def _write_overrides(source: TranslationSource, segments: list[Any], *, locale: Locale) -> None:
    """Where the translation shows another thing than the original: a paper in its own language."""
    own = {one.path: _json(one.data) for one in segments if isinstance(one, OverridableSegmentValue)}
    for segment in OverridableSegment.objects.filter(source=source).select_related("context"):
        if own.get(segment.context.path, segment.data_json) != segment.data_json:
            SegmentOverride.objects.get_or_create(
                locale=locale, context=segment.context, defaults={"data_json": own[segment.context.path]}
            )


def _source_of(page: PublicPage) -> TranslationSource:
    translated, _made = TranslatableObject.objects.get_or_create_from_instance(page)
    source, is_new = TranslationSource.objects.get_or_create(
        object=translated,
        locale=page.locale,
        defaults={
            "specific_content_type": ContentType.objects.get_for_model(type(page)),
            "object_repr": str(page)[:200],
            "content_json": page.to_json(),
            "schema_version": schema_version(page._meta.app_label),
            "last_updated_at": timezone.now(),
        },
    )
    if is_new:
        _write_segments(source, page)
    return source


def _write_segments(source: TranslationSource, page: PublicPage) -> None:
    """As ``TranslationSource.refresh_segments``, for a source that has none yet."""
    segments = extract_segments(page)
    contexts = _rows(
        "path_id",
        (
            TranslationContext(object_id=source.object_id, path=segment.path, path_id=_path_id(segment.path))
            for segment in segments
        ),
        of=TranslationContext.objects.filter(object_id=source.object_id),
    )
    told = [segment for segment in segments if isinstance(segment, StringSegmentValue)]
    strings = _rows(
        "data_hash",
        (
            String(locale=source.locale, data=one.string.data, data_hash=_data_hash(one.string.data))
            for one in told
        ),
        of=String.objects.filter(locale=source.locale),
    )

    def place(segment: Any) -> dict[str, Any]:
        return {"source": source, "context": contexts[_path_id(segment.path)], "order": segment.order}

    StringSegment.objects.bulk_create(
        StringSegment(string=strings[_data_hash(one.string.data)], attrs=_json(one.attrs), **place(one))
        for one in told
    )
    TemplateSegment.objects.bulk_create(
        TemplateSegment(template=_template(one), **place(one))
        for one in segments
        if isinstance(one, TemplateSegmentValue)
    )
    OverridableSegment.objects.bulk_create(
        OverridableSegment(data_json=_json(one.data), **place(one))
        for one in segments
        if isinstance(one, OverridableSegmentValue)
    )


def _rows(name: str, wanted: Iterable[Row], *, of: Any) -> dict[UUID, Row]:
    """The rows by their hash; those that are missing are made."""
    rows = {getattr(row, name): row for row in wanted}
    of.model.objects.bulk_create(rows.values(), ignore_conflicts=True)
    return {getattr(row, name): row for row in of.filter(**{f"{name}__in": rows})}


def _template(value: TemplateSegmentValue) -> Template:
    return Template.from_value(value)


def _path_id(path: str) -> UUID:
    found: UUID = TranslationContext._get_path_id(path)
    return found


def _data_hash(data: str) -> UUID:
    found: UUID = String._get_data_hash(data)
    return found


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder)
