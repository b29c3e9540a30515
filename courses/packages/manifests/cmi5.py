"""cmi5.xml: the course structure of cmi5, with its assignable units in their blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse
from courses.packages.manifest import Manifest, Unit
from courses.packages.manifests.xml import attribute, child, children, file_inside, local, root_of, text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from django.core.exceptions import ValidationError

    from courses.packages.archive import Archive

FILE = "cmi5.xml"
NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
MOVE_ON = ("Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable")
MOST_UNITS = 500
SHARE = re.compile(r"\+?(0?\.[0-9]{1,9}|0\.?|1(\.0{0,9})?)")


def read(archive: Archive) -> Manifest:
    root = root_of(archive, FILE)
    course = child(root, "course")
    if local(root) != "courseStructure" or NAMESPACE not in str(root.tag) or course is None:
        raise refuse(
            _("cmi5.xml is no course structure of cmi5 as its first edition describes it."), "schema_version"
        )
    reading = _Reading(archive)
    reading.walk(root, inside=())
    if not reading.units:
        raise refuse(_("cmi5.xml names nothing that could be opened."), "no_units")
    return Manifest(
        kind="cmi5",
        edition="cmi5",
        title=_words(course)[:150] or reading.units[0].title,
        units=tuple(reading.units),
        course=attribute(course, "id"),
        blocks=tuple(reading.blocks),
    )


class _Reading:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.units: list[Unit] = []
        self.blocks: list[str] = []

    def walk(self, holder: Element, *, inside: tuple[str, ...]) -> None:
        for element in holder:
            if local(element) == "au":
                self._add(element, inside)
            elif local(element) == "block" and len(inside) < 20:
                identifier = attribute(element, "id")
                if not identifier or identifier in self.blocks:
                    raise _without_id(_words(element))
                self.blocks.append(identifier)
                self.walk(element, inside=(*inside, identifier))

    def _add(self, au: Element, inside: tuple[str, ...]) -> None:
        identifier, title = attribute(au, "id"), _words(au)
        if not identifier or len(identifier) > 500 or any(one.identifier == identifier for one in self.units):
            raise _without_id(title)
        if len(self.units) >= MOST_UNITS:
            raise refuse(_("The package has too many chapters and units."), "too_many_units")
        file, tail = file_inside(self.archive, text(au, "url"), unit=title or identifier, named_in=FILE)
        move_on = attribute(au, "moveOn", "NotApplicable")
        if move_on not in MOVE_ON:
            raise refuse(
                _("“%(unit)s” asks to move on by “%(rule)s”, which cmi5 does not know.")
                % {"unit": title, "rule": move_on},
                "move_on",
            )
        self.units.append(
            Unit(
                identifier=identifier,
                title=title[:300] or identifier,
                href=file,
                parameters=tail,
                level=len(inside),
                launch_data=text(au, "launchParameters"),
                mastery_score=_mastery(au, title),
                move_on=move_on,
                launch_method=attribute(au, "launchMethod", "AnyWindow"),
                inside=inside,
            )
        )


def _without_id(title: str) -> ValidationError:
    return refuse(
        _("Each unit in cmi5.xml needs an id of its own: “%(unit)s” has none.") % {"unit": title},
        "item_twice",
    )


def _mastery(au: Element, title: str) -> str:
    told = attribute(au, "masteryScore")
    if told and not SHARE.fullmatch(told):
        raise refuse(
            _("“%(unit)s” asks for a score of “%(score)s” to pass. In cmi5 it lies between 0 and 1.")
            % {"unit": title, "score": told[:20]},
            "mastery_score",
        )
    return told


def _words(element: Element) -> str:
    """The title in the reader's language, else in one of ours, else the first."""
    title = child(element, "title")
    told = {
        attribute(one, "lang")[:2].lower(): (one.text or "").strip()
        for one in (children(title, "langstring") if title is not None else ())
    }
    order = (get_language() or "", *(code for code, _name in settings.LANGUAGES))
    return next((told[code] for code in order if told.get(code)), next(iter(told.values()), ""))
