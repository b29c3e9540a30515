"""How a page of the demonstration is made, and translated as a translator would do it.

The Polish page comes first. Its translations are written string by string into wagtail-localize, so
that the editor finds both languages side by side, and a later change of the Polish text is seen as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from wagtail.models import Page

    from cms.models import PublicPage

AnyPage = TypeVar("AnyPage", bound="PublicPage")
SOURCE, *TARGETS = ("pl", "uk", "en")


def plant(
    kind: type[AnyPage],
    *,
    parent: Page,
    key: str,
    fields: Callable[[str], dict[str, Any]],
    show_in_menus: bool = False,
) -> AnyPage:
    """The Polish page, made if it is missing, and a translation in every other language."""
    source_locale = Locale.objects.get(language_code=SOURCE)
    wanted = fields(SOURCE)
    page = kind.objects.child_of(parent).filter(slug=wanted["slug"], locale=source_locale).first()
    if page is None:
        page = kind(locale=source_locale, show_in_menus=show_in_menus, **wanted)
        parent.add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
    for code in TARGETS:
        locale = Locale.objects.get(language_code=code)
        if not page.has_translation(locale):
            _translate(page, into=locale, meant=kind(locale=locale, **fields(code)), key=key)
    return page


def _translate(page: PublicPage, *, into: Locale, meant: PublicPage, key: str) -> None:
    """Write every string of the page in the other language, then publish what comes of it."""
    source, _made = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.get_or_create(source=source, target_locale=into)
    written = {(string.path, string.order): string.string.data for string in _strings(meant)}
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    for segment in segments:
        if (translated := written.get((segment.context.path, segment.order))) is None:
            raise ValueError(f"{key}: nothing in {into} for {segment.string.data!r}")
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=into,
            context=segment.context,
            defaults={"data": translated, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )
    translation, _made = source.create_or_update_translation(into, publish=False)
    translation.get_latest_revision().publish()


def _strings(page: PublicPage) -> Iterator[StringSegmentValue]:
    return (segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue))


def forget_copied_addresses(*, since: datetime) -> None:
    """A copied page is named anew, and Wagtail leaves a redirect from a name that nobody ever saw."""
    Redirect.objects.filter(automatically_created=True, created_at__gte=since).delete()
