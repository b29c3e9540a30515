"""How a page of the demonstration is made, and translated as a translator would do it.

The Polish page comes first. Its translations are published beside it and written string by string into
wagtail-localize, so that the editor finds both languages side by side, and a later change of the Polish
text is seen as one.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from modelsearch import index
from modelsearch.backends import get_search_backends
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import TranslationSource

from lms.demo.translating import write_translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

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
        make_room(parent, kind=kind, slug=wanted["slug"])
        page = kind(locale=source_locale, show_in_menus=show_in_menus, **wanted)
        _publish(page, under=parent)
    known = set(page.get_translations().values_list("locale__language_code", flat=True))
    for code in TARGETS:
        if code not in known:
            locale = Locale.objects.get(language_code=code)
            meant = kind(
                locale=locale,
                translation_key=page.translation_key,
                show_in_menus=page.show_in_menus,
                **fields(code),
            )
            write_translation(page, meant, key=key)
            _publish(meant, under=parent if parent.is_root() else parent.get_translation(locale))
    return page


def fill(page: AnyPage, *, key: str, fields: Callable[[str], dict[str, Any]]) -> AnyPage:
    """The rest of a page that was planted before the pages it speaks of, in every language."""
    _change(page, fields(SOURCE))
    TranslationSource.update_or_create_from_instance(page)
    for code in TARGETS:
        translation = page.get_translation(Locale.objects.get(language_code=code))
        _change(translation, fields(code))
        write_translation(page, translation, key=key)
    return page


def _publish(page: Page, *, under: Page) -> None:
    """A draft first, as editors do, so that whoever hears of publishing hears of it once."""
    page.live = False
    page.slug = find_available_slug(under, page.slug)
    under.add_child(instance=page)
    page.save_revision(clean=False).publish()
    page.refresh_from_db()


def _change(page: Page, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()


def make_room(parent: Page, *, kind: type[Page], slug: str) -> None:
    """An older demonstration may hold another kind of page here. Unless somebody edited it, it goes."""
    older = Page.objects.child_of(parent).filter(slug=slug).first()
    if older is None or older.specific_class is kind or older.revisions.exclude(user=None).exists():
        return
    for page in older.get_translations(inclusive=True):
        page.delete()
    parent.refresh_from_db()


@contextmanager
def planting_season() -> Iterator[None]:
    """Many pages at once: what Wagtail notes after each save, it notes here once for all."""
    began = timezone.now()
    models = [model for model in index.get_indexed_models() if issubclass(model, Page)]
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
    _index_pages(since=began)
    transaction.on_commit(partial(forget_copied_addresses, since=began))


def _index_pages(*, since: datetime) -> None:
    """Search finds the new pages, and their usage is known."""
    planted = list(Page.objects.filter(latest_revision_created_at__gte=since).specific())
    for page in planted:
        ReferenceIndex.create_or_update_for_object(page)
    for backend in get_search_backends(with_auto_update=True):
        for kind in {type(page) for page in planted}:
            backend.add_bulk(kind, [page for page in planted if type(page) is kind])


def forget_copied_addresses(*, since: datetime) -> None:
    """A copied page is named anew, and Wagtail leaves a redirect from a name that nobody ever saw."""
    Redirect.objects.filter(automatically_created=True, created_at__gte=since).delete()
