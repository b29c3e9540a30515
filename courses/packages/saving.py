"""What content reports is written down, in its order, and a finished package moves the course on."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from courses.models import Enrolment, Registration, UnitProgress
from courses.packages import runtime
from courses.signals import progress_made

if TYPE_CHECKING:
    from courses.packages.manifest import Manifest, Unit
    from courses.packages.runtime import Reported

MOST_BYTES = 512 * 1024
"""SCORM 2004 asks for 64,000 characters of suspended data, and 250 interactions."""


class UnknownUnit(Exception):
    """The package has no such unit."""


class Outdated(Exception):
    """Something newer was saved already: from this opening, or from one that began after it."""


class TooLarge(Exception):
    """More than content of this kind ever keeps."""


@transaction.atomic
def save_unit(
    registration: Registration, *, unit: str, launch: int, sequence: int, data: dict[str, Any]
) -> UnitProgress:
    """Keep what a unit of SCORM or H5P reports. Saving the same once more changes nothing.

    Order counts: first the opening, then its savings, so that what was held up on the way does not undo
    what came after it. Raises UnknownUnit, TooLarge or Outdated.
    """
    described = registration.version.contents.unit(unit)
    if described is None:
        raise UnknownUnit
    if len(json.dumps(data)) > MOST_BYTES:
        raise TooLarge
    registration = locked(registration)
    if launch > registration.launches:
        raise Outdated
    progress, _is_new = UnitProgress.objects.get_or_create(registration=registration, unit=unit)
    if (launch, sequence) < (progress.launch, progress.sequence):
        raise Outdated
    progress.cmi, progress.launch, progress.sequence = data, launch, sequence
    return write_down(
        progress, runtime.read(registration.version.package.kind, data, described), registration=registration
    )


@transaction.atomic
def visit_asset(registration: Registration, *, unit: Unit) -> None:
    """Content that reports nothing counts as gone through when it is opened."""
    if unit.is_asset:
        registration = locked(registration)
        progress, _is_new = UnitProgress.objects.get_or_create(
            registration=registration, unit=unit.identifier
        )
        write_down(progress, runtime.Reported(is_completed=True), registration=registration)


def write_down(progress: UnitProgress, reported: Reported, *, registration: Registration) -> UnitProgress:
    """Nothing that was reached is lost by opening a unit once more: the best counts.

    Call it in a transaction, with the registration locked.
    """
    progress.is_completed = progress.is_completed or reported.is_completed
    if progress.success != UnitProgress.Success.PASSED and reported.success != UnitProgress.Success.UNKNOWN:
        progress.success = reported.success
    if reported.score is not None:
        progress.score = max(progress.score or Decimal(0), reported.score)
    progress.minutes = max(progress.minutes, reported.minutes)
    progress.saved_at = timezone.now()
    progress.save()
    _look_whether_finished(registration)
    return progress


def keep_sequencing(registration: Registration, *, state: str, launch: int) -> None:
    """Where the sequencing of SCORM 2004 stands, as the player wrote it. An older opening changes nothing."""
    if len(state) > MOST_BYTES:
        raise TooLarge
    with transaction.atomic():
        registration = locked(registration)
        if launch == registration.launches:
            registration.sequencing = {"state": state}
            registration.save(update_fields=["sequencing"])


def locked(registration: Registration) -> Registration:
    """The row, held until the transaction ends: what content reports is written one after the other."""
    found = Registration.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("version__package", "enrolment").get(pk=registration.pk)


def _look_whether_finished(registration: Registration) -> None:
    units = {unit.unit: unit for unit in registration.units.all()}
    contents = registration.version.contents
    registration.score = overall_score(contents, units)
    is_finished_now = registration.finished_at is None and _is_all_done(contents, units)
    if is_finished_now:
        registration.finished_at = timezone.now()
    registration.save(update_fields=["score", "finished_at"])
    if is_finished_now and registration.enrolment:
        progress_made.send(sender=Enrolment, enrolment=registration.enrolment)


def _is_all_done(contents: Manifest, units: dict[str, UnitProgress]) -> bool:
    return all(
        unit.identifier in units and units[unit.identifier].is_completed
        for unit in contents.units
        if not unit.is_hidden and unit.move_on != "NotApplicable"
    )


def overall_score(contents: Manifest, units: dict[str, UnitProgress]) -> Decimal | None:
    """The mean of the units that are scored at all; none is worth more than another."""
    scores = [
        units[unit.identifier].score
        for unit in contents.units
        if unit.identifier in units and units[unit.identifier].score is not None
    ]
    told = [score for score in scores if score is not None]
    return (sum(told, Decimal(0)) / len(told)).quantize(Decimal("0.0001")) if told else None
