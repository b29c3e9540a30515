"""Statements that the house itself makes, as cmi5 asks of whoever launches a unit."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from courses.models import Statement
from courses.packages.xapi import verbs
from courses.packages.xapi.naming import activity, actor_of, context_of_ours, name_here

if TYPE_CHECKING:
    from courses.models import Launch
    from courses.packages.manifest import Manifest, Unit

KINDS = "https://w3id.org/xapi/cmi5/activitytype/"


def say_satisfied(launch: Launch, contents: Manifest, unit: Unit) -> None:
    """When a block, and in the end the course, is satisfied. Each is said once."""
    registration = launch.registration
    done = set(registration.units.filter(is_completed=True).values_list("unit", flat=True))
    done |= {one.identifier for one in contents.units if one.move_on == "NotApplicable"}
    said = set(registration.statements.filter(verb=verbs.SATISFIED).values_list("activity", flat=True))
    for block in (*reversed(unit.inside), contents.course):
        here = name_here(block, registration)
        members = [one for one in contents.units if block in one.inside or block == contents.course]
        if here not in said and all(one.identifier in done for one in members):
            context = context_of_ours(launch, unit)
            context["contextActivities"]["grouping"] = [activity(block)]
            kind = KINDS + ("course" if block == contents.course else "block")
            say(launch, verbs.SATISFIED, here, context=context, kind=kind)


def say(launch: Launch, verb: str, about: str, *, context: dict[str, Any], kind: str = "") -> None:
    identifier, now = uuid.uuid4(), timezone.now()
    raw = {
        "id": str(identifier),
        "actor": actor_of(launch.registration),
        "verb": {"id": verb, "display": {"en": verb.rpartition("/")[2]}},
        "object": activity(about) | ({"definition": {"type": kind}} if kind else {}),
        "context": context,
        "timestamp": now.isoformat(),
        "stored": now.isoformat(),
        "authority": {"objectType": "Agent", "account": {"homePage": settings.SITE_ADDRESS, "name": "krok"}},
        "version": "1.0.3",
    }
    Statement.objects.create(
        id=identifier,
        registration=launch.registration,
        launch=launch,
        verb=verb,
        activity=about[:500],
        raw=raw,
        stored_at=now,
    )
