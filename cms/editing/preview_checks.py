"""What Wagtail's own checker looks for in the preview, beyond what it does by itself, and in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest
    from wagtail.models import Page

WORDS = {
    "button-name": (_("A button has no words"), _("Say what it does")),
    "empty-heading": (_("A heading is empty"), _("Write it, or take it away")),
    "empty-table-header": (_("A heading of a table is empty"), _("Say what stands in the row or column")),
    "frame-title": (_("A frame has no title"), _("Say what is shown in it")),
    "heading-order": (_("A heading skips a level"), _("After a large heading comes the next smaller one")),
    "input-button-name": (_("A button has no words"), _("Say what it does")),
    "link-name": (_("A link has no words"), _("Say where it leads")),
    "p-as-heading": (_("A bold paragraph stands in for a heading"), _("Use a section with a heading")),
    "alt-text-quality": (
        _("A description of a picture looks like the name of a file"),
        _("Say in a few words what it shows"),
    ),
    "empty-meta-description": (
        _("The page has no description for search engines"),
        _("Write one sentence under “Promote”"),
    ),
    "image-alt": (_("A picture has no description"), _("Say what it shows, or mark it as decoration")),
    "link-in-text-block": (
        _("Only its colour tells a link from the text"),
        _("Leave links as the site draws them"),
    ),
    "list": (
        _("A list is none for a screen reader"),
        _("Use the list of the editor instead of dashes and numbers"),
    ),
    "scope-attr-valid": (
        _("The headings of a table head nothing"),
        _("Say which row or column holds the headings"),
    ),
    "video-caption": (_("A film has no captions"), _("Add them where the film is kept")),
}


class OurChecker(ContentCheckerItem):
    axe_run_only: ClassVar[list[str]] = [*WORDS]
    axe_messages: ClassVar[dict[str, Any]] = {
        rule: {"error_name": name, "help_text": help_text} for rule, (name, help_text) in WORDS.items()
    }


def look_further(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    items[:] = [
        OurChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
