"""What all blocks share: they show themselves to editors before they are chosen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

TEXT_FEATURES = ["bold", "link", "document-link", "ul", "ol"]
SHORT_TEXT_FEATURES = ["bold", "link"]

ICONS = [
    ("globe", _("Globe")),
    ("key", _("Key")),
    ("lock", pgettext_lazy("drawing", "Lock")),
    ("heart-hands", _("Heart in hands")),
    ("home", pgettext_lazy("drawing", "House")),
    ("child", _("Child")),
    ("childcare", _("Toy")),
    ("users", _("People")),
    ("user", _("Person")),
    ("interpreter", _("Conversation")),
    ("book", _("Book")),
    ("file", _("Leaflet")),
    ("coins", _("Coins")),
    ("shield", _("Shield")),
    ("calendar", _("Calendar")),
    ("phone", _("Phone")),
    ("certificate", _("Certificate")),
]

TEXT, FILES, PEOPLE, LEARNING = (
    _("Text"),
    _("Pictures and files"),
    _("People and places"),
    _("Courses and pages"),
)


class PhoneBlock(blocks.CharBlock):
    """A number to call. It is the same in every language, so no translator is asked for it."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []


class ToldBlock(blocks.StructBlock):
    """A piece of a page. Its preview is an example in the language of whoever edits."""

    def example(self) -> dict[str, Any]:
        raise NotImplementedError

    def get_preview_value(self) -> blocks.StructValue:
        return self.normalize(self.example())
