"""The information clauses (art. 13 GDPR): one in force for each purpose, and those that were before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from lms.people.models import InformationClause

if TYPE_CHECKING:
    from datetime import date

BULLET = "• "
ENDS_OF_SENTENCES = (".", "!", "?", ":", ";", ",")


@dataclass
class Part:
    """A paragraph of a clause: its heading if it has one, its lines, and its list."""

    heading: str = ""
    lines: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Version:
    clause: InformationClause
    until: date | None = None
    """When the next version took its place."""

    @property
    def language(self) -> str:
        """The language it is read in, where it was not written in the reader's own."""
        reader = get_language() or settings.LANGUAGE_CODE
        written = [code for code, _name in settings.LANGUAGES if getattr(self.clause, f"text_{code}", "")]
        return "" if reader in written or not written else written[0]

    @property
    def parts(self) -> list[Part]:
        return [_part(paragraph) for paragraph in self.clause.text.split("\n\n") if paragraph.strip()]


@dataclass(frozen=True)
class Notice:
    """Everything told for one purpose."""

    anchor: str
    title: str
    current: Version
    older: tuple[Version, ...]


def notices() -> list[Notice]:
    """Those in force today, in the order of the purposes, in one query."""
    in_force = InformationClause.objects.filter(valid_from__lte=timezone.localdate())
    by_purpose: dict[str, list[Version]] = {}
    for clause in in_force.order_by("-valid_from", "-pk"):
        versions = by_purpose.setdefault(clause.purpose, [])
        versions.append(Version(clause, until=versions[-1].clause.valid_from if versions else None))
    return [
        Notice(f"clause-{purpose.value}", str(purpose.label), told[0], tuple(told[1:]))
        for purpose in InformationClause.Purpose
        if (told := by_purpose.get(purpose.value))
    ]


def _part(paragraph: str) -> Part:
    lines = [line.strip() for line in paragraph.strip().splitlines() if line.strip()]
    part = Part(items=[line.removeprefix(BULLET) for line in lines if line.startswith(BULLET)])
    part.lines = [line for line in lines if not line.startswith(BULLET)]
    if len(lines) > 1 and part.lines and not part.lines[0].endswith(ENDS_OF_SENTENCES):
        part.heading = part.lines.pop(0)
    return part
