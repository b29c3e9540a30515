"""A package as one learner has it: on her version, with her progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import cached_property

from courses.packages import reporting
from courses.packages.opening import registration_of, unit_to_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courses.models import Enrolment, Package, PackageVersion, UnitProgress
    from courses.packages.manifest import Manifest, Unit


@dataclass(frozen=True)
class UnitOfMine:
    unit: Unit
    progress: UnitProgress | None
    is_chosen: bool

    @property
    def state(self) -> str:
        return reporting.state_of(self.progress) if self.progress else "new"


def shown(contents: Manifest, progress: Mapping[str, UnitProgress], *, asked: str) -> list[UnitOfMine]:
    """The units that a reader sees, and which of them will be opened."""
    chosen = unit_to_open(contents, progress, asked)
    seen = [unit for unit in contents.units if not unit.is_hidden] or contents.units[:1]
    return [
        UnitOfMine(unit, progress.get(unit.identifier), is_chosen=unit.identifier == chosen) for unit in seen
    ]


def chosen_of(units: list[UnitOfMine]) -> UnitOfMine | None:
    return next((unit for unit in units if unit.is_chosen), units[0] if units else None)


class PackageOfMine:
    """A package as one learner has it: on her version, with her progress."""

    def __init__(self, enrolment: Enrolment, package: Package, *, asked: str = "") -> None:
        self.enrolment, self.package = enrolment, package
        self.registration = registration_of(enrolment, package)
        self.asked = asked

    @cached_property
    def current(self) -> PackageVersion | None:
        return self.package.versions.filter(is_current=True).first()

    @cached_property
    def version(self) -> PackageVersion | None:
        return self.registration.version if self.registration else self.current

    @property
    def is_open(self) -> bool:
        return bool(self.registration) or (self.package.retired_at is None and self.current is not None)

    @property
    def has_newer(self) -> bool:
        if self.registration is None or self.current is None or self.package.retired_at:
            return False
        return self.current.number > self.registration.version.number

    @cached_property
    def progress(self) -> dict[str, UnitProgress]:
        held = self.registration.units.all() if self.registration else ()
        return {unit.unit: unit for unit in held}

    @cached_property
    def units(self) -> list[UnitOfMine]:
        return shown(self.version.contents, self.progress, asked=self.asked) if self.version else []

    @property
    def chosen(self) -> UnitOfMine | None:
        return chosen_of(self.units)

    @property
    def done(self) -> int:
        return sum(unit.state == "done" for unit in self.units)

    @property
    def percent(self) -> int | None:
        score = self.registration.score if self.registration else None
        return None if score is None else round(score * 100)
