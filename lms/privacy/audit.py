"""The audit log: every look at a sensitive record, every export, leaves an entry."""

from django.db import models

from lms.people.models import Person, User
from lms.privacy.models import AuditEntry


def record(
    action: AuditEntry.Action,
    target: models.Model | str,
    *,
    actor: User | None,
    subject: Person | None = None,
) -> AuditEntry:
    """Write one entry. ``target`` is a record, or words where there is no single one (an export)."""
    words = target if isinstance(target, str) else f"{target._meta.label} {target.pk}"
    return AuditEntry.objects.create(action=action, target=words, actor=actor, subject=subject)
