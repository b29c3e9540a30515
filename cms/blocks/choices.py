"""Choosing what is the same in every language: an activity, an office, a spoken language.

What is stored is a short code and not a row's number, so that content can be carried from one house to
another, a translator has nothing to do, and a page is read without asking the database for the choices.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

SPOKEN = [("pl", _("Polish")), ("uk", _("Ukrainian")), ("en", _("English"))]


def activities() -> list[tuple[str, str]]:
    known = apps.get_model("cms", "Activity").objects.all()
    return [(str(activity.number), f"{activity.number}. {activity.name}") for activity in known]


def offices() -> list[tuple[str, str]]:
    return [(office.code, office.name) for office in apps.get_model("cms", "Office").objects.all()]


class CodeChoiceBlock(blocks.ChoiceBlock):
    """A choice among rows, by a code of theirs. The code is taken as it stands; forms check it."""

    def normalize_choice(self, value: Any) -> Any:
        return value


class ActivityChoiceBlock(CodeChoiceBlock):
    """One of the centre's activities, by its number."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"label": _("activity"), "required": False, "search_index": False} | kwargs
        super().__init__(choices=activities, **options)


class OfficeChoiceBlock(CodeChoiceBlock):
    """One of the centre's offices, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"label": _("office"), "required": False, "search_index": False} | kwargs
        super().__init__(choices=offices, **options)


class LanguageChoiceBlock(blocks.ChoiceBlock):
    """A language that is spoken, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"label": _("spoken language"), "required": False, "search_index": False} | kwargs
        super().__init__(choices=SPOKEN, **options)


class LanguagesChoiceBlock(blocks.MultipleChoiceBlock):
    """Languages that are spoken, by their codes."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"label": _("languages spoken"), "required": False, "search_index": False} | kwargs
        super().__init__(choices=SPOKEN, **options)
