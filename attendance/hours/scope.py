"""Which hours somebody asks for, and which of them the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models import Attendance
from lms.people.models import Role
from lms.people.permission_policies import visible
from lms.people.roles import roles_of
from sessions.models import Appointment, Contract, Run, Session
from sessions.timetables.clock import end_of, start_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Organisation, User

WERE_THERE = (Attendance.Status.PRESENT, Attendance.Status.LATE, Attendance.Status.LEFT_EARLY)


class By(models.TextChoices):
    """What hours are counted by."""

    RUN = "run", _("run")
    PERSON = "person", _("person")
    MONTH = "month", _("month")
    ORGANISATION = "organisation", _("organisation")
    CONTRACT = "contract", _("contract")
    FUNDER = "funder", _("funder")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Days, both of them included, and what the hours shall be of."""

    since: date
    until: date
    organisation: Organisation | None = None
    funder: Organisation | None = None
    contract: Contract | None = None
    run: Run | None = None


class Hours:
    """What one reader may see of the hours of some days: query sets that know whose they are.

    Delivered is what stands on a list that was handed in; a meeting that has begun and whose list is open
    is counted apart. Of confidential runs the names are for those who coordinate them; everybody else
    who may see the run, an administrator, sees its numbers.
    """

    def __init__(self, wanted: Wanted, *, user: User) -> None:
        self.wanted = wanted
        self.user = user

    @property
    def sessions(self) -> QuerySet[Session]:
        """Meetings whose list was handed in, and those which have begun and still have an open one."""
        return visible(Session, self.user).filter(self._held(""), self._chosen("run")).order_by()

    @property
    def attendances(self) -> QuerySet[Attendance]:
        """Rows of those meetings."""
        rows = visible(Attendance, self.user)
        return rows.filter(self._held("session__"), self._chosen("session__run")).order_by()

    @property
    def appointments(self) -> QuerySet[Appointment]:
        """Individual help that was given. It belongs to no run."""
        if self.wanted.run:
            return Appointment.objects.none()
        wanted = self.wanted
        given = Q(status=Appointment.Status.ATTENDED, **self._days(""))
        if wanted.organisation:
            given &= Q(specialist__organisation=wanted.organisation)
        if wanted.funder:
            given &= Q(contract__funder=wanted.funder)
        if wanted.contract:
            given &= Q(contract=wanted.contract)
        return visible(Appointment, self.user).filter(given).order_by()

    @cached_property
    def may_be_named(self) -> Q:
        """Rows whose people the reader may know by name."""
        coordinated = roles_of(self.user).get(Role.COORDINATOR, frozenset())
        return ~self.is_confidential | Q(session__run__organiser__in=coordinated)

    @property
    def is_confidential(self) -> Q:
        return Q(session__run__visibility=Run.Visibility.CONFIDENTIAL) | Q(
            session__run__course__is_confidential=True
        )

    def _held(self, path: str) -> Q:
        begun = Q(**{f"{path}status": Session.Status.PLANNED, f"{path}starts_at__lte": timezone.now()})
        return Q(**self._days(path)) & (Q(**{f"{path}status": Session.Status.CLOSED}) | begun)

    def _days(self, path: str) -> dict[str, object]:
        first, last = start_of(self.wanted.since), end_of(self.wanted.until)
        return {f"{path}starts_at__gte": first, f"{path}starts_at__lte": last}

    def _chosen(self, run: str) -> Q:
        wanted = self.wanted
        chosen = {
            f"{run}__organiser": wanted.organisation,
            f"{run}__funder": wanted.funder,
            f"{run}__contract": wanted.contract,
            run: wanted.run,
        }
        return Q(**{lookup: value for lookup, value in chosen.items() if value is not None})
