"""Phones and tablets that keep lists: seen, locked from afar, emptied."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from attendance.door import clock
from attendance.models import Device, DeviceList, Handover
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from sessions.models import Session, SessionTrainer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from lms.people.models import Person


def seen(
    name: str, *, person: Person, label: str = "", sign_in_key: str = "", skew: timedelta | None = None
) -> Device:
    """Write down that a device asks for its lists. A locked one stays locked, whoever signs in on it."""
    facts: dict[str, object] = {"person": person, "last_seen_at": timezone.now(), "emptied_at": None}
    facts |= {"label": label[:80]} if label else {}
    facts |= {"sign_in_key": sign_in_key} if sign_in_key else {}
    if skew is not None:
        facts["skew_seconds"] = clock.ahead_by(skew)
    if not Device.objects.filter(name=name, revoked_at=None).update(**facts):
        try:
            with transaction.atomic():
                return Device.objects.create(name=name, **facts)
        except IntegrityError:
            pass
    return Device.objects.get(name=name)


@transaction.atomic
def lock(device: Device, *, by: Person) -> Device:
    """From now on the device gets no list, destroys what it has, and what it still tells is held back.

    Whoever is signed in on it is signed out. Locking a locked one changes nothing.
    """
    if Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by):
        audit.record(AuditEntry.Action.REVOKED, device, actor=by.user, subject=device.person)
        if device.sign_in_key:
            import_module(settings.SESSION_ENGINE).SessionStore(device.sign_in_key).delete()
    device.refresh_from_db()
    return device


def is_locked(name: str) -> bool:
    """Asked by anybody: a name is random, and the answer tells nothing else."""
    return Device.objects.filter(name=name, revoked_at__isnull=False).exists()


def note_emptied(name: str) -> None:
    """The device says that its lists are destroyed."""
    Device.objects.filter(name=name, emptied_at=None).update(emptied_at=timezone.now())


def give_lists(device: Device, sessions: Iterable[Session]) -> None:
    """Remember which lists lie on the device."""
    known = set(DeviceList.objects.filter(device=device).values_list("session", flat=True))
    fresh = [DeviceList(device=device, session=each) for each in sessions if each.pk not in known]
    DeviceList.objects.bulk_create(fresh, ignore_conflicts=True)


def sessions_once_given(uuids: Collection[UUID], *, person: Person, device: str) -> QuerySet[Session]:
    """Of these sessions, those whose list this person rightly had: on this device, as trainer or substitute.

    The right may have ended since. What is told of them is not lost, and a coordinator decides.
    """
    lists = DeviceList.objects.filter(session=OuterRef("pk"), device__name=device, device__person=person)
    taught = SessionTrainer.objects.filter(session=OuterRef("pk"), trainer=person)
    substituted = Handover.objects.filter(session=OuterRef("pk"), substitute=person)
    return Session.objects.filter(
        Q(Exists(lists)) | Q(Exists(taught)) | Q(Exists(substituted)), uuid__in=uuids
    ).select_related("run__course")
