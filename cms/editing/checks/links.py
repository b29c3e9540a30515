"""Links are often read out alone, one after another: each has to say where it leads."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.editing.checks.remarks import Level, Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bs4 import Tag

    from cms.editing.checks.content import Content

SAY_NOTHING = """
tu, tutaj, stąd, kliknij, kliknij tu, kliknij tutaj, link, więcej, czytaj więcej, czytaj dalej, dalej, zobacz,
zobacz więcej, dowiedz się więcej, sprawdź, szczegóły, pobierz, przejdź,
тут, сюди, звідси, натисніть, натисніть тут, клікніть тут, посилання, більше, читати далі, далі,
читати більше, детальніше, докладніше, дізнатися більше, дивитися, завантажити, перейти,
here, click, click here, link, this link, more, read more, learn more, see more, details, download, go, this,
this page
"""
NOTHING = frozenset(" ".join(words.split()) for words in SAY_NOTHING.split(","))
BARE_ADDRESS = re.compile(r"^(https?://|www\.)\S+$|^\S+\.(pl|eu|org|com|ua|gov|net)/\S+$", re.IGNORECASE)
EDGES = " .,:;!?…»«„”\"'→>()"


@dataclass(frozen=True, kw_only=True)
class Anchor:
    words: str
    """As they are seen."""
    spoken: str
    """As they are read out, without the signs around them."""
    target: str
    shows_picture: bool
    where: str


def check_links(page: Page, content: Content) -> Iterator[Remark]:
    sound = []
    for piece, tag in content.tags("a"):
        anchor = _anchor(tag, piece.where)
        if remark := _remark_on(anchor):
            yield remark
        elif anchor.spoken and not anchor.target.startswith("#"):
            sound.append(anchor)
    yield from _told_apart(sound)


def _anchor(tag: Tag, where: str) -> Anchor:
    words = " ".join(tag.get_text(" ", strip=True).split())
    return Anchor(
        words=words,
        spoken=str(tag.get("aria-label") or words).strip(EDGES).lower(),
        target=str(tag.get("href") or "").strip(),
        shows_picture=tag.find("img", alt=True) is not None,
        where=where,
    )


def _remark_on(anchor: Anchor) -> Remark | None:
    if not anchor.spoken:
        if anchor.shows_picture:
            return None
        return Remark(level=Level.IMPORTANT, message=_("A link has no words."), where=anchor.where)
    if not anchor.target:
        return Remark(
            level=Level.IMPORTANT,
            message=_("A link leads nowhere: its page or file is gone."),
            where=anchor.where,
            quotes=(anchor.words,),
        )
    if anchor.spoken in NOTHING:
        return Remark(
            level=Level.IMPORTANT,
            message=_("A link does not say where it leads."),
            where=anchor.where,
            help=_("Use the name of what stands behind it as its words."),
            quotes=(anchor.words,),
        )
    if BARE_ADDRESS.match(anchor.spoken):
        return Remark(
            level=Level.ADVICE,
            message=_("A link shows its address instead of words."),
            where=anchor.where,
            help=_("Nobody wants an address read out letter by letter. Write what stands there."),
            quotes=(anchor.words,),
        )
    return None


def _told_apart(anchors: Iterable[Anchor]) -> Iterator[Remark]:
    """The same words for two goals."""
    alike: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        alike[anchor.spoken].append(anchor)
    for words, found in alike.items():
        if len({anchor.target for anchor in found}) > 1:
            yield Remark(
                level=Level.ADVICE,
                message=_("Links with the same words lead to different places."),
                where=found[-1].where,
                help=_("Give each its own words, so that they can be told apart."),
                quotes=(words,),
            )


def check_linked_pages(page: Page, content: Content) -> Iterator[Remark]:
    """A page that is linked but not published is a dead end for readers."""
    keys = {int(key): where for model, key, where in content.references if issubclass(model, Page)}
    looked_at_elsewhere = {page.pk, getattr(page, "leads_to_id", None)}
    for linked in Page.objects.filter(pk__in=keys.keys() - looked_at_elsewhere, live=False):
        yield Remark(
            level=Level.IMPORTANT,
            message=_("It leads to “%(title)s”, which is not published.") % {"title": linked.title},
            where=keys[linked.pk],
            help=_("Publish that page first, or take the link away."),
        )
