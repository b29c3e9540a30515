"""Whether those who read another language find the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import Translation, TranslationSource

from cms.editing.checks.remarks import Level, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.editing.checks.content import Content


def check_languages(page: Page, content: Content) -> Iterator[Remark]:
    if page.pk is None:
        return
    others = {one.locale.language_code: one for one in page.get_translations().select_related("locale")}
    source = TranslationSource.objects.filter(object_id=page.translation_key).first()
    is_source = source is not None and source.locale_id == page.locale_id
    unfinished = _unfinished(source) if is_source and source else {}
    for code, _name in settings.LANGUAGES:
        if code == content.language:
            continue
        language = _language(code)
        translation = others.get(code)
        if translation is None or translation.alias_of_id:
            yield _remark(_("The page does not exist %(language)s.") % {"language": language})
        elif not translation.live:
            yield _remark(_("The page is not published %(language)s.") % {"language": language})
        elif code in unfinished:
            missing = unfinished[code]
            message = ngettext(
                "%(number)s text is not translated %(language)s.",
                "%(number)s texts are not translated %(language)s.",
                missing,
            )
            yield _remark(message % {"number": missing, "language": language})
        elif is_source and page.has_unpublished_changes:
            yield _remark(
                _("What changes here will be missing %(language)s.") % {"language": language},
                help=_("After publishing, choose “Sync translated pages”, and tell the translators."),
            )


def check_own_translation(page: Page, content: Content) -> Iterator[Remark]:
    """A page that is itself a translation: are all its texts translated?"""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return
    total, done = translation.get_progress()
    if done < total:
        yield Remark(
            level=Level.IMPORTANT,
            message=ngettext(
                "%(number)s text of this page is still in the language it was translated from.",
                "%(number)s texts of this page are still in the language it was translated from.",
                total - done,
            )
            % {"number": total - done},
            help=_("A page in two languages confuses readers and reading machines."),
        )


def _language(code: str) -> str:
    return {"pl": _("in Polish"), "uk": _("in Ukrainian"), "en": _("in English")}[code]


def _remark(message: str, *, help: str = "") -> Remark:  # noqa: A002 - the field's name
    return Remark(
        level=Level.ADVICE,
        message=message,
        where=_("Translations"),
        help=help or _("Its readers are led to the home page instead."),
    )


def _unfinished(source: TranslationSource) -> dict[str, int]:
    """Languages of a source in which texts are missing, and how many."""
    found = {}
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        total, done = translation.get_progress()
        if done < total:
            found[translation.target_locale.language_code] = total - done
    return found
