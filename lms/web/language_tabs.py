"""Forms whose translated fields stand in one tab a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, TabbedInterface

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def language_tabs(
    first: list[Panel], *, heading: StrOrPromise, translated: list[str], base_form_class: type | None = None
) -> TabbedInterface:
    """What is the same in every language first, then the translated fields, language by language."""
    tabs = [ObjectList(first, heading=heading)]
    for code, name in settings.LANGUAGES:
        panels = [FieldPanel(f"{field}_{code}") for field in translated]
        tabs.append(ObjectList(panels, heading=name))
    return TabbedInterface(tabs, base_form_class=base_form_class)
