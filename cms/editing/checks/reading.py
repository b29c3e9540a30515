"""Whether a tired person can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.editing.checks.remarks import Level, Remark
from cms.editing.readability import Verdict, measure, sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.editing.checks.content import Content
    from cms.editing.readability import Reading

LONGEST_EASY_SENTENCE = 15
"""Words. The European standards for easy-to-read ask for short sentences, one thought each."""
SHOWN = 3


def reading_of(content: Content) -> Reading | None:
    return measure((text for piece in content.main for text in piece.paragraphs()), language=content.language)


def check_reading(page: Page, content: Content) -> Iterator[Remark]:
    reading = reading_of(content)
    if reading is None or reading.verdict is Verdict.EASY:
        return
    is_hard = reading.verdict is Verdict.HARD
    yield Remark(
        level=Level.IMPORTANT if is_hard else Level.ADVICE,
        message=_("The text is hard to read.") if is_hard else _("The text asks a lot of its readers."),
        help=ngettext(
            "It takes about %(years)s year of school; nine are a good aim."
            " Cut long sentences in two and choose shorter words. These are the hardest sentences:",
            "It takes about %(years)s years of school; nine are a good aim."
            " Cut long sentences in two and choose shorter words. These are the hardest sentences:",
            reading.years,
        )
        % {"years": reading.years},
        quotes=tuple(sentence.text for sentence in reading.hardest),
    )


def check_easy_version(page: Page, content: Content) -> Iterator[Remark]:
    sentences = [
        sentence
        for piece in content.easy
        for text in piece.paragraphs()
        for sentence in sentences_of(text, language=content.language)
    ]
    long = [sentence for sentence in sentences if sentence.words > LONGEST_EASY_SENTENCE]
    if long:
        long.sort(key=lambda sentence: sentence.words, reverse=True)
        yield Remark(
            level=Level.ADVICE,
            message=ngettext(
                "%(number)s sentence of the easy-to-read version is long.",
                "%(number)s sentences of the easy-to-read version are long.",
                len(long),
            )
            % {"number": len(long)},
            help=_("Easy to read means one thought a sentence, in at most some fifteen words."),
            quotes=tuple(sentence.text for sentence in long[:SHOWN]),
        )
