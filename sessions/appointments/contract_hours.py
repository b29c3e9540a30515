"""What a contract agreed, and what of it was given: counted in the database, in hours of 60 minutes.

Given are appointments that somebody attended, and sessions of its runs whose list was handed in. An
appointment counts for the contract that it was booked under, whatever the service says today. What nobody
came to is not given; it is counted apart, for some agreements pay a part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from sessions.models import Appointment, Contract, Run, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

NOTHING = timedelta(0)
HOUR = Decimal(3600)


@dataclass(frozen=True)
class ContractHours:
    """The hours of one contract, to the hundredth. ``left`` may be below nothing: then too much was given."""

    contract: Contract
    delivered: Decimal
    planned: Decimal
    missed: Decimal

    @property
    def agreed(self) -> Decimal:
        return self.contract.hours_agreed

    @property
    def left(self) -> Decimal:
        return self.agreed - self.delivered

    @property
    def unplanned(self) -> Decimal:
        """What can still be planned."""
        return self.left - self.planned


def with_hours(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """The contracts with the length of what was given, is planned and was missed, in one query."""
    now = timezone.now()
    of_runs = Session.objects.filter(run__contract=OuterRef("pk"))
    running = Run.Status.PUBLISHED, Run.Status.FINISHED
    to_come = Q(status=Session.Status.PLANNED, run__status__in=running, ends_at__gt=now)
    booked = Appointment.objects.filter(contract=OuterRef("pk"))
    return contracts.annotate(
        given_in_runs=_length(of_runs.filter(status=Session.Status.CLOSED), "run__contract"),
        given_alone=_length(booked.filter(status=Appointment.Status.ATTENDED), "contract"),
        planned_in_runs=_length(of_runs.filter(to_come), "run__contract"),
        planned_alone=_length(booked.filter(status=Appointment.Status.BOOKED, ends_at__gt=now), "contract"),
        missed_alone=_length(booked.filter(status=Appointment.Status.NO_SHOW), "contract"),
    )


def hours_of(contract: Any) -> ContractHours:
    """The figures of a contract that ``with_hours`` read."""
    return ContractHours(
        contract=contract,
        delivered=_hours(contract.given_in_runs + contract.given_alone),
        planned=_hours(contract.planned_in_runs + contract.planned_alone),
        missed=_hours(contract.missed_alone),
    )


def _length(rows: QuerySet[Any], contract: str) -> Coalesce:
    length = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    total = rows.order_by().values(contract).annotate(total=Sum(length)).values("total")
    return Coalesce(Subquery(total, output_field=DurationField()), NOTHING)


def _hours(length: timedelta) -> Decimal:
    return (Decimal(length.total_seconds()) / HOUR).quantize(Decimal("0.01"))
