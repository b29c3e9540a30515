"""A proposal becomes a framework: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from courses.models import Competence, Framework, Level
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from courses.competences.importing.proposal import Proposal, Row
    from lms.people.models import User


class NotSound(Exception):
    """Something is wrong with the file; nothing of it was taken."""


@dataclass(frozen=True)
class Taken:
    framework: Framework
    added: int
    changed: int


@transaction.atomic
def take(proposal: Proposal, *, by: User | None) -> Taken:
    """Write the framework, or bring the one of the same code up to date.

    Competences that the file does not name stay as they are, since people may hold them. Taking the same
    file twice changes nothing. Raises NotSound.
    """
    if not proposal.is_sound:
        raise NotSound
    framework, _is_new = Framework.objects.get_or_create(code=proposal.code)
    for language, title in proposal.titles.items():
        setattr(framework, f"title_{language}", title)
    framework.save()
    for number, title in enumerate(proposal.levels, 1):
        level = Level.objects.filter(framework=framework, number=number).first()
        level = level or Level(framework=framework, number=number)
        setattr(level, f"title_{proposal.language}", title)
        level.save()
    held = {one.code.casefold(): one for one in framework.competences.select_for_update(no_key=True)}
    added, changed = 0, 0
    for position, row in enumerate(proposal.rows):
        competence = held.get(row.code.casefold()) or Competence(framework=framework, code=row.code)
        is_new = competence.pk is None
        if _write(competence, row, position=position) or is_new:
            competence.save()
            added, changed = added + is_new, changed + (not is_new)
        held[row.code.casefold()] = competence
    for row in proposal.rows:
        _hang(held[row.code.casefold()], held.get(row.parent.casefold()))
    audit.record(AuditEntry.Action.CHANGED, framework, actor=by)
    return Taken(framework, added=added, changed=changed)


def _write(competence: Competence, row: Row, *, position: int) -> bool:
    """Put what the row says into the competence; whether anything is different from before."""
    told: dict[str, str | int] = {"position": position}
    told |= {f"title_{language}": text for language, text in row.titles.items()}
    told |= {f"description_{language}": text for language, text in row.descriptions.items()}
    if row.esco_uri:
        told["esco_uri"] = row.esco_uri
    different = {name: value for name, value in told.items() if getattr(competence, name) != value}
    for name, value in different.items():
        setattr(competence, name, value)
    return bool(different)


def _hang(competence: Competence, parent: Competence | None) -> None:
    if competence.parent_id != (parent.pk if parent else None):
        competence.parent = parent
        competence.save(update_fields=["parent"])
