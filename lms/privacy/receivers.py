"""What the rooms below tell of people, written into the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from lms.people.signals import person_changed, person_viewed
from lms.privacy.audit import record as note
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from django.db.models import Model

    from lms.people.models import Person, User


@receiver(person_viewed, dispatch_uid="privacy.person_viewed")
def note_view(sender: Any, *, person: Person, by: User, **_kwargs: Any) -> None:
    note(AuditEntry.Action.VIEWED, person, actor=by, subject=person)


@receiver(person_changed, dispatch_uid="privacy.person_changed")
def note_change(
    sender: Any, *, person: Person, by: User, record: Model, is_new: bool, **_kwargs: Any
) -> None:
    action = AuditEntry.Action.CREATED if is_new else AuditEntry.Action.CHANGED
    note(action, record, actor=by, subject=person)
