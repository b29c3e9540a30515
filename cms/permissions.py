"""What each role may do with the facts of the house that pages tell of: offices and activities."""

from __future__ import annotations

from cms.models import Activity, Office
from lms.people.models import Role
from lms.people.permission_policies import EVERYTHING, may, permit


def register() -> None:
    keep = (may("view add change"),)
    permit(
        Office,
        {Role.EDITOR: keep, Role.MODERATOR: keep, Role.COORDINATOR: (may("view"),)},
        administrators=EVERYTHING,
    )
    permit(Activity, {Role.EDITOR: keep, Role.MODERATOR: keep}, administrators="view add change")
