"""The words of a question, as HTML that can do nothing but be read.

Whatever comes from a file or a form passes here before it is kept; so pages may show it as it stands.
"""

from __future__ import annotations

import html
import re

import nh3

PICTURE = "picture:"
"""How the words of a question name a picture of theirs."""
TAGS = {
    *("p", "br", "strong", "em", "b", "i", "u", "s", "sub", "sup", "small", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "dl", "dt", "dd", "span", "img", "a", "hr"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "img": {"src", "alt"},
    "a": {"href"},
    "span": {"lang"},
    "p": {"lang"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
LOST = {"script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "title"}
"""Taken away with all that stands inside."""
CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=LOST,
    attributes=ATTRIBUTES,
    url_schemes={"https", "http", "mailto", "tel", PICTURE.rstrip(":")},
    link_rel="noopener noreferrer",
)
"""Made once: making it takes far longer than cleaning a sentence, and a file may hold thousands."""
HOMELESS_PICTURE = re.compile(rf'<img(?![^>]*\bsrc="{PICTURE})[^>]*>')
BLOCK_ENDS = re.compile(r"</(?:p|li|div|tr|h\d|dd|dt|blockquote|pre)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
LOOKS_MARKED_UP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-f]+|[a-z]+);")


def clean(words: str) -> str:
    """Safe HTML: no scripts, no styles, no pictures from elsewhere. Cleaning it again changes nothing."""
    return HOMELESS_PICTURE.sub("", CLEANER.clean(words.replace("\0", ""))).strip()


def from_plain(words: str) -> str:
    """Text without mark-up as HTML: what was typed is what is read."""
    return clean(html.escape(words.strip(), quote=False).replace("\n", "<br>"))


def from_either(words: str) -> str:
    """What may be text and may be HTML, and does not say which."""
    return clean(words) if LOOKS_MARKED_UP.search(words) else from_plain(words)


def to_plain(words: str) -> str:
    """The text of cleaned HTML, on lines of its own where the HTML has blocks."""
    text = html.unescape(TAG.sub("", BLOCK_ENDS.sub("\n", words)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def in_one_line(words: str) -> str:
    return " ".join(to_plain(words).split())


def is_plain(words: str) -> bool:
    """Whether nothing is lost when the mark-up is."""
    return from_plain(to_plain(words)) == words


def pictures_in(words: str) -> list[str]:
    """The names of the pictures that cleaned HTML shows."""
    return [html.unescape(name) for name in re.findall(rf'<img[^>]*\bsrc="{PICTURE}([^"]*)"', words)]
