"""What the templates of the door need to know: how verdicts are said, why somebody may be excused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from attendance.door.verdicts import SAYINGS
from attendance.models import Excuse, Scan

if TYPE_CHECKING:
    from attendance.door.verdicts import Saying

register = template.Library()


@register.simple_tag
def sayings() -> list[tuple[Scan.Verdict, Saying]]:
    """Each verdict with its colour, icon and advice."""
    return list(SAYINGS.items())


@register.simple_tag
def excuses() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Excuse.choices]
