"""An entry of the board: something that a reader of one language does not find as others do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class State(TextChoices):
    MISSING = "missing", _("missing")
    UNFINISHED = "unfinished", _("begun, not published")
    STALE = "stale", _("the original has changed since")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in one language. ``subject`` is the same in all its languages."""

    subject: str
    title: str
    kind: str
    language: str
    state: State
    since: datetime | None
    """When it became so: the original was published, or changed."""
    url: str
    """Where it is mended."""
    done: int = 0
    total: int = 0
    """Texts translated, of all there are."""
    is_only_in_one: bool = False
    owner: str = ""
    owner_id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.subject}@{self.language}"

    @property
    def language_name(self) -> str:
        return dict(settings.LANGUAGES)[self.language]

    @property
    def days(self) -> int:
        """Whole days since it is so."""
        return max(0, (timezone.now() - self.since).days) if self.since else 0

    def owned(self, *, by: str, owner_id: int) -> Entry:
        return replace(self, owner=by, owner_id=owner_id)
