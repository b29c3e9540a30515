"""What a check has to say to an editor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Level(IntEnum):
    IMPORTANT = 1
    """Some reader is left without something."""
    ADVICE = 2
    """The page would be better for it."""
    AFTERWARDS = 3
    """Nothing is wrong; something is to be done once the page is published."""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A warning that never blocks: what, where on the page, and what to do about it."""

    level: Level
    message: StrOrPromise
    where: StrOrPromise = ""
    help: StrOrPromise = ""
    quotes: tuple[str, ...] = ()
    """Words of the page itself, in the page's language."""

    @property
    def is_important(self) -> bool:
        return self.level is Level.IMPORTANT

    @property
    def can_wait(self) -> bool:
        return self.level is Level.AFTERWARDS
