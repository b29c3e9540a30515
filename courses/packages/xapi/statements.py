"""Statements that content sends: understood, held against the rules of cmi5, stored all or none."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from courses.models import Statement
from courses.packages import saving
from courses.packages.xapi import verbs
from courses.packages.xapi.meaning import take_in
from courses.packages.xapi.naming import activity_of, actor_of

if TYPE_CHECKING:
    from courses.models import Launch
    from courses.packages.manifest import Unit

MOST_AT_ONCE = 200
MOST_IN_ALL = 5_000
"""Of one registration. A talkative course says some hundreds."""
DEEPEST = 20
NOT_VOIDED = {verbs.VOIDED, *verbs.OURS}


class BadStatement(Exception):
    """It is not a statement as xAPI describes them: 400."""


class NotAllowed(Exception):
    """It says what this content, this learner or this moment may not: 403."""


class Conflict(Exception):
    """Another statement has this id: 409."""


@dataclass(frozen=True)
class Understood:
    id: uuid.UUID
    verb: str
    activity: str
    is_defined: bool
    """Whether it is one of those that cmi5 itself defines."""
    voids: uuid.UUID | None
    raw: dict[str, Any]


@transaction.atomic
def store(launch: Launch, sent: list[Any]) -> list[str]:
    """Store statements of this opening. Sending the same once more changes nothing. All, or none."""
    if not 0 < len(sent) <= MOST_AT_ONCE:
        raise BadStatement(f"1 to {MOST_AT_ONCE} statements are taken at once")
    registration = saving.locked(launch.registration)
    launch.refresh_from_db(fields=["initialized_at", "terminated_at"])
    if registration.statements.count() + len(sent) > MOST_IN_ALL:
        raise NotAllowed("this registration has said too much")
    unit = registration.version.contents.unit(launch.unit)
    if unit is None:
        raise NotAllowed("nothing was launched")
    understood = [_understand(one, launch, unit) for one in sent]
    if len({one.id for one in understood}) != len(understood):
        raise BadStatement("an id stands twice")
    held = {one.id: one for one in Statement.objects.filter(pk__in=[one.id for one in understood])}
    fresh = [one for one in understood if not _is_held(one, held, registration.pk)]
    _keep_order(launch, fresh, unit)
    now = timezone.now()
    for one in fresh:
        Statement.objects.create(
            id=one.id,
            registration=registration,
            launch=launch,
            verb=one.verb,
            activity=one.activity,
            raw=one.raw
            | {
                "id": str(one.id),
                "stored": now.isoformat(),
                "timestamp": one.raw.get("timestamp", now.isoformat()),
                "version": "1.0.3",
                "authority": {"objectType": "Agent", "account": _authority(launch)},
            },
            stored_at=now,
        )
        if one.voids:
            said = registration.statements.filter(pk=one.voids)
            said.exclude(verb__in=NOT_VOIDED).update(is_voided=True)
    results = {one.verb: one.raw.get("result") or {} for one in fresh if one.is_defined}
    if results or any(one.voids for one in fresh):
        take_in(launch, set(results), results)
    return [str(one.id) for one in understood]


def _authority(launch: Launch) -> dict[str, str]:
    return dict(actor_of(launch.registration)["account"]) | {"name": f"launch-{launch.uuid.hex}"}


def _is_held(one: Understood, held: dict[uuid.UUID, Statement], registration: int) -> bool:
    """Whether the very same was sent before. Anything else under its id is a conflict."""
    if one.id not in held:
        return False
    before = held[one.id]
    ours = {"id", "stored", "timestamp", "version", "authority"}
    told = {name: value for name, value in before.raw.items() if name not in ours}
    again = {name: value for name, value in one.raw.items() if name not in ours}
    if before.registration_id != registration or told != again:
        raise Conflict(str(one.id))
    return True


def _understand(sent: Any, launch: Launch, unit: Unit) -> Understood:
    if not isinstance(sent, dict) or _depth(sent) > DEEPEST:
        raise BadStatement("a statement is an object")
    verb = _text(_object(sent, "verb"), "id")
    target = _object(sent, "object")
    if not verb or len(verb) > 200 or ":" not in verb:
        raise BadStatement("verb.id is missing")
    _refuse_other_actor(_object(sent, "actor"), launch)
    if "timestamp" in sent and not _is_moment(sent["timestamp"]):
        raise BadStatement("timestamp is not a moment")
    if verb in verbs.OURS:
        raise NotAllowed("this verb is the house's")
    context = sent.get("context", {})
    if not isinstance(context, dict) or not isinstance(sent.get("result", {}), dict):
        raise BadStatement("context and result are objects")
    registration = str(launch.registration.uuid)
    if str(context.get("registration", registration)).lower() != registration:
        raise NotAllowed("another registration")
    is_defined = _is_defined(context)
    activity = _text(target, "id")
    if verb in verbs.DEFINED and not is_defined and activity == activity_of(unit, launch.registration):
        raise NotAllowed("of its own unit content says this only as cmi5 defines it")
    if is_defined:
        _refuse_undefined(sent, verb=verb, activity=activity, context=context, launch=launch, unit=unit)
    voids = None
    if verb == verbs.VOIDED:
        if target.get("objectType") != "StatementRef":
            raise BadStatement("only a statement can be voided")
        voids = _uuid(activity)
    elif target.get("objectType", "Activity") == "Activity" and not activity:
        raise BadStatement("object.id is missing")
    identifier = _uuid(sent["id"]) if "id" in sent else uuid.uuid4()
    return Understood(identifier, verb, activity[:500], is_defined, voids, sent)


def _refuse_other_actor(actor: dict[str, Any], launch: Launch) -> None:
    own = actor_of(launch.registration)
    if actor.get("account") != own["account"] or actor.get("objectType", "Agent") != "Agent":
        raise NotAllowed("somebody else's statement")


def _is_defined(context: dict[str, Any]) -> bool:
    activities = context.get("contextActivities")
    category = activities.get("category") if isinstance(activities, dict) else None
    listed = category if isinstance(category, list) else [category]
    return any(isinstance(one, dict) and one.get("id") == verbs.CATEGORY for one in listed)


def _refuse_undefined(
    sent: dict[str, Any], *, verb: str, activity: str, context: dict[str, Any], launch: Launch, unit: Unit
) -> None:
    """What cmi5 asks of the statements that it defines."""
    if verb not in verbs.DEFINED:
        raise NotAllowed("cmi5 does not define this verb for content")
    if activity != activity_of(unit, launch.registration):
        raise NotAllowed("another activity than the one launched")
    if "registration" not in context:
        raise NotAllowed("context.registration is missing")
    extensions = context.get("extensions")
    if not isinstance(extensions, dict) or extensions.get(verbs.SESSION) != str(launch.uuid):
        raise NotAllowed("another session")
    score = (sent.get("result") or {}).get("score") if isinstance(sent.get("result"), dict) else None
    scaled = score.get("scaled") if isinstance(score, dict) else None
    if unit.mastery_score and isinstance(scaled, int | float) and not isinstance(scaled, bool):
        is_mastered = scaled >= float(unit.mastery_score)
        if (verb == verbs.PASSED and not is_mastered) or (verb == verbs.FAILED and is_mastered):
            raise NotAllowed("the score is on the other side of the mastery score")


def _keep_order(launch: Launch, fresh: list[Understood], unit: Unit) -> None:
    """A session begins with ``initialized``, ends with ``terminated``, and says nothing twice."""
    told = Statement.objects.filter(launch=launch, verb__in=verbs.DEFINED, is_voided=False)
    said = set(told.values_list("verb", flat=True))
    about = Statement.objects.filter(
        registration=launch.registration,
        activity=activity_of(unit, launch.registration),
        verb__in=(verbs.COMPLETED, verbs.PASSED),
        is_voided=False,
    )
    once = set(about.values_list("verb", flat=True))
    for one in fresh:
        if launch.terminated_at or verbs.TERMINATED in said:
            raise NotAllowed("the session has ended")
        if not one.is_defined:
            continue
        if one.verb != verbs.INITIALIZED and verbs.INITIALIZED not in said:
            raise NotAllowed("the session has not begun")
        if one.verb in said | once or (one.verb == verbs.FAILED and verbs.PASSED in said | once):
            raise NotAllowed("this was said already")
        said.add(one.verb)


def _object(sent: dict[str, Any], name: str) -> dict[str, Any]:
    found = sent.get(name)
    if not isinstance(found, dict):
        raise BadStatement(f"{name} is missing")
    return found


def _text(held: dict[str, Any], name: str) -> str:
    found = held.get(name, "")
    if not isinstance(found, str):
        raise BadStatement(f"{name} is a text")
    return found


def _uuid(told: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(told))
    except ValueError as error:
        raise BadStatement("an id is a UUID") from error


def _is_moment(told: Any) -> bool:
    try:
        return isinstance(told, str) and parse_datetime(told) is not None
    except ValueError:
        return False


def _depth(value: Any, at: int = 0) -> int:
    if at > DEEPEST:
        return at
    if isinstance(value, dict):
        return max((_depth(one, at + 1) for one in value.values()), default=at)
    if isinstance(value, list):
        return max((_depth(one, at + 1) for one in value), default=at)
    return at
