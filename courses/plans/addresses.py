"""Where a plan is opened from a message, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

if TYPE_CHECKING:
    from lms.people.models import Person


def my_plan_address(person: Person) -> str:
    with override(person.language):
        return f"{settings.SITE_ADDRESS}{reverse('learn:plan')}"


def plan_address_for_manager(person: Person, *, reader: Person) -> str:
    with override(reader.language):
        return f"{settings.SITE_ADDRESS}{reverse('my_team:plan', args=[person.uuid])}"
