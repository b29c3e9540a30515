"""What learner, units and blocks are called in statements: names that mean something in this house only."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings

from courses.packages.xapi import verbs

if TYPE_CHECKING:
    from courses.models import Launch, Registration
    from courses.packages.manifest import Unit


def actor_of(registration: Registration) -> dict[str, Any]:
    """An account that means something in this house only, and another for every registration."""
    return {
        "objectType": "Agent",
        "account": {"homePage": settings.SITE_ADDRESS, "name": registration.uuid.hex},
    }


def activity_of(unit: Unit, registration: Registration) -> str:
    """What the unit is called here: content that two houses share must not be taken for one another's."""
    return name_here(unit.identifier, registration)


def name_here(identifier: str, registration: Registration) -> str:
    name = uuid.uuid5(uuid.NAMESPACE_URL, identifier)
    return f"{settings.SITE_ADDRESS}/activities/{registration.version.uuid}/{name}"


def activity(identifier: str) -> dict[str, Any]:
    return {"objectType": "Activity", "id": identifier}


def context_of(launch: Launch, unit: Unit) -> dict[str, Any]:
    return {
        "contextActivities": {"grouping": [activity(unit.identifier)]},
        "extensions": {verbs.SESSION: str(launch.uuid)},
    }


def context_of_ours(launch: Launch, unit: Unit) -> dict[str, Any]:
    """The context of what the house itself says, marked as cmi5 defines it."""
    context = context_of(launch, unit)
    context["registration"] = str(launch.registration.uuid)
    context["contextActivities"]["category"] = [activity(verbs.CATEGORY)]
    return context
