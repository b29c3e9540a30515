"""Manifests in XML, read by a parser that expands nothing and fetches nothing."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from courses.packages.archive import Archive

LARGEST = 5 * 1024 * 1024


def root_of(archive: Archive, name: str) -> Element:
    content = archive.read(name, most=LARGEST)
    try:
        root: Element = fromstring(content)
    except DefusedXmlException as error:
        raise refuse(
            _("“%(name)s” holds entities, which can hide attacks. The package is not taken.")
            % {"name": name},
            "xml_bomb",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise refuse(
            _("“%(name)s” cannot be read: there is a mistake in line %(line)s.")
            % {"name": name, "line": line},
            "broken_manifest",
        ) from error
    return root


def local(element: Element) -> str:
    """The name without its namespace: tools write the same element in several."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local(child) == name)


def child(element: Element, *path: str) -> Element | None:
    for name in path:
        found = next(children(element, name), None)
        if found is None:
            return None
        element = found
    return element


def text(element: Element, *path: str) -> str:
    found = child(element, *path)
    return (found.text or "").strip() if found is not None else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """By its name without a namespace, whatever the case: ``adlcp:scormtype`` and ``adlcp:scormType``."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].lower() == name.lower():
            return value.strip()
    return default


def line_of(archive: Archive, name: str, words: str) -> int:
    """The line of a manifest in which the words stand first."""
    before, found, _after = archive.read(name, most=LARGEST).partition(escape(words).encode())
    return before.count(b"\n") + 1 if found else 1


def file_inside(
    archive: Archive, address: str, *, base: str = "", unit: str, named_in: str
) -> tuple[str, str]:
    """The file an address names and what follows it. Refuses what is not in the package."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise _missing(address, unit) from error
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    if parts.scheme or parts.netloc:
        raise refuse(
            _(
                "“%(unit)s” lies on another server (%(address)s, line %(line)s of %(name)s). A package must "
                "bring all it shows."
            )
            % {
                "unit": unit,
                "address": address[:80],
                "line": line_of(archive, named_in, address),
                "name": named_in,
            },
            "elsewhere",
        )
    for path in (parts.path, unquote(parts.path)):
        name = posixpath.normpath(posixpath.join(base, path)).lstrip("/")
        if name in archive:
            return name, tail
    raise _missing(address, unit)


def _missing(address: str, unit: str) -> ValidationError:
    return refuse(
        _("“%(unit)s” should begin with the file “%(address)s”, which is not in the package.")
        % {"unit": unit, "address": address[:80]},
        "missing_file",
    )
