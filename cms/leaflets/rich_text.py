"""An editor's rich text as plain pieces that paper can hold: paragraphs and lists, of runs of words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from wagtail.rich_text import expand_db_html

LONGEST_ADDRESS = 48
"""A longer address is not printed beside its words: nobody types it."""
SPACE = re.compile(r"[ \t\r\n]+")
_BLOCKS = {"p", "h2", "h3", "h4", "div", "blockquote"}

Run = dict[str, Any]
Piece = dict[str, Any]


def pieces_of(html: str) -> list[Piece]:
    """Paragraphs ``{"kind", "runs"}`` and lists ``{"kind", "ordered", "items"}``. Lists become flat."""
    reader = _Reader()
    reader.feed(expand_db_html(html))
    reader.close()
    reader.end_words()
    return reader.pieces


def plain(text: str) -> list[Piece]:
    """A text without markup, a paragraph a line."""
    lines = (SPACE.sub(" ", line).strip() for line in text.splitlines())
    return [{"kind": "paragraph", "runs": [{"text": line}]} for line in lines if line]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._runs: list[Run] = []
        self._lists: list[Piece] = []
        self._bold = 0
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"b", "strong"}:
            self._bold += 1
        elif tag == "a":
            self._link = dict(attrs).get("href") or ""
        elif tag in {"ul", "ol"}:
            self.end_words()
            if not self._lists:
                self.pieces.append({"kind": "list", "ordered": tag == "ol", "items": []})
            self._lists.append(self.pieces[-1])
        elif tag in _BLOCKS | {"li", "br"}:
            self.end_words()

    def handle_endtag(self, tag: str) -> None:
        if tag in {"b", "strong"}:
            self._bold = max(0, self._bold - 1)
        elif tag == "a":
            self._end_link()
        elif tag in {"ul", "ol"}:
            self.end_words()
            self._lists = self._lists[:-1]
        elif tag in _BLOCKS | {"li"}:
            self.end_words()

    def handle_data(self, data: str) -> None:
        text = SPACE.sub(" ", data)
        if not self._runs:
            text = text.lstrip()
        if text:
            run: Run = {"text": text}
            if self._bold:
                run["bold"] = True
            if self._link:
                run["link"] = _absolute(self._link)
            self._runs.append(run)

    def end_words(self) -> None:
        """Put the words read so far where they belong."""
        if self._runs:
            self._runs[-1]["text"] = self._runs[-1]["text"].rstrip()
        runs = [run for run in self._runs if run["text"]]
        self._runs = []
        if not runs:
            return
        if self._lists:
            self._lists[-1]["items"].append(runs)
        else:
            self.pieces.append({"kind": "paragraph", "runs": runs})

    def _end_link(self) -> None:
        """On paper nobody can press a link, so its address stands beside it, when one can type it."""
        words = "".join(run["text"] for run in self._runs if "link" in run)
        address = printed(self._link)
        if words and address and len(address) <= LONGEST_ADDRESS and address not in words:
            self._runs.append({"text": f" ({address})"})
        self._link = ""


def printed(link: str) -> str:
    """ "www.example.org/help", "71 78 22 322", "office@example.org": a link as people write it down."""
    scheme, _colon, rest = _absolute(link).partition(":")
    if scheme in {"http", "https"}:
        return unquote(rest.strip("/"))
    if scheme == "mailto":
        return rest.partition("?")[0]
    return ""


def _absolute(link: str) -> str:
    return settings.SITE_ADDRESS + link if link.startswith("/") else link
