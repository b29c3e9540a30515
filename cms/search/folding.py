"""Words as they are compared: without marks and case, in either alphabet, whatever their ending.

Three folds let a word asked for meet a word written. Marks and case go ("Świadczenia", "swiadczenia").
The ending goes, for Polish and Ukrainian change it ("szkolenie" finds "szkoleń", "опікун" finds
"опікунів", "zasiłki" finds "zasiłek"). And each word is known by its sounds, so that a Ukrainian word is
found by its official Latin spelling and by the Polish one ("Szewczenko", "Shevchenko", "Шевченко").
Numbers are compared without what stands between their digits, as people dial them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lms.people.names import sounds

LONGEST_WORD = 40
MOST_WORDS = 8
SHORTEST_STEM = 4
SHORTEST_BEGINNING = 3
SOUND = "0"
"""Marks a fold of sounds among the keys: no written word has a letter after a nought."""

_UNMARKED = str.maketrans({"ł": "l", "ґ": "г", **dict.fromkeys("'’ʼ`")})
_WORDS = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<!\d)\d+(?:[ \u00a0().-]{1,2}\d+)*(?!\d)")
_SHORTEST_NUMBER = 5
_PHONE, _LOCAL_PHONE = 9, 7
_ABROAD = re.compile(r"^(?:00)?48(?=\d{9}$)")

_POLISH_ENDINGS = """
    iami ami iach ach owie owi iego ego iemu emu ymi imi ych ich ym im iej ej iem em iom om ow
    ie ia iu io a e i y o u
"""
_UKRAINIAN_ENDINGS = """
    ами ями ах ях ові еві ого ому ими іми их іх оі ів еи ою ею єю ям ам ом ем єм ии іи еє ає оє
    а я о е є и і у ю ь
"""
_ENGLISH_ENDINGS = "ies es s"
_ENDINGS = sorted(f"{_POLISH_ENDINGS} {_UKRAINIAN_ENDINGS} {_ENGLISH_ENDINGS}".split(), key=len, reverse=True)
_CHANGES = {
    "ck": ("c",), "dz": ("d", "g"), "ch": ("sz",), "sz": ("ch",), "k": ("c",), "c": ("k", "t"), "t": ("c",),
    "g": ("dz",), "к": ("ц",), "ц": ("к",), "г": ("з",), "з": ("г",), "х": ("с",), "с": ("х",),
}  # fmt: skip
"""How the last consonant of a stem changes before some endings: opieka, opiece; опіка, опіці."""
_FLEETING = (
    (re.compile(r"[eо](?=[kк]$)"), ""),
    (re.compile(r"(?<=[^aeiouy])(?=k$)"), "e"),
    (re.compile(r"(?<=[^аеєиіоуюя])(?=к$)"), "о"),
)
"""Vowels that come and go: zasiłek, zasiłki; додаток, додатки."""

_SMALL_WORDS = """
    a aby albo czy dla do i ich jak je jest ktory lub ma mi moj na nie o od oraz po pod przez przy sa sie ta
    te to u w we z za ze
    а або без в вы від для до є з за зі и і із и как міи моя на не о та те то у це чи що як яка якии про при
    an and are as at by for from how in is it my of on or the to with
"""
_FILLERS = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True)
class Term:
    """One word asked for. ``patterns`` are keys, or beginnings of keys where they end in a star."""

    word: str
    patterns: tuple[str, ...]

    def meets(self, key: str) -> bool:
        return any(
            key.startswith(pattern[:-1]) if pattern.endswith("*") else key == pattern
            for pattern in self.patterns
        )


def fold(text: str) -> str:
    """Letters without their marks and case: "Świadczenia" and "swiadczenia" become one."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UNMARKED))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    return _WORDS.findall(fold(text))


def search_keys(text: str) -> str:
    """What a text is found by: its folded words, their sounds, and its numbers as they are dialled."""
    keys: dict[str, None] = {}
    for word in words_of(text):
        keys.setdefault(word[:LONGEST_WORD])
        keys.update(dict.fromkeys(SOUND + sound for sound in _sounds_of(word)))
    for number in _numbers(text):
        keys.update(dict.fromkeys((number, number[-_PHONE:], number[-_LOCAL_PHONE:])))
    return " ".join(keys)


def beginnings(word: str) -> tuple[str, ...]:
    """How the words begin that are another form of a folded word. The first is its own stem."""
    stem = _stem(word)
    found = [stem]
    if len(stem) >= SHORTEST_STEM:
        ending = next((end for end in (stem[-2:], stem[-1:]) if end in _CHANGES), "")
        found += [stem.removesuffix(ending) + change for change in _CHANGES.get(ending, ())]
        found += [place.sub(vowel, stem) for place, vowel in _FLEETING]
    return tuple(dict.fromkeys(found))


def terms_of(text: str, *, still_typing: bool = False) -> list[Term]:
    """What was asked, word by word. Small words are dropped unless there are no others.

    While the reader is still typing, the last word may be the beginning of any.
    """
    spoken, numbers = _NUMBER.sub(_keep_short, text), _numbers(text)
    words = [word[:LONGEST_WORD] for word in words_of(spoken)]
    told = [word for word in words if word not in _FILLERS] if not still_typing else words
    told = list(dict.fromkeys(told or words))[:MOST_WORDS]
    terms = [_term(word, is_begun=still_typing and word == words[-1]) for word in told]
    return [*terms, *(Term(word=number, patterns=(f"{number}*",)) for number in numbers[:MOST_WORDS])]


def _term(word: str, *, is_begun: bool) -> Term:
    if is_begun:
        heard = tuple(f"{SOUND}{sound}*" for sound in _sounds_of(word))
        return Term(word=word, patterns=(f"{word}*", *heard))
    if len(word) < SHORTEST_BEGINNING:
        return Term(word=word, patterns=(word,))
    heard = tuple(f"{SOUND}{_without_last_vowels(sound)}*" for sound in _sounds_of(word))
    written = tuple(f"{beginning}*" for beginning in beginnings(word))
    return Term(word=word, patterns=tuple(dict.fromkeys((f"{word}*", *written, *heard))))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _without_last_vowels(sound: str) -> str:
    stem = sound.rstrip("aeiou")
    return stem if len(stem) >= SHORTEST_STEM else sound


@lru_cache(maxsize=20_000)
def _sounds_of(word: str) -> tuple[str, ...]:
    if word.isdigit() or not SHORTEST_STEM <= len(word) <= LONGEST_WORD:
        return ()
    return tuple(sorted(sound for sound in sounds(word) if len(sound) >= SHORTEST_STEM))


def _numbers(text: str) -> list[str]:
    """Long numbers, digits only: "+48 71 784 96 06" is 717849606."""
    digits = (re.sub(r"\D", "", found) for found in _NUMBER.findall(text[:100_000]))
    long_ones = (
        _ABROAD.sub("", number)[:LONGEST_WORD] for number in digits if len(number) >= _SHORTEST_NUMBER
    )
    return list(dict.fromkeys(long_ones))


def _keep_short(found: re.Match[str]) -> str:
    number = found.group()
    return number if len(re.sub(r"\D", "", number)) < _SHORTEST_NUMBER else " "
