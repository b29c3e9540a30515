"""What statements mean for a unit: satisfied or not, passed or not, with which score, after how long."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.models import Launch, Statement, UnitProgress
from courses.packages import runtime, saving
from courses.packages.runtime import Reported
from courses.packages.xapi.naming import activity_of
from courses.packages.xapi.saying import say_satisfied
from courses.packages.xapi.verbs import COMPLETED, DEFINED, FAILED, INITIALIZED, PASSED, TERMINATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from courses.models import Registration
    from courses.packages.manifest import Unit

MET: dict[str, Callable[[set[str]], bool]] = {
    "Passed": lambda verbs: PASSED in verbs,
    "Completed": lambda verbs: COMPLETED in verbs,
    "CompletedAndPassed": lambda verbs: {COMPLETED, PASSED} <= verbs,
    "CompletedOrPassed": lambda verbs: bool({COMPLETED, PASSED} & verbs),
    "NotApplicable": lambda _verbs: True,
}


def take_in(launch: Launch, verbs: set[str], results: dict[str, dict[str, Any]]) -> None:
    """What the statements just stored mean for the unit. In the transaction that stored them."""
    registration = saving.locked(launch.registration)
    contents = registration.version.contents
    unit = contents.unit(launch.unit)
    if unit is None:
        return
    now = timezone.now()
    if INITIALIZED in verbs:
        Launch.objects.filter(pk=launch.pk).update(initialized_at=now)
    if TERMINATED in verbs:
        Launch.objects.filter(pk=launch.pk).update(terminated_at=now)
    told = set(_verbs_about(registration, unit))
    is_met = MET[unit.move_on](told)
    result = results.get(PASSED) or results.get(FAILED) or results.get(COMPLETED) or {}
    progress, _is_new = UnitProgress.objects.get_or_create(registration=registration, unit=unit.identifier)
    was_met = progress.is_completed
    spent = _minutes(registration, unit)
    success = UnitProgress.Success.UNKNOWN
    if PASSED in told or FAILED in told:
        success = UnitProgress.Success.PASSED if PASSED in told else UnitProgress.Success.FAILED
    reported = Reported(is_completed=is_met, success=success, score=_score(result), minutes=spent)
    saving.write_down(progress, reported, registration=registration)
    if is_met and not was_met:
        say_satisfied(launch, contents, unit)


def _minutes(registration: Registration, unit: Unit) -> int:
    """The lengths that ``terminated`` statements tell, of all openings of the unit together."""
    ended = Statement.objects.filter(
        registration=registration, activity=activity_of(unit, registration), verb=TERMINATED
    )
    return sum(
        runtime.minutes_of((raw.get("result") or {}).get("duration"))
        for raw in ended.values_list("raw", flat=True)
    )


def _score(result: dict[str, Any]) -> Decimal | None:
    score = result.get("score")
    scaled = score.get("scaled") if isinstance(score, dict) else None
    if isinstance(scaled, bool) or not isinstance(scaled, int | float):
        return None
    return min(max(Decimal(str(scaled)), Decimal(0)), Decimal(1)).quantize(Decimal("0.0001"))


def _verbs_about(registration: Registration, unit: Unit) -> list[str]:
    about = Statement.objects.filter(
        registration=registration, activity=activity_of(unit, registration), verb__in=DEFINED, is_voided=False
    )
    return list(about.values_list("verb", flat=True).distinct())
