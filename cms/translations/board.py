"""The board: everything missing, begun or stale, in pages and records, with its age and who took it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction

from cms.models import TranslationTask
from cms.translations.entries import Entry
from cms.translations.pages import page_entries
from cms.translations.records import record_entries

if TYPE_CHECKING:
    from lms.people.models import User


def entries() -> list[Entry]:
    """All there is to do, what has waited longest first."""
    tasks = {
        (task.subject, task.language): task.owner for task in TranslationTask.objects.select_related("owner")
    }
    found = []
    for entry in [*page_entries(), *record_entries()]:
        owner = tasks.get((entry.subject, entry.language))
        found.append(entry.owned(by=str(owner), owner_id=owner.pk) if owner else entry)
    return sorted(found, key=lambda entry: (-entry.days, entry.title, entry.language))


@transaction.atomic
def take_on(subject: str, *, language: str, by: User) -> TranslationTask:
    """Say that one will do it. Whoever said so before is relieved: the last word counts."""
    task, _made = TranslationTask.objects.update_or_create(
        subject=subject, language=language, defaults={"owner": by}
    )
    return task


def hand_back(subject: str, *, language: str, by: User) -> None:
    """Take one's word back. Nobody can take back another's."""
    TranslationTask.objects.filter(subject=subject, language=language, owner=by).delete()


def translators() -> list[User]:
    """Those who have taken something on, for the filter."""
    users = get_user_model().objects.filter(translation_tasks__isnull=False).distinct()
    return list(users.order_by("email"))
