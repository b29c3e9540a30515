"""A guardian signs the paper at the door: from then on the consent stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attendance.models import GuardianConsent

if TYPE_CHECKING:
    from attendance.door.batch import Door
    from attendance.door.events import DoorEvent


def file_consents(events: Sequence[DoorEvent], *, door: Door) -> None:
    """Write down the papers of these events; where a consent stands, nothing changes. One query, or none."""
    fresh = {scan.event_id for scan in door.fresh}
    signed: dict[int, GuardianConsent] = {}
    for event in events:
        face = door.faces.get(event.event_id)
        if not event.has_paper_consent or event.event_id not in fresh or door.is_held_back:
            continue
        if face and face.place_id and not face.has_consent:
            signed.setdefault(
                face.place_id,
                GuardianConsent(
                    place_id=face.place_id,
                    given_by_id=door.guardian_of(event, face),
                    is_on_paper=True,
                    recorded_at=event.happened_at,
                    recorded_by=door.by,
                ),
            )
    if signed:
        GuardianConsent.objects.bulk_create(signed.values(), ignore_conflicts=True)
