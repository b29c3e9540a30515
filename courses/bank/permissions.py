"""Whose questions are whose: an organisation's are its own, those of nobody are the house's."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Q

from courses.models import Bank, Question, QuestionImport
from lms.people.models import Role
from lms.people.permission_policies import may, permit

Within = Callable[[Collection[int]], Q]


def _own(path: str = "") -> Within:
    return lambda organisations: Q(**{f"{path}organisation__in": organisations})


def _own_or_the_houses(path: str = "") -> Within:
    return lambda organisations: (
        Q(**{f"{path}organisation__in": organisations}) | Q(**{f"{path}organisation": None})
    )


def register() -> None:
    """Coordinators keep their organisation's and may use the house's, which editors keep."""
    full = "view add change"
    for model, path in ((Bank, ""), (Question, "bank__"), (QuestionImport, "bank__")):
        open_to = _own_or_the_houses(path)
        permit(
            model,
            {
                Role.COORDINATOR: (may("view", within=open_to), may("add change", within=_own(path))),
                Role.EDITOR: (may(full, within=open_to),),
                Role.MODERATOR: (may(full, within=open_to),),
                Role.TRANSLATOR: (may("view change", within=open_to),),
            },
            administrators=full,
        )
