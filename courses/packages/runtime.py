"""What a unit's own words mean for us: gone through or not, passed or not, with which score, after how long.

The shapes are those that scorm-again commits, ``{"cmi": {…}}``, and for H5P one of our own. All of it was
written by the content, so nothing in it is believed to be of the kind it should be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from courses.models import Package, UnitProgress

if TYPE_CHECKING:
    from collections.abc import Callable

    from courses.packages.manifest import Unit

Success = UnitProgress.Success
ISO = re.compile(
    r"P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?"
    r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d{1,9})?S)?)?",
    re.ASCII,
)
ISO_MINUTES: tuple[int | Decimal, ...] = (365 * 24 * 60, 30 * 24 * 60, 24 * 60, 60, 1, Decimal(1) / 60)
CLOCK = re.compile(r"(\d{1,4}):(\d{2}):(\d{2})(?:\.\d{1,2})?", re.ASCII)
MOST_MINUTES = 100_000


@dataclass(frozen=True)
class Reported:
    is_completed: bool = False
    success: str = Success.UNKNOWN
    score: Decimal | None = None
    minutes: int = 0


def read(kind: str, data: dict[str, Any], unit: Unit) -> Reported:
    return READERS[kind](data, unit)


def _scorm12(data: dict[str, Any], unit: Unit) -> Reported:
    core = _part(data, "cmi", "core")
    status = str(core.get("lesson_status", ""))
    score = _share_of_range(_part(core, "score"))
    success = {"passed": Success.PASSED, "failed": Success.FAILED}.get(status, Success.UNKNOWN)
    mastery = _decimal(unit.mastery_score)
    if (
        mastery is not None
        and score is not None
        and status in {"passed", "failed", "completed", "incomplete"}
    ):
        success = Success.PASSED if score >= _share(mastery / 100) else Success.FAILED
    is_completed = status in {"passed", "completed"} and success != Success.FAILED
    return Reported(
        is_completed=is_completed or success == Success.PASSED,
        success=success,
        score=score,
        minutes=minutes_of(core.get("total_time")),
    )


def _scorm2004(data: dict[str, Any], unit: Unit) -> Reported:
    cmi = _part(data, "cmi")
    score = _part(cmi, "score")
    scaled = _decimal(score.get("scaled"))
    share = _share(scaled) if scaled is not None else _share_of_range(score)
    told = str(cmi.get("success_status", ""))
    success = told if told in {Success.PASSED, Success.FAILED} else Success.UNKNOWN
    passing = _decimal(unit.passing_score)
    if passing is not None and scaled is not None:
        success = Success.PASSED if scaled >= passing else Success.FAILED
    status = str(cmi.get("completion_status", ""))
    threshold, progress = _decimal(unit.completion_threshold), _decimal(cmi.get("progress_measure"))
    if threshold is not None and progress is not None:
        status = "completed" if progress >= threshold else "incomplete"
    # Much content says only that it was passed.
    is_completed = status == "completed" or (success == Success.PASSED and status != "incomplete")
    return Reported(
        is_completed=is_completed and success != Success.FAILED,
        success=success,
        score=share,
        minutes=minutes_of(cmi.get("total_time")),
    )


def _h5p(data: dict[str, Any], unit: Unit) -> Reported:
    result = _part(data, "result")
    score = _part(result, "score")
    scaled, raw, most = (_decimal(score.get(name)) for name in ("scaled", "raw", "max"))
    if raw is not None and most:
        scaled = raw / most
    told = result.get("success")
    verdicts = {True: Success.PASSED, False: Success.FAILED}
    success = verdicts[told] if isinstance(told, bool) else Success.UNKNOWN
    return Reported(
        is_completed=result.get("completion") is True and success != Success.FAILED,
        success=success,
        score=_share(scaled) if scaled is not None else None,
        minutes=minutes_of(data.get("duration")),
    )


READERS: dict[str, Callable[[dict[str, Any], Unit], Reported]] = {
    Package.Kind.SCORM12: _scorm12,
    Package.Kind.SCORM2004: _scorm2004,
    Package.Kind.H5P: _h5p,
}


def _part(data: object, *path: str) -> dict[str, Any]:
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _decimal(told: object) -> Decimal | None:
    if isinstance(told, bool) or not isinstance(told, int | float | str) or len(str(told)) > 30:
        return None
    try:
        found = Decimal(str(told).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 1_000_000_000 else None


def _share(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), Decimal(1)).quantize(Decimal("0.0001"))


def _share_of_range(score: dict[str, Any]) -> Decimal | None:
    """Raw points between the least and the most, or of a hundred where the content does not say."""
    raw, least, most = (_decimal(score.get(name)) for name in ("raw", "min", "max"))
    if raw is None:
        return None
    least, most = least or Decimal(0), most or Decimal(100)
    return _share((raw - least) / (most - least)) if most > least else None


def minutes_of(told: object) -> int:
    """Both ways in which SCORM writes a span: ``0001:02:03.4`` and ``PT1H2M3S``."""
    text = told if isinstance(told, str) else ""
    if clock := CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part) for part in clock.groups())
        total = Decimal(hours * 60 + minutes) + Decimal(seconds) / 60
    elif (span := ISO.fullmatch(text)) and len(text) > 1:
        total = sum(
            (Decimal(part or 0) * worth for part, worth in zip(span.groups(), ISO_MINUTES, strict=True)),
            Decimal(0),
        )
    else:
        return 0
    return min(int(total.to_integral_value()), MOST_MINUTES)
