"""XML as a tree whose elements know their lines. Entities, a DTD and what lies elsewhere are refused.

A file that breaks off gives what was whole before the break, and where it broke.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser
from django.utils.translation import gettext as _

from courses.bank.formats.encodings import UTF_8, read_text
from courses.bank.formats.shape import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.sax.xmlreader import AttributesNSImpl, Locator

from xml.sax import SAXParseException

DEEPEST = 60
MOST_ELEMENTS = 200_000
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")


@dataclass(eq=False)
class Element:
    """``parts`` are texts and elements in their order."""

    name: str
    attributes: dict[str, str]
    line: int
    parts: list[str | Element] = field(default_factory=list)
    is_whole: bool = False

    def __iter__(self) -> Iterator[Element]:
        return (part for part in self.parts if isinstance(part, Element))

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def child(self, *path: str) -> Element | None:
        found: Element | None = self
        for name in path:
            found = next((each for each in found or () if each.name == name), None)
        return found

    def children(self, name: str) -> list[Element]:
        return [each for each in self if each.name == name]

    def all(self, *names: str) -> Iterator[Element]:
        """Everything below it with one of these names, in the order of the file."""
        for each in self:
            if each.name in names:
                yield each
            yield from each.all(*names)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def text_of(self, *path: str) -> str:
        found = self.child(*path)
        return found.text.strip() if found else ""


@dataclass
class Tree:
    root: Element | None
    encoding: str
    broken: Unreadable | None = None
    """Why the rest could not be read, and on which line."""
    warning: str = ""
    warned_line: int = 0


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        self.where: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        self.where = locator

    @property
    def line(self) -> int:
        return (self.where.getLineNumber() if self.where else 0) or 0

    def startElementNS(  # noqa: N802
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        self.count += 1
        if len(self.open) >= DEEPEST or self.count > MOST_ELEMENTS:
            raise Unreadable(_("The file is nested deeper or longer than any list of questions."), self.line)
        told = {key[1]: value for key, value in attrs.items()}
        element = Element(name[1], told, self.line)
        if self.open:
            self.open[-1].parts.append(element)
        else:
            self.root = element
        self.open.append(element)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802
        self.open.pop().is_whole = True

    def characters(self, content: str) -> None:
        if self.open:
            self.open[-1].parts.append(content)


def read_tree(content: bytes, *, encoding: str = "") -> Tree:
    """The tree of a file, in the letters it declares unless ``encoding`` says otherwise."""
    content, tree = _in_utf_8(content, encoding)
    builder = _Builder()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(builder)
    try:
        parser.parse(BytesIO(content))
    except SAXParseException as error:
        told = _("The XML breaks off or has a slip here: %(slip)s.") % {"slip": error.getMessage()}
        tree.broken = Unreadable(told, error.getLineNumber() or 0)
    except DefusedXmlException:
        told = _(
            "The file declares entities or a document type, by which files are made to harm. It is not taken."
        )
        tree.broken = Unreadable(told, builder.line)
    except Unreadable as error:
        tree.broken = error
    tree.root = builder.root
    return tree


def _in_utf_8(content: bytes, encoding: str) -> tuple[bytes, Tree]:
    """The same file in UTF-8, since what a file declares and what it is are not always the same."""
    declared = DECLARED.match(content[:400])
    told = encoding or (declared[1].decode().lower() if declared else "")
    try:
        if told and told not in {UTF_8, "utf8", "utf-16"}:
            text = read_text(content.decode(told).encode())
            name = told
        else:
            text = read_text(content, encoding=encoding)
            name = text.encoding
    except (UnicodeError, LookupError):
        text = read_text(content)
        name = text.encoding
    words = re.sub(r"^\s*<\?xml[^>]*\?>", lambda found: "\n" * found[0].count("\n"), text.words, count=1)
    return words.encode(errors="replace"), Tree(None, name, warning=text.warning, warned_line=text.line)
