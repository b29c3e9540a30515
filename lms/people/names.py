"""Names in two alphabets, found by any of their spellings.

A Ukrainian name reaches us in Cyrillic, in the Latin letters of a passport, in Polish spelling, or as
somebody heard it. Each is folded to its *sounds*: the marks are dropped, letters that stand for one
sound in one of the spellings (sz, sh; w, v; kh, ch, h, g; ц, ts, c) become one, and what only softens
a consonant goes. Two spellings of a name then meet in a common fold. Where letters are ambiguous
(ch is х to a Pole and ч in a passport) a word has several folds.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Cabinet of Ministers of Ukraine, decision no. 55 of 27 January 2010, with the later note on зг.
_OFFICIAL = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ё": "io", "ъ": "", "ы": "y", "э": "e",
}  # fmt: skip
_OFFICIAL_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

# The transcription of Polish spelling dictionaries: sounds, not letters.
_POLISH = {
    **_OFFICIAL,
    "в": "w", "ж": "ż", "й": "j", "л": "ł", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz",
    "є": "je", "ї": "ji", "ю": "ju", "я": "ja",
}  # fmt: skip
_SOFTENED = {"з": "ź", "н": "ń", "с": "ś", "ц": "ć"}
_SOFT_VOWELS = {"є": "e", "ю": "u", "я": "a"}
_CONSONANTS = "бвгґджзклмнпрстфхцчшщ"
_SOFT_L = re.compile(r"л+(?=[іьєюя])")
_POLISH_ENDINGS = (("ський", "ski"), ("цький", "cki"), ("зький", "zki"), ("ий", "y"))

_APOSTROPHES = re.compile(r"['’ʼ‘`´ʹ\"]")
_CYRILLIC = re.compile(r"[а-яёєіїґ]")
_WORDS = re.compile(r"[^\W_]+")
_UNMARKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ı": "i"})
_SOUNDS: dict[str, tuple[str, ...]] = {
    "zgh": ("zh",), "shch": ("sc",), "szcz": ("sc",), "ch": ("c", "h"), "cz": ("c",), "sh": ("s",),
    "sz": ("s",), "kh": ("h",), "gh": ("h",), "zh": ("z", "zh"), "rz": ("z",), "ts": ("c",), "tz": ("c",),
    "ph": ("f",), "th": ("t",), "w": ("v",), "g": ("h",), "x": ("ks",), "q": ("k",), "y": ("i",), "j": ("i",),
}  # fmt: skip
_LETTERS = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)) + "|.")
_DOUBTS = 4
"""After so many letters of two readings a word is no name any more; each more would double its folds."""
_TWICE = re.compile(r"(.)\1+")
_AFTER_L = re.compile(r"(?<=l)i+(?=[aeou])")
_GLIDE = re.compile(r"i+(?=[eo])")


def romanise(name: str) -> str:
    """The Latin form of a Ukrainian name as in its bearer's passport: Згурський is Zghurskyi."""
    return _by_words(name, _official_word)


def polish_spelling(name: str) -> str:
    """A Ukrainian name as Polish writes it: Зеленський is Zełenski."""
    return _by_words(name, _polish_word)


def sounds(word: str) -> frozenset[str]:
    """Every fold of one word; spellings of the same name have at least one in common."""
    word = word.lower()
    if _CYRILLIC.search(word):
        official, polish = _sounds_of_latin(_official_word(word)), _sounds_of_latin(_polish_word(word))
        return official & polish or official | polish
    return _sounds_of_latin(word)


def search_keys(*names: str) -> str:
    """The text in which a person's names are looked up: each word in every fold, each after a space."""
    folds = {fold for name in names for word in _words(name) for fold in sounds(word)}
    return "".join(f" {fold}" for fold in sorted(folds))


def search_terms(typed: str) -> list[set[str]]:
    """What was typed, word by word, each in every fold, to be found at the start of a word of the key."""
    terms = []
    for word in _words(typed):
        folds = set(sounds(word))
        if re.search(r"[^iyjії][iyjії]$", word):
            # Perhaps the half of a soft vowel still being typed: "Natali" for "Natalia".
            folds |= {fold.removesuffix("i") for fold in folds if len(fold) > 3}
        terms.append({f" {fold}" for fold in folds})
    return terms


def _words(name: str) -> list[str]:
    return _WORDS.findall(_APOSTROPHES.sub("", name).lower())


def _by_words(name: str, spell: Callable[[str], str]) -> str:
    def one(match: re.Match[str]) -> str:
        word = match.group()
        if not _CYRILLIC.search(word.lower()):
            return word
        spelt = spell(word.lower())
        if word.isupper() and len(word) > 1:
            return spelt.upper()
        return spelt.capitalize() if word[0].isupper() else spelt

    return re.sub(r"[^\W_]+(?:['’ʼ‘`´][^\W_]+)*", one, name)


def _official_word(word: str) -> str:
    word = _APOSTROPHES.sub("", word).replace("зг", "zgh")
    start = _OFFICIAL_AT_START.get(word[:1])
    rest = "".join(_OFFICIAL.get(letter, letter) for letter in word[1:])
    return (start if start is not None else _OFFICIAL.get(word[:1], word[:1])) + rest


def _polish_word(word: str) -> str:
    for ending, polish in _POLISH_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending) + polish
            break
    word = _SOFT_L.sub(lambda match: "l" * len(match.group()), word)
    spelt, before = [], " "
    for at, letter in enumerate(word):
        after, next_after = word[at + 1 : at + 2], word[at + 2 : at + 3]
        if letter in _SOFT_VOWELS and before == "l":
            spelt.append(_SOFT_VOWELS[letter])
        elif letter in _SOFT_VOWELS and before in _CONSONANTS:
            spelt.append("i" + _SOFT_VOWELS[letter])
        elif letter in _SOFTENED and after == "ь" and next_after != "о":
            spelt.append(_SOFTENED[letter])
        elif letter == "ь" and after == "о" and before != "l":
            spelt.append("i")
        elif not _APOSTROPHES.match(letter):
            spelt.append(_POLISH.get(letter, letter))
        before = letter
    return "".join(spelt)


def _sounds_of_latin(word: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", word.translate(_UNMARKED))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    parts, doubts = [], 0
    for part in _LETTERS.findall(plain):
        heard = _SOUNDS.get(part, (part,))
        doubts += len(heard) > 1
        parts.append(heard if doubts <= _DOUBTS else heard[:1])
    return frozenset(_settle("".join(choice)) for choice in product(*parts))


def _settle(fold: str) -> str:
    """Drop the i that only softens, and what stands twice: Liudmyla and Ludmyła, Illia and Illa."""
    fold = _TWICE.sub(r"\1", fold)
    return _TWICE.sub(r"\1", _GLIDE.sub("", _AFTER_L.sub("", fold)))
