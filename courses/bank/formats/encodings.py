"""Which letters a file is written in: told by what they say, since old programs do not say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

UTF_8 = "utf-8"
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OLD = ("cp1250", "iso8859-2", "cp1251", "koi8-u", "cp852", "cp866")
NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1250": gettext_lazy("Windows-1250 (Polish)"),
    "iso8859-2": gettext_lazy("ISO 8859-2 (Polish)"),
    "cp1251": gettext_lazy("Windows-1251 (Ukrainian)"),
    "koi8-u": gettext_lazy("KOI8-U (Ukrainian)"),
    "cp852": gettext_lazy("DOS 852 (Polish)"),
    "cp866": gettext_lazy("DOS 866 (Cyrillic)"),
}
POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
UKRAINIAN = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
RARE = frozenset("ёъыэўѓќџљњђћѕј")
QUOTES = frozenset("„”“’‘–—…«»№§°")


@dataclass(frozen=True)
class Text:
    """What the file says, in which letters it was, and the first line that is not UTF-8 (0: all of it is)."""

    words: str
    encoding: str
    line: int = 0

    @property
    def lines(self) -> list[str]:
        """As an editor counts them."""
        return self.words.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @property
    def warning(self) -> str:
        if not self.line:
            return ""
        return _(
            "Line %(line)d is not in UTF-8. The file was read as %(encoding)s; "
            "please look whether the letters are right, or choose another encoding."
        ) % {"line": self.line, "encoding": NAMES.get(self.encoding, self.encoding)}


def read_text(content: bytes, *, encoding: str = "") -> Text:
    """The text of a file, as told or as found out. Never fails: what no letter is, becomes "�"."""
    if encoding and encoding != UTF_8:
        return Text(content.decode(encoding, errors="replace").lstrip("\ufeff"), encoding)
    for mark, name in MARKS.items():
        if content.startswith(mark):
            words = content.decode(name, errors="replace")
            return Text(words.lstrip("\ufeff"), name.removesuffix("-sig"))
    if content[:200].count(0) > len(content[:200]) // 4:
        name = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
        return Text(content.decode(name, errors="replace"), "utf-16")
    try:
        return Text(content.decode(UTF_8), UTF_8)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        guessed = UTF_8 if encoding else _guess(content)
        return Text(content.decode(guessed, errors="replace"), guessed, line)


def _guess(content: bytes) -> str:
    """The old encoding in which most letters are Polish or Ukrainian, and fewest are nothing at all."""
    return max(OLD, key=lambda name: _sense(content.decode(name, errors="replace")))


def _sense(words: str) -> int:
    odd = [letter for letter in words if ord(letter) > 127]
    polish = sum(letter in POLISH for letter in odd)
    ukrainian = sum(letter.lower() in UKRAINIAN for letter in odd)
    small = sum(letter.islower() for letter in odd)
    known = max(polish, ukrainian) + sum(letter in QUOTES for letter in odd)
    rare = sum(letter.lower() in RARE for letter in odd)
    return 4 * known - 5 * (len(odd) - known) - 6 * rare + small
