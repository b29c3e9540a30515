"""How hard a text is to read, in years of school, from the length of its sentences and its words.

The measure is the fog index: R. Gunning, "The Technique of Clear Writing", 1952::

    years of school = 0.4 × (words per sentence + hard words per hundred)

What a hard word is depends on the language.

* English: three syllables or more, as Gunning counted.
* Polish: four syllables or more, since Polish words are longer. W. Pisarek, "Jak mierzyć zrozumiałość
  tekstu?", Zeszyty Prasoznawcze 4/1969; A. Seretny, "Wskaźnik czytelności tekstu jako pomoc w określaniu
  stopnia jego trudności", LingVaria 2/2006; the FOG-PL of the plain Polish group of the University of
  Wrocław (J. Miodek, M. Maziarz, T. Piekot, M. Poprawa, G. Zarzeczny, 2010). The bands are theirs.
* Ukrainian: four syllables or more as well, each counted for 0.6 of a Polish one. No index of Ukrainian
  has been validated to our knowledge, so this is an adaptation of our own: over some forty pages of this
  house, written plainly in three languages at once (6,000 words each), 9.6 of a hundred Polish words and
  16.4 of a hundred Ukrainian ones are hard, and with this weight the same page gets the same years. It
  compares texts; it does not judge a writer.

Syllables are counted by vowels. In Polish an ``i`` before a vowel only softens ("miasto" has two), and
``u`` after ``a`` or ``e`` glides ("Europa" has three). Ukrainian has a vowel a syllable. English drops
a silent ``e`` at the end. Good enough for a mean over a page, not for verse.

A text of fewer than 40 words or three sentences is not judged: the mean of so little says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_WORDS = 40
FEWEST_SENTENCES = 3
SHOWN = 3
HARD_FROM = {"pl": 4, "uk": 4, "en": 3}
WEIGHT_OF_HARD = {"pl": 1.0, "uk": 0.6, "en": 1.0}
POLISH_SOFT_I = re.compile(r"i(?=[aąeęioóuy])")
POLISH_GLIDE = re.compile(r"(?<=[ae])u")
POLISH_VOWELS = re.compile(r"[aąeęioóuy]")
UKRAINIAN_VOWELS = re.compile(r"[аеєиіїоуюя]")
ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
ENGLISH_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyszxcgh])es$")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# A full stop ends a sentence when a capital follows, but not after one letter or what is commonly shortened.
NO_END_AFTER = (
    r"[^\W\d_]",
    "[Uu]l",
    "[Tt]el",
    "[Gg]odz",
    "[Nn]p",
    "[Nn]r",
    "[Dd]r",
    "[Aa]rt",
    "Mr",
    "вул",
    "тел",
    "ст",
)
FULL_STOP = "".join(rf"(?<!\b{word})" for word in NO_END_AFTER) + r"\."
BEGINS_ANOTHER = r"(?=[\"„“«(–—-]*\s?[^\W\d_a-zа-яіїєґąćęłńóśźż])"
SENTENCE_END = re.compile(rf"(?:(?<=[!?…])|{FULL_STOP})[\"”»)]*\s+{BEGINS_ANOTHER}")


class Verdict(Enum):
    EASY = "easy"
    """Up to nine years of school: most people, children included."""
    DEMANDING = "demanding"
    """Ten to twelve: people with secondary school, rested."""
    HARD = "hard"
    """Thirteen and more: people used to reading officialese."""


@dataclass(frozen=True)
class Sentence:
    text: str
    words: int
    hard_words: float
    """Weighted, as the language asks."""

    @property
    def weight(self) -> float:
        """How much it makes the whole harder."""
        return fog(self.words, self.hard_words, sentences=1)


@dataclass(frozen=True)
class Reading:
    """What was measured. ``years`` of school are rounded; the reader gets words, not decimals."""

    years: int
    words: int
    sentences: int
    hardest: tuple[Sentence, ...]

    @property
    def verdict(self) -> Verdict:
        if self.years <= 9:
            return Verdict.EASY
        return Verdict.DEMANDING if self.years <= 12 else Verdict.HARD


def fog(words: int, hard_words: float, *, sentences: int) -> float:
    return 0.4 * (words / sentences + 100 * hard_words / words)


def measure(paragraphs: Iterable[str], *, language: str) -> Reading | None:
    """The reading level of paragraphs in one language, or nothing where there is too little to judge."""
    sentences = [one for paragraph in paragraphs for one in sentences_of(paragraph, language=language)]
    words = sum(one.words for one in sentences)
    if words < FEWEST_WORDS or len(sentences) < FEWEST_SENTENCES:
        return None
    years = fog(words, sum(one.hard_words for one in sentences), sentences=len(sentences))
    hardest = sorted(dict.fromkeys(sentences), key=lambda one: (one.weight, one.words), reverse=True)
    return Reading(years=round(years), words=words, sentences=len(sentences), hardest=tuple(hardest[:SHOWN]))


def sentences_of(paragraph: str, *, language: str) -> list[Sentence]:
    found = []
    for text in SENTENCE_END.split(" ".join(paragraph.split())):
        words = WORD.findall(text)
        if words:
            hard = sum(syllables(word, language=language) >= HARD_FROM[language] for word in words)
            weighted = hard * WEIGHT_OF_HARD[language]
            found.append(Sentence(text=text.strip(), words=len(words), hard_words=weighted))
    return found


def syllables(word: str, *, language: str) -> int:
    word = word.lower()
    if language == "pl":
        return len(POLISH_VOWELS.findall(POLISH_GLIDE.sub("", POLISH_SOFT_I.sub("", word)))) or 1
    if language == "uk":
        return len(UKRAINIAN_VOWELS.findall(word)) or 1
    return len(ENGLISH_VOWELS.findall(ENGLISH_SILENT.sub("", word))) or 1
