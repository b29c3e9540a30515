"""Pages on the board: families of a page in several languages, compared with what is published."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.models import PublicPage
from cms.translations.entries import Entry, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

Progress = dict[tuple[int, int], tuple[int, int]]
"""Source and language to texts translated and texts in all."""


def page_entries() -> Iterator[Entry]:
    """Every published page that lacks a language, or is behind in one. Queries do not grow with the pages."""
    families = _families()
    sources = {source.object_id: source for source in TranslationSource.objects.defer("content_json")}
    translations = {
        (translation.source_id, translation.target_locale_id): translation
        for translation in Translation.objects.filter(enabled=True)
    }
    progress = _progress()
    locales = list(Locale.objects.all())
    for key, family in families.items():
        source = sources.get(key)
        original = _original(family, source)
        changed = source is not None and _has_changed(original, source)
        live = sum(page.live for page in family.values())
        for locale in locales:
            if locale.pk == original.locale_id:
                continue
            translation = translations.get((source.pk, locale.pk)) if source else None
            done, total = progress.get((source.pk, locale.pk), (0, 0)) if source else (0, 0)
            target = family.get(locale.pk)
            state = _state(target, original, translation, is_whole=done == total and not changed)
            if state is None:
                continue
            is_behind = state is State.STALE or (state is State.UNFINISHED and changed)
            yield Entry(
                subject=str(key),
                title=original.title,
                kind=capfirst(str(original.cached_content_type.model_class()._meta.verbose_name)),
                language=locale.language_code,
                state=state,
                since=original.last_published_at if is_behind else original.first_published_at,
                url=_where_it_is_mended(target, original, source, changed=changed),
                done=done,
                total=total,
                is_only_in_one=live == 1,
            )


def _families() -> Mapping[UUID, dict[int, Page]]:
    """Published families only: what no reader can see, no reader misses."""
    families: dict[UUID, dict[int, Page]] = defaultdict(dict)
    for page in Page.objects.filter(depth__gt=1, alias_of=None).select_related("content_type", "locale"):
        kind = page.cached_content_type.model_class()
        if kind is not None and issubclass(kind, PublicPage):
            families[page.translation_key][page.locale_id] = page
    return {key: family for key, family in families.items() if any(page.live for page in family.values())}


def _original(family: Mapping[int, Page], source: TranslationSource | None) -> Page:
    """The page translations were begun with, else the Polish one, else the oldest."""
    if source is not None and source.locale_id in family:
        return family[source.locale_id]
    live = [page for page in family.values() if page.live]
    polish = next((page for page in live if page.locale.language_code == settings.LANGUAGE_CODE), None)
    return polish or min(live, key=lambda page: page.pk)


def _state(
    target: Page | None, original: Page, translation: Translation | None, *, is_whole: bool
) -> State | None:
    if target is None:
        return State.MISSING
    if not target.live:
        return State.UNFINISHED
    if translation is not None:
        return None if is_whole else State.STALE
    was_left_behind = (
        original.last_published_at
        and target.last_published_at
        and target.last_published_at < original.last_published_at
    )
    return State.STALE if was_left_behind else None


def _has_changed(original: Page, source: TranslationSource) -> bool:
    """Whether the original says something that translators have not been given yet.

    Most pages were not published since, and are not read. The rest is compared word for word, since a
    page may be published again as it was.
    """
    published = original.last_published_at
    if published is None or published <= source.last_updated_at:
        return False
    known = Counter(source.stringsegment_set.values_list("context__path", "string__data"))
    said = Counter(
        (segment.path, segment.string.data)
        for segment in extract_segments(original.specific)
        if isinstance(segment, StringSegmentValue)
    )
    return known != said


def _progress() -> Progress:
    translated = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), has_error=False
    )
    segments = StringSegment.objects.order_by().values("source_id")
    progress: Progress = {}
    for locale in Locale.objects.all():
        is_done = Exists(translated.filter(locale=locale))
        for row in segments.annotate(total=Count("pk"), done=Count("pk", filter=Q(is_done))):
            progress[row["source_id"], locale.pk] = (row["done"], row["total"])
    return progress


def _where_it_is_mended(
    target: Page | None, original: Page, source: TranslationSource | None, *, changed: bool
) -> str:
    if source is not None and changed:
        return reverse("wagtail_localize:update_translations", args=[source.pk])
    if target is not None:
        return reverse("wagtailadmin_pages:edit", args=[target.pk])
    return reverse("wagtail_localize:submit_page_translation", args=[original.pk])
