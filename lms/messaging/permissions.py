"""Who may see what became of a message: the coordinators on whose behalf it was written."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from lms.messaging.models import Message
from lms.people.models import Role
from lms.people.permission_policies import may, permit


def own_messages(organisations: Collection[int]) -> Q:
    return Q(organisation__in=organisations)


def register() -> None:
    permit(
        Message,
        {Role.COORDINATOR: (may("view change", within=own_messages),)},
        administrators="view change",
    )
