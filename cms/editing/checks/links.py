"""Links are often read out alone, one after another: each has to say where it leads."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.editing.checks.remarks import Level, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def check_links(page: Page, content: Content) -> Iterator[Remark]:
    targets: dict[str, set[str]] = defaultdict(set)
    places: dict[str, str] = {}
    for piece, link in content.tags("a"):
        words = " ".join(link.get_text(" ", strip=True).split())
        spoken = str(link.get("aria-label") or words)
        target = str(link.get("href") or "").strip()
        plain = spoken.strip(EDGES).lower()
        if not plain:
            if not link.find("img", alt=True):
                yield Remark(level=Level.IMPORTANT, message=_("A link has no words."), where=piece.where)
            continue
        if not target:
            yield Remark(
                level=Level.IMPORTANT,
                message=_("A link leads nowhere: its page or file is gone."),
                where=piece.where,
                quotes=(words,),
            )
        elif plain in NOTHING:
            yield Remark(
                level=Level.IMPORTANT,
                message=_("A link does not say where it leads."),
                where=piece.where,
                help=_("Use the name of what stands behind it as its words."),
                quotes=(words,),
            )
        elif BARE_ADDRESS.match(plain):
            yield Remark(
                level=Level.ADVICE,
                message=_("A link shows its address instead of words."),
                where=piece.where,
                help=_("Nobody wants an address read out letter by letter. Write what stands there."),
                quotes=(words,),
            )
        elif not target.startswith("#"):
            targets[plain].add(target)
            places[plain] = piece.where
    for words, found in targets.items():
        if len(found) > 1:
            yield Remark(
                level=Level.ADVICE,
                message=_("Links with the same words lead to different places."),
                where=places[words],
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
