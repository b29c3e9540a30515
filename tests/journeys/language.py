"""Does a page speak one language only?

What people typed, names, addresses and codes may stand in any letters; what is meant in another language
bears a ``lang`` attribute. Everything else is compared with the catalogues: no text may be what another
language says where this one says something else. And no run of words may be in the other alphabet.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import polib

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOCALE = Path(__file__).resolve().parents[2] / "locale"
LANGUAGES = ("pl", "uk", "en")
OWN_NAMES = {"Krok", "Polski", "Українська", "English"}
SENTENCE = 4
GAP = re.compile(r"%\(\w+\)[sd]")
LONG_ENOUGH = 8
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\b[A-Z0-9-]{4,}\b")
LATIN = re.compile(rf"(?:\b[^\W\d_А-яҐґЄєІіЇї]+\b[ ,]+){{{SENTENCE - 1},}}[^\W\d_А-яҐґЄєІіЇї]+")
CYRILLIC = re.compile(rf"(?:\b[А-яҐґЄєІіЇї’']+\b[ ,]+){{{SENTENCE - 1},}}[А-яҐґЄєІіЇї]+")

# Every text that is seen or heard, with the language its own element claims.
TEXTS = """() => {
  const page = document.documentElement.lang;
  const found = [];
  const tell = (element, text) => {
    const own = element.closest('[lang]').lang;
    const words = (text || '').replace(/\\s+/g, ' ').trim();
    if (words && own === page) found.push(words);
  };
  const skipped = 'script, style, template, svg, [translate=no], option[lang], input, textarea';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element.closest(skipped)) tell(element, walker.currentNode.data);
  }
  for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
    for (const element of document.body.querySelectorAll(`[${name}]`))
      tell(element, element.getAttribute(name));
  tell(document.documentElement, document.title.split(' · ')[0]);
  return found;
}"""


def mixed(page: Page, language: str) -> list[str]:
    """What on the page is not in the language."""
    claimed = page.locator("html").get_attribute("lang")
    if claimed != language:
        return [f"<html lang> is {claimed}"]
    texts = set(page.evaluate(TEXTS))
    foreign = _foreign(language)
    patterns = _foreign_patterns(language)
    return [
        f"{text!r} is not in {language}"
        for text in sorted(texts)
        if text in foreign or _strays(text, language) or any(each.fullmatch(text) for each in patterns)
    ]


def _strays(text: str, language: str) -> bool:
    """A whole run of words in the other alphabet. Two or three may be somebody's name or a street."""
    words = ADDRESS.sub(".", text)
    return bool((LATIN if language == "uk" else CYRILLIC).search(words))


@cache
def _catalogue(language: str) -> dict[tuple[str, str], set[str]]:
    """What a language says, by what the source says. English says what the source says."""
    said: dict[tuple[str, str], set[str]] = {}
    for catalogue in (LOCALE / ("pl" if language == "en" else language)).glob("LC_MESSAGES/django*.po"):
        for entry in polib.pofile(str(catalogue)):
            forms = (
                {entry.msgid, entry.msgid_plural}
                if language == "en"
                else {entry.msgstr, *entry.msgstr_plural.values()}
            )
            said[entry.msgctxt or "", entry.msgid] = {_plain(form) for form in forms if form}
    return said


@cache
def _foreign(language: str) -> frozenset[str]:
    """What other languages say, and this one never does."""
    own = set().union(*_catalogue(language).values())
    others = set()
    for other in LANGUAGES:
        if other != language:
            others |= set().union(*_catalogue(other).values())
    return frozenset(others - own - OWN_NAMES)


@cache
def _foreign_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """The same of texts with a gap for a name or a number: most of such a text must be words."""
    gapped = (
        text for text in _foreign(language) if GAP.search(text) and len(GAP.sub("", text)) >= LONG_ENOUGH
    )
    return tuple(re.compile(".+".join(re.escape(part) for part in GAP.split(text))) for text in gapped)


def _plain(text: str) -> str:
    return " ".join(text.split())
