"""A learner begins a package, goes on with it, opens it once more."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from courses.models import Launch, Package, Registration
from lms.web.visits import lasting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from courses.models import Enrolment, PackageVersion, UnitProgress
    from courses.packages.manifest import Manifest
    from lms.people.models import User

ALONE = timedelta(minutes=30)
"""How long an opening lasts when the page that opened it says nothing more. It speaks every few minutes."""
AT_MOST = timedelta(hours=12)
"""A day of learning."""
A_TRY = timedelta(days=1)


class NothingToOpen(Exception):
    """The package is retired or has no version, and this learner has not begun it."""


@dataclass(frozen=True)
class Visit:
    """Whoever opens it, signed in with this visit, on a page of this origin."""

    user: User
    key: str
    origin: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        origin = f"{request.scheme}://{request.get_host()}"
        return cls(request.user, request.session.session_key or "", origin)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Opened:
    launch: Launch
    token: str


def registration_of(enrolment: Enrolment, package: Package) -> Registration | None:
    """The learner's way through the package: the latest, where she began a newer version."""
    found = Registration.objects.filter(enrolment=enrolment, version__package=package)
    return found.select_related("version", "version__package").order_by("-version__number").first()


def begin(enrolment: Enrolment, package: Package) -> Registration:
    """The learner's registration; a new one for the current version where there is none. Safe to repeat.

    Raises NothingToOpen.
    """
    return registration_of(enrolment, package) or begin_newer(enrolment, package)


def begin_newer(enrolment: Enrolment, package: Package) -> Registration:
    """Begin the current version from its start, as the learner asked. The old way stays as it was.

    Safe to repeat. Raises NothingToOpen.
    """
    version = package.versions.filter(is_current=True).first()
    if version is None or package.retired_at:
        raise NothingToOpen
    registration, _is_new = Registration.objects.get_or_create(enrolment=enrolment, version=version)
    return registration


@transaction.atomic
def try_out(version: PackageVersion, *, by: User) -> Registration:
    """A registration of nobody who learns. What they tried before is gone, as is what others left behind."""
    tries = Registration.objects.filter(enrolment=None)
    tries.filter(tried_by=by).delete()
    tries.filter(begun_at__lt=timezone.now() - A_TRY).delete()
    return Registration.objects.create(version=version, tried_by=by)


@transaction.atomic
def open_player(registration: Registration, *, unit: str, visit: Visit) -> Opened:
    """One more opening. Its number is above all before: what an older one still sends is known by it."""
    Registration.objects.filter(pk=registration.pk).update(launches=F("launches") + 1)
    registration.refresh_from_db(fields=["launches"])
    token = secrets.token_urlsafe(24)
    now = timezone.now()
    launch = Launch.objects.create(
        registration=registration,
        number=registration.launches,
        unit=unit[:500],
        token_hash=hashed(token),
        opened_from=visit.origin,
        opened_by=visit.user,
        visit_key=visit.key,
        sign_in_hash=_sign_in_hash(visit.user),
        opened_at=now,
        expires_at=now + ALONE,
    )
    return Opened(launch, token)


def launch_of(token: str) -> Launch | None:
    """The opening that a token belongs to, while it lasts and the visit it was opened in does. One query."""
    visit = lasting().filter(session_key=OuterRef("visit_key"))
    found = Launch.objects.filter(Exists(visit), token_hash=hashed(token), expires_at__gt=timezone.now())
    launch = found.select_related("opened_by", "registration__version__package").first()
    return launch if launch and _is_signed_in(launch) else None


def stay_open(openings: QuerySet[Launch], *, visit: Visit) -> bool:
    """The page is still there, in the visit it was opened in. False where the opening is over."""
    now = timezone.now()
    mine = openings.filter(visit_key=visit.key, opened_by=visit.user, opened_at__gt=now - AT_MOST)
    return bool(visit.key and mine.update(expires_at=now + ALONE))


def close(launch: Launch) -> None:
    """Nobody comes in by its token any more."""
    Launch.objects.filter(pk=launch.pk).update(visit_key="", expires_at=timezone.now())


def _is_signed_in(launch: Launch) -> bool:
    """In the table a visit outlives a new password, though whoever comes with it is a stranger."""
    user = launch.opened_by
    return user is not None and user.is_active and launch.sign_in_hash == _sign_in_hash(user)


def _sign_in_hash(user: User) -> str:
    return hashed(user.get_session_auth_hash())


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def unit_to_open(contents: Manifest, progress: Mapping[str, UnitProgress], asked: str = "") -> str:
    """The unit asked for, else the first that is not gone through, else the first."""
    if asked and contents.unit(asked):
        return asked
    todo = (
        unit.identifier
        for unit in contents.units
        if not unit.is_hidden and not (unit.identifier in progress and progress[unit.identifier].is_completed)
    )
    return next(todo, contents.first.identifier)
