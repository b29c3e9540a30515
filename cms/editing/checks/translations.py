"""Whether those who read another language find the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import Translation, TranslationSource

from cms.editing.checks.remarks import Level, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.editing.checks.content import Content


def translation_into(page: Page) -> Translation | None:
    """The translation that this page is made by, when it is one that is kept in step with its original."""
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )
    return found


def check_languages(page: Page, content: Content) -> Iterator[Remark]:
    if page.pk is None:
        return
    others = {one.locale.language_code: one for one in page.get_translations().select_related("locale")}
    source = TranslationSource.objects.filter(object_id=page.translation_key).first()
    is_source = source is not None and source.locale_id == page.locale_id
    unfinished = _unfinished(source) if is_source and source else {}
    missing, hidden, behind = [], [], []
    for code, _name in settings.LANGUAGES:
        translation = others.get(code)
        if code == content.language:
            continue
        if translation is None or translation.alias_of_id:
            missing.append(code)
        elif not translation.live:
            hidden.append(code)
        elif code in unfinished:
            yield _unfinished_in(code, unfinished[code])
        elif is_source and page.has_unpublished_changes:
            behind.append(code)
    if missing:
        yield _remark(_("The page does not exist %(languages)s."), missing)
    if hidden:
        yield _remark(_("The page is not published %(languages)s."), hidden)
    if behind:
        yield Remark(
            level=Level.AFTERWARDS,
            message=_("What you change here has to be translated %(languages)s.")
            % {"languages": _listed(behind)},
            where=_("Translations"),
            help=_("After publishing, choose “Sync translated pages”; the board then tells the translators."),
        )


def check_own_translation(page: Page, content: Content) -> Iterator[Remark]:
    """A page that is itself a translation: are all its texts translated?"""
    translation = translation_into(page)
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


def _listed(codes: list[str]) -> str:
    names = {"pl": _("in Polish"), "uk": _("in Ukrainian"), "en": _("in English")}
    return get_text_list([names[code] for code in codes], _("and"))


def _remark(message: str, codes: list[str]) -> Remark:
    return Remark(
        level=Level.ADVICE,
        message=message % {"languages": _listed(codes)},
        where=_("Translations"),
        help=_("Its readers are led to the home page instead."),
    )


def _unfinished_in(code: str, number: int) -> Remark:
    message = ngettext(
        "%(number)s text is not translated %(languages)s.",
        "%(number)s texts are not translated %(languages)s.",
        number,
    )
    return Remark(
        level=Level.ADVICE,
        message=message % {"number": number, "languages": _listed([code])},
        where=_("Translations"),
        help=_("Readers meet them in the language of this page."),
    )


def _unfinished(source: TranslationSource) -> dict[str, int]:
    """Languages of a source in which texts are missing, and how many."""
    found = {}
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        total, done = translation.get_progress()
        if done < total:
            found[translation.target_locale.language_code] = total - done
    return found
