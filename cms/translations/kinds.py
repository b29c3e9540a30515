"""Which records of this room, and of those below, stand on the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltranslation.translator import translator

from cms.models import MenuLink
from cms.translations.records import translate
from lms.people.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet


def links_elsewhere() -> QuerySet[MenuLink]:
    """A link to a page has the title of the page."""
    return MenuLink.objects.filter(page=None)


SOME: dict[type[Model], Callable[[], QuerySet[Any]]] = {MenuLink: links_elsewhere}
"""Of these, some records only."""


def put_on_the_board() -> None:
    """Whatever ``cms.translation`` says in several languages, so that nothing new is forgotten."""
    for model in translator.get_registered_models(abstract=False):
        if model._meta.app_label == "cms":
            translate(model, SOME.get(model))
    translate(Organisation)
