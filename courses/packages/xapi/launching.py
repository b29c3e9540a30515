"""What cmi5 asks for before an assignable unit is opened, and the credential it is opened with."""

from __future__ import annotations

import json
import secrets
from math import isfinite
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from courses.models import KeptDocument, Launch, Statement
from courses.packages import saving
from courses.packages.opening import close, hashed
from courses.packages.xapi import verbs
from courses.packages.xapi.naming import activity_of, actor_of, context_of, context_of_ours
from courses.packages.xapi.saying import say

if TYPE_CHECKING:
    from courses.models import Registration
    from courses.packages.manifest import Unit

LAUNCH_DATA = "LMS.LaunchData"
PREFERENCES = "cmi5LearnerPreferences"


def address_parameters(launch: Launch, unit: Unit, *, token: str) -> dict[str, str]:
    registration = launch.registration
    return {
        "endpoint": f"/packages/{token}/xapi/",
        "fetch": f"/packages/{token}/fetch",
        "actor": json.dumps(actor_of(registration)),
        "registration": str(registration.uuid),
        "activityId": activity_of(unit, registration),
    }


@transaction.atomic
def prepare(launch: Launch, unit: Unit, *, base: str) -> None:
    """The state, the learner's preferences and the statement that cmi5 wants before the unit is opened."""
    registration = saving.locked(launch.registration)
    if Statement.objects.filter(launch=launch, verb=verbs.LAUNCHED).exists():
        return
    _abandon_others(registration, but=launch)
    Launch.objects.filter(pk=launch.pk).update(unit=unit.identifier)
    launch.unit = unit.identifier
    activity = activity_of(unit, registration)
    documents = registration.documents
    data = _body(_launch_data(launch, unit))
    preferences = _body({"languagePreference": _language(registration), "audioPreference": "on"})
    kinds = KeptDocument.Kind
    documents.update_or_create(kind=kinds.STATE, activity=activity, name=LAUNCH_DATA, defaults=data)
    documents.get_or_create(kind=kinds.AGENT, activity="", name=PREFERENCES, defaults=preferences)
    context = context_of_ours(launch, unit)
    context["extensions"] |= {
        f"{verbs.CONTEXT}extensions/launchmode": "Normal",
        f"{verbs.CONTEXT}extensions/launchurl": f"{base}/content/{unit.href}",
        f"{verbs.CONTEXT}extensions/moveon": unit.move_on,
    }
    say(launch, verbs.LAUNCHED, activity, context=context)


def hand_out_credential(launch: Launch) -> str | None:
    """The password of this opening, once; ``None`` to whoever asks again."""
    password = secrets.token_urlsafe(24)
    taken = Launch.objects.filter(pk=launch.pk, fetched_at=None).update(
        fetched_at=timezone.now(), credential_hash=hashed(password)
    )
    return password if taken else None


def _launch_data(launch: Launch, unit: Unit) -> dict[str, Any]:
    return {
        "contextTemplate": context_of(launch, unit),
        "launchMode": "Normal",
        "launchMethod": unit.launch_method or "AnyWindow",
        "moveOn": unit.move_on,
        **({"launchParameters": unit.launch_data} if unit.launch_data else {}),
        **({"masteryScore": float(unit.mastery_score)} if _is_number(unit.mastery_score) else {}),
    }


def _abandon_others(registration: Registration, *, but: Launch) -> None:
    """An opening that began and never ended is over when another one begins."""
    left = registration.openings.filter(terminated_at=None, initialized_at__isnull=False).exclude(pk=but.pk)
    contents = registration.version.contents
    for launch in left:
        unit = contents.unit(launch.unit)
        if unit is not None:
            about = activity_of(unit, registration)
            say(launch, verbs.ABANDONED, about, context=context_of_ours(launch, unit))
        Launch.objects.filter(pk=launch.pk).update(terminated_at=timezone.now())
        close(launch)


def _language(registration: Registration) -> str:
    learner = registration.learner
    return (learner and learner.language) or settings.LANGUAGE_CODE


def _body(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "content_type": "application/json",
        "body": json.dumps(content).encode(),
        "changed_at": timezone.now(),
    }


def _is_number(told: str) -> bool:
    try:
        return isfinite(float(told))
    except ValueError:
        return False
