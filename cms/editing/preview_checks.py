"""What Wagtail's own checker looks for in the preview, beyond what it does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest
    from wagtail.models import Page

FURTHER = {
    "image-alt": {
        "error_name": _("A picture without a description"),
        "help_text": _("Say what it shows, or mark it as decoration"),
    },
    "link-in-text-block": {
        "error_name": _("A link that only its colour tells from the text"),
        "help_text": _("Leave links as the site draws them"),
    },
    "list": {
        "error_name": _("A list that is none for a screen reader"),
        "help_text": _("Use the list of the editor instead of dashes and numbers"),
    },
    "scope-attr-valid": {
        "error_name": _("A table whose headings head nothing"),
        "help_text": _("Say which row or column holds the headings"),
    },
    "video-caption": {
        "error_name": _("A film without captions"),
        "help_text": _("Add a caption file where the film is kept"),
    },
}


class OurChecker(ContentCheckerItem):
    axe_run_only: ClassVar[list[str]] = [*ContentCheckerItem.axe_run_only, *FURTHER]
    axe_messages: ClassVar[dict[str, Any]] = ContentCheckerItem.axe_messages | FURTHER


def look_further(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    items[:] = [
        OurChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
