"""A content package of QTI: a zip with a manifest, items and pictures. Nothing is unpacked to disk."""

from __future__ import annotations

import posixpath
import re
import uuid
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape, quoteattr

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.uploads.archives import DAMAGED, refuse_bombs, refuse_escapes, refuse_locked
from courses.bank.cleaning import in_one_line, pictures_in
from courses.bank.formats.qti_reading import read_item
from courses.bank.formats.qti_writing import picture_file, write_item
from courses.bank.formats.shape import CannotHold, Reading, Refusal, Remark, Written
from courses.bank.formats.xml_tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from courses.bank.formats.shape import ReadQuestion

MANIFEST = "imsmanifest.xml"
ITEM = re.compile(r"^imsqti_item_xmlv2p[012]$|^imsqti_item$")
OLD = ("imsqti_xmlv1", "imsqti_asiv1", "imsqti_item_xmlv1")
LARGEST_PART = 20 * 1024 * 1024
NAME = re.compile(r"[^A-Za-z0-9_-]")


def read(content: bytes, *, encoding: str = "") -> Reading:
    """An item that came alone, or all items of a package."""
    reading = Reading()
    if not content.startswith(b"PK"):
        read_item(content, reading, encoding=encoding)
        for question in reading.questions:
            _add_pictures(question, lambda _name: None)
        return reading
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            refuse_bombs(parts)
            refuse_escapes(parts)
            refuse_locked(parts)
            _read_package(archive, reading, encoding)
        if not reading.questions and not reading.refusals:
            reading.refuse(0, _("There is no item of QTI 2.1 in this package."))
    except ValidationError as error:
        reading.refuse(0, " ".join(error.messages))
    except DAMAGED:
        reading.refuse(
            0, _("The package is damaged: it cannot be read to its end. Please save it once more.")
        )
    return reading


def _read_package(archive: zipfile.ZipFile, reading: Reading, encoding: str) -> None:
    names = set(archive.namelist())
    listed = _listed(archive, reading) if MANIFEST in names else None
    if listed is None:
        listed = [(name, "") for name in sorted(names) if name.lower().endswith(".xml") and name != MANIFEST]
        if listed and MANIFEST not in names:
            told = _("The package has no manifest (%(name)s); its XML files were read as items.")
            reading.remarks.append(Remark(0, told % {"name": MANIFEST}))
    for name, topic in listed:
        if name not in names:
            reading.refuse(0, _("The manifest names this file, but it is not in the package."), what=name)
            continue
        try:
            if archive.getinfo(name).file_size > LARGEST_PART:
                reading.refuse(0, _("This file is too large for an item."), what=name)
                continue
            item = archive.read(name)
        except DAMAGED:
            reading.refuse(0, _("This file is damaged: it cannot be read to its end."), what=name)
            continue
        before = len(reading.questions)
        read_item(item, reading, encoding=encoding, place=name, topic=topic)
        for question in reading.questions[before:]:
            _add_pictures(question, lambda name: _small(archive, name, names))


def _listed(archive: zipfile.ZipFile, reading: Reading) -> list[tuple[str, str]] | None:
    """The items that the manifest names, each with its topic. None where the manifest is of no use."""
    if archive.getinfo(MANIFEST).file_size > LARGEST_PART:
        reading.refuse(0, _("This file is too large for an item."), what=MANIFEST)
        return []
    tree = read_tree(archive.read(MANIFEST))
    if tree.broken:
        reading.refuse(tree.broken.line, str(tree.broken), what=MANIFEST)
    if tree.root is None or tree.root.name != "manifest":
        return None
    found: dict[str, str] = {}
    for resource in tree.root.all("resource"):
        kind, name = resource.get("type"), posixpath.normpath(unquote(resource.get("href")))
        if ITEM.match(kind):
            topic = next((" ".join(each.text.split()) for each in resource.all("keyword")), "")
            found.setdefault(name, topic)
        elif kind.startswith(OLD):
            told = _("This is QTI 1.2. Please save it as QTI 2.1, or as Moodle XML.")
            reading.refuse(resource.line, told, what=resource.get("identifier")[:120])
        elif kind.startswith("imsqti_"):
            told = _("Resources of the type “%(kind)s” have no place here: only single items are taken.")
            reading.refuse(resource.line, told % {"kind": kind[:60]}, what=name)
    return list(found.items()) if found or reading.refusals else None


def _small(archive: zipfile.ZipFile, name: str, names: set[str]) -> bytes | None:
    if name not in names or archive.getinfo(name).file_size > LARGEST_PART:
        return None
    try:
        return archive.read(name)
    except DAMAGED:
        return None


def _add_pictures(question: ReadQuestion, find: Callable[[str], bytes | None]) -> None:
    texts = [question.stem, *(choice.html for choice in question.choices)]
    texts += [pair.left for pair in question.pairs] + [choice.feedback for choice in question.choices]
    for shown in [name for text in [*texts, question.right, question.wrong] for name in pictures_in(text)]:
        name = unquote(shown)
        if (content := find(name)) is not None:
            question.pictures[shown] = content
        else:
            told = _("The picture %(name)s is not in the package.") % {"name": name[:80]}
            question.remarks.append(Remark(question.line, told))


def write(questions: Iterable[ReadQuestion]) -> Written:
    written, resources, out = Written(b""), [], BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, question in enumerate(questions, start=1):
            name = _identifier(question, number, taken)
            try:
                item = write_item(question, name)
            except CannotHold as error:
                written.refusals.append(Refusal(number, str(error), in_one_line(question.stem)[:80]))
                continue
            if lost := _lost(question):
                written.remarks.append(Remark(number, lost))
            archive.writestr(f"items/{name}.xml", item)
            resources.append(_resource(question, name))
            for picture, content in question.pictures.items():
                if (path := f"pictures/{picture_file(picture)}") not in archive.namelist():
                    archive.writestr(path, content)
        archive.writestr(MANIFEST, _manifest(resources))
    written.content = out.getvalue()
    return written


def _identifier(question: ReadQuestion, number: int, taken: set[str]) -> str:
    name = f"q-{NAME.sub('-', question.identifier)}" if question.identifier else f"q-{number}"
    while name in taken:
        name = f"{name}-{number}"
    taken.add(name)
    return name


def _lost(question: ReadQuestion) -> str:
    if any(answer.feedback for answer in question.answers) or any(
        answer.feedback for gap in question.gaps for answer in gap.answers
    ):
        return _("What is said to a single typed answer stays behind.")
    if question.unit:
        return _("The unit of the number stays behind.")
    return ""


def _resource(question: ReadQuestion, name: str) -> str:
    topic = ""
    if question.topic:
        keyword = f"<imsmd:keyword><imsmd:string>{escape(question.topic)}</imsmd:string></imsmd:keyword>"
        topic = f"<metadata><imsmd:lom><imsmd:general>{keyword}</imsmd:general></imsmd:lom></metadata>"
    files = [f"items/{name}.xml", *(f"pictures/{quote(picture_file(each))}" for each in question.pictures)]
    listed = "".join(f"<file href={quoteattr(file)}/>" for file in files)
    return (
        f'<resource identifier="r-{name}" type="imsqti_item_xmlv2p1" href="items/{name}.xml">'
        f"{topic}{listed}</resource>"
    )


def _manifest(resources: list[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"'
        ' xmlns:imsmd="http://ltsc.ieee.org/xsd/LOM"'
        f' identifier="m-{uuid.uuid4()}"><metadata><schema>QTIv2.1 Package</schema>'
        "<schemaversion>1.0.0</schemaversion></metadata><organizations/>"
        f"<resources>{''.join(resources)}</resources></manifest>\n"
    )
