"""Which doors of the house the frame of a page shows to somebody who works here."""

from __future__ import annotations

from django.http import HttpRequest

from lms.people.models import Role
from lms.people.roles import BACK_OFFICE, has_role, roles_of

AT_DESK = (Role.TRAINER, Role.THERAPIST, Role.COORDINATOR)


def staff_doors(request: HttpRequest) -> dict[str, dict[str, bool]]:
    """Costs a participant no query: only staff are asked for their roles."""
    user = getattr(request, "user", None)
    if user is None or not getattr(user, "is_staff", False):
        return {"staff_doors": {}}
    doors = {
        "desk": has_role(user, *AT_DESK),
        "team": Role.MANAGER in roles_of(user),
        "back_office": has_role(user, *BACK_OFFICE),
    }
    return {"staff_doors": doors}
