"""imsmanifest.xml: SCORM 1.2, and SCORM 2004 in its 3rd and 4th edition."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse
from courses.packages.manifest import Manifest, Unit
from courses.packages.manifests import sequencing
from courses.packages.manifests.xml import attribute, child, children, file_inside, root_of, text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from courses.packages.archive import Archive

FILE = "imsmanifest.xml"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
OLD_NAMESPACE = "adlcp_rootv1p2"
MOST_UNITS = 500
DEEPEST = 20


@dataclass(frozen=True)
class Resource:
    href: str
    base: str
    is_asset: bool


def read(archive: Archive) -> Manifest:
    root = root_of(archive, FILE)
    kind, edition = _edition(root, archive)
    organizations = child(root, "organizations")
    organization = _organization(organizations) if organizations is not None else None
    if organization is None:
        raise refuse(
            _("imsmanifest.xml names no organization, so there is nothing to open in this package."),
            "no_units",
        )
    reading = _Reading(archive, root, kind)
    tree = reading.activity(organization, level=0, identifier=attribute(organization, "identifier") or "root")
    if not reading.units:
        raise refuse(_("imsmanifest.xml names nothing that could be opened."), "no_units")
    title = text(organization, "title") or reading.units[0].title
    return Manifest(
        kind=kind,
        edition=edition,
        title=title[:150],
        units=tuple(reading.units),
        sequencing=sequencing.of(tree, root) if kind == "scorm2004" else {},
    )


def _edition(root: Element, archive: Archive) -> tuple[str, str]:
    told = re.sub(r"\s+", " ", text(root, "metadata", "schemaversion"))
    match = re.fullmatch(r"2004 (3rd|4th) Edition", told, re.IGNORECASE)
    if match:
        return "scorm2004", f"SCORM 2004, {match[1].lower()} edition"
    is_old = OLD_NAMESPACE.encode() in archive.read(FILE, most=5 * 1024 * 1024)
    if told == "1.2" or (not told and is_old):
        return "scorm12", "SCORM 1.2"
    raise refuse(
        _(
            "imsmanifest.xml says the version is “%(version)s”. SCORM 1.2 and SCORM 2004, 3rd or 4th "
            "edition, are taken. Please export the package as one of these."
        )
        % {"version": told or "?"},
        "schema_version",
    )


def _organization(organizations: Element) -> Element | None:
    """The one that is named as the default, else the first."""
    wanted = attribute(organizations, "default")
    all_of_them = list(children(organizations, "organization"))
    named = (one for one in all_of_them if attribute(one, "identifier") == wanted)
    return next(named, next(iter(all_of_them), None))


class _Reading:
    """One walk over the items, gathering units and the tree of activities."""

    def __init__(self, archive: Archive, root: Element, kind: str) -> None:
        self.archive = archive
        self.kind = kind
        self.resources = _resources(root)
        self.units: list[Unit] = []
        self.seen: set[str] = set()

    def activity(self, item: Element, *, level: int, identifier: str) -> dict[str, Any]:
        """The item and what lies below it, for the sequencing of SCORM 2004."""
        if level > DEEPEST or len(self.units) > MOST_UNITS:
            raise refuse(_("The package has too many chapters and units."), "too_many_units")
        if identifier in self.seen:
            raise refuse(
                _("imsmanifest.xml names the item “%(identifier)s” twice.") % {"identifier": identifier},
                "item_twice",
            )
        self.seen.add(identifier)
        title = text(item, "title") or identifier
        reference = attribute(item, "identifierref")
        if reference and level:
            self.units.append(self._unit(item, identifier, title, reference, level))
        inner = [
            self.activity(
                one, level=level + 1, identifier=attribute(one, "identifier") or f"item-{level}-{at}"
            )
            for at, one in enumerate(children(item, "item"))
        ]
        return {
            "id": identifier,
            "title": title,
            **({"children": inner} if inner else {}),
            "isVisible": attribute(item, "isvisible", "true") != "false",
            "_element": item,
        }

    def _unit(self, item: Element, identifier: str, title: str, reference: str, level: int) -> Unit:
        resource = self.resources.get(reference)
        if resource is None or not resource.href:
            raise refuse(
                _("“%(unit)s” names the resource “%(reference)s”, which imsmanifest.xml does not describe.")
                % {"unit": title, "reference": reference},
                "missing_resource",
            )
        file, tail = file_inside(self.archive, resource.href, base=resource.base, unit=title, named_in=FILE)
        unit = Unit(
            identifier=identifier[:500],
            title=title[:300],
            href=file,
            parameters=_joined(tail, attribute(item, "parameters")),
            level=level - 1,
            is_asset=resource.is_asset,
            is_hidden=attribute(item, "isvisible", "true") == "false",
            launch_data=text(item, "dataFromLMS") or text(item, "datafromlms"),
            time_limit_action=text(item, "timeLimitAction") or text(item, "timelimitaction"),
        )
        if self.kind == "scorm12":
            return replace(
                unit, mastery_score=text(item, "masteryscore"), max_time=text(item, "maxtimeallowed")
            )
        return replace(
            unit,
            completion_threshold=_completion_threshold(item),
            passing_score=sequencing.passing_score(item),
        )


def _resources(root: Element) -> dict[str, Resource]:
    found = {}
    holder = child(root, "resources")
    outer = posixpath.join(root.get(BASE, ""), holder.get(BASE, "") if holder is not None else "")
    for resource in children(holder, "resource") if holder is not None else ():
        found[attribute(resource, "identifier")] = Resource(
            href=attribute(resource, "href"),
            base=posixpath.join(outer, resource.get(BASE, "")),
            is_asset=attribute(resource, "scormtype").lower() == "asset",
        )
    return found


def _completion_threshold(item: Element) -> str:
    """The 3rd edition writes it as text, the 4th as an attribute that counts only where it is switched on."""
    threshold = child(item, "completionThreshold")
    if threshold is None:
        return ""
    if (threshold.text or "").strip():
        return (threshold.text or "").strip()
    is_on = attribute(threshold, "completedByMeasure") == "true"
    return attribute(threshold, "minProgressMeasure", "1.0") if is_on else ""


def _joined(tail: str, parameters: str) -> str:
    """As the content packaging of SCORM says: parameters follow what the address already has."""
    parameters = parameters.strip()
    while parameters[:1] in {"?", "&"}:
        parameters = parameters[1:]
    if not parameters:
        return tail
    if parameters.startswith("#"):
        return tail if "#" in tail else tail + parameters
    query, mark, fragment = tail.partition("#")
    return f"{query}{'&' if '?' in query else '?'}{parameters}{mark}{fragment}"
