"""One thing that needs a coordinator, with the page on which it is settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Item:
    """``what`` is a short sentence, ``about`` names the record, ``remedy`` is the word on the link."""

    about: str
    what: str
    url: str
    remedy: str
    when: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """The items of one kind. ``total`` counts those too that are not shown."""

    title: str
    icon: str
    items: Sequence[Item] = field(default_factory=list)
    total: int = 0
    all_url: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.items)
