"""What the house has written down of a door, and a phone locked from afar."""

from __future__ import annotations

from typing import Any

from attendance.desk.devices import lock
from attendance.models import Device, Scan
from lms.people.models import Person


def scans_of(session: str) -> list[dict[str, Any]]:
    """Every entry of the log, in the order of the device."""
    entries = Scan.objects.filter(session__uuid=session).select_related("person").order_by("sequence")
    return [
        {
            "event": str(entry.event_id),
            "sequence": entry.sequence,
            "act": entry.act,
            "method": entry.method,
            "verdict": entry.verdict,
            "name": entry.person.full_name if entry.person else "",
        }
        for entry in entries
    ]


def lock_phones(trainer: str) -> int:
    """Lock every phone of a persona that is not locked. Answers with how many there were."""
    owner = Person.objects.filter(given_name=trainer, memberships__isnull=False).distinct().get()
    devices = list(Device.objects.filter(person=owner, revoked_at=None))
    for device in devices:
        lock(device, by=owner)
    return len(devices)


def phones_emptied(trainer: str) -> int:
    """Locked ones that have said that their lists are destroyed."""
    return Device.objects.filter(
        person__given_name=trainer, revoked_at__isnull=False, emptied_at__isnull=False
    ).count()
