"""Whether a page is found by those who need it, and is safe for those who must leave it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.editing.checks.remarks import Level, Remark
from cms.editing.checks.translations import translation_into

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.editing.checks.content import Content

LONGEST_DESCRIPTION = 160
WORDS_AROUND = 4
OF_VIOLENCE = re.compile(
    r"\b(przemoc|niebieska karta|sprawc[ayoę]|molestowa|wykorzystywani\w* seksualn"
    r"|насильств|насилл|кривдник|домаган"
    r"|violence|violent|abus|perpetrator|harass)",
    re.IGNORECASE,
)


def check_description(page: Page, content: Content) -> Iterator[Remark]:
    if not getattr(page, "is_listed", True):
        return
    if not page.search_description:
        yield Remark(
            level=Level.ADVICE,
            message=_("The page has no description for search engines."),
            where=_("Promote"),
            help=_("One sentence on what one finds here. People read it before they open the page."),
        )
    elif len(page.search_description) > LONGEST_DESCRIPTION:
        yield Remark(
            level=Level.ADVICE,
            message=_("The description for search engines is too long to be shown whole."),
            where=_("Promote"),
            help=_("Some 150 letters are shown."),
        )


def check_quick_exit(page: Page, content: Content) -> Iterator[Remark]:
    """Whoever reads of violence may be watched. A translation is as safe as its original."""
    if getattr(page, "offers_quick_exit", getattr(page, "is_sensitive", False)) or translation_into(page):
        return
    text = " ".join([page.title, *(piece.soup.get_text(" ") for piece in content.pieces)])
    found = OF_VIOLENCE.search(text)
    if found:
        yield Remark(
            level=Level.ADVICE,
            message=_("The page speaks of violence, and has no “Leave quickly”."),
            where=_("Settings"),
            help=_("Mark it as sensitive, if somebody who is in danger may read it."),
            quotes=(_words_around(text, found.start()),),
        )


def _words_around(text: str, at: int) -> str:
    number = len(text[:at].split())
    return " ".join(text.split()[max(0, number - WORDS_AROUND) : number + WORDS_AROUND + 1])
