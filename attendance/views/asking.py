"""What is still missing before a child comes in or goes, asked on a page that works without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from attendance.models import Scan
from lms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attendance.door.events import Noted
    from sessions.models import Session

QUESTIONS = (Scan.Verdict.CONSENT_MISSING, Scan.Verdict.GUARDIAN_MISSING)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question, where its answer goes, and what goes there with it."""

    address: str
    fields: Sequence[tuple[str, object]]
    name: str
    needs_paper: bool
    is_going: bool
    guardians: Sequence[Person]


def asked(noted: Noted | None, *, session: Session, address: str, fields: dict[str, object]) -> Asked | None:
    """The question that an entry leaves open, if any. ``fields`` are told again, under a new event."""
    if noted is None or noted.person is None or noted.verdict not in QUESTIONS:
        return None
    again = {name: value for name, value in fields.items() if value not in (None, "", False)}
    if again.get("has_paper_consent"):
        again["has_paper_consent"] = "on"
    return Asked(
        address=address,
        fields=[*(again | {"event_id": uuid4()}).items()],
        name=noted.person.display_name,
        needs_paper=noted.verdict == Scan.Verdict.CONSENT_MISSING,
        is_going=noted.scan.act == Scan.Act.LEAVE,
        guardians=guardians_of(noted.person, session=session),
    )


def guardians_of(child: Person, *, session: Session) -> list[Person]:
    """Who may bring and fetch a child on the day of a session."""
    day = timezone.localdate(session.starts_at)
    held = child.guardianships_over.valid_on(day).select_related("carer")
    return sorted({each.carer for each in held}, key=lambda carer: carer.display_name)
