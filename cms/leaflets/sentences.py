"""Where sentences end, so that easy-to-read text can give each a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.leaflets.rich_text import Run

_ABBREVIATED = (
    "al godz im itd itp lek m.in mgr np nr os pl pok prof pt r str św tel tzn ul woj "
    "вул грн ім каб м наприкл обл пл просп р стор тел т.зв "
    "approx dr e.g etc i.e mr mrs ms no st"
)
ABBREVIATIONS = frozenset(_ABBREVIATED.split())
# An end, then a space, then what may begin a sentence.
END = re.compile(r"(?<=[.!?…])[”»\"’)]?\s+(?=[\"„«“(]?[A-ZĄĆĘŁŃÓŚŹŻА-ЯЄІЇҐ0-9])")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text. "ul. Strzegomska" and "J. Kowalski" are not two."""
    start = 0
    for found in END.finditer(text):
        word = text[start : found.start()].rstrip('.!?…”»"’)').rpartition(" ")[2].lstrip("(„«“").lower()
        ends_in_dot = text[found.start() - 1] == "."
        if ends_in_dot and (word in ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
            continue
        yield text[start : found.end()].strip()
        start = found.end()
    if rest := text[start:].strip():
        yield rest


def split_runs(runs: list[Run], *, longest: int = 0) -> list[list[Run]]:
    """The runs of a paragraph, a list a sentence; with ``longest``, sentences together up to that length."""
    whole = "".join(run["text"] for run in runs)
    parts: list[str] = []
    for sentence in sentences(whole):
        if parts and longest and len(parts[-1]) + len(sentence) < longest:
            parts[-1] += f" {sentence}"
        else:
            parts.append(sentence)
    spans, at = [], 0
    for part in parts:
        at = whole.index(part[:20], at)
        spans.append((at, at + len(part)))
        at += len(part)
    return [_cut(runs, *span) for span in spans]


def _cut(runs: list[Run], start: int, end: int) -> list[Run]:
    found, at = [], 0
    for run in runs:
        text = run["text"][max(0, start - at) : max(0, end - at)]
        if text:
            found.append(run | {"text": text})
        at += len(run["text"])
    return found
