"""Certificates for many at once: a worker issues and freezes them, each apart from the others."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from celery import current_app
from django.db.models import Exists, OuterRef

from courses.certificates.errors import HolderHasNoName
from courses.certificates.issuing import issue_first
from courses.models import Certificate, Enrolment
from courses.run_facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

log = logging.getLogger(__name__)

A_TASK = 50
"""Certificates in one task: a worker that is stopped loses no more than a few seconds of work."""


@dataclass
class Report:
    issued: int = 0
    left_out: int = 0


def missing(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Who has completed a course that ends with a certificate, and has none that stands or was revoked.

    One that was revoked was meant to be: it comes back by hand alone.
    """
    has_one = Certificate.objects.filter(enrolment=OuterRef("pk"))
    completed = enrolments.filter(result=Enrolment.Result.COMPLETED, course__gives_certificate=True)
    return completed.filter(~Exists(has_one)).order_by("pk")


def issue_missing(ids: Iterable[int]) -> Report:
    """Issue what is missing, with the PDFs. Safe to repeat: nobody gets a second one."""
    report = Report()
    for enrolment in missing(Enrolment.objects.filter(pk__in=list(ids))).select_related("course__organiser"):
        try:
            certificate = _issue_apart(enrolment)
        except HolderHasNoName:
            log.warning("Enrolment %s got no certificate: its holder has no name.", enrolment.pk)
            certificate = None
        except Exception:
            log.exception("Enrolment %s got no certificate.", enrolment.pk)
            certificate = None
        report.issued += certificate is not None
        report.left_out += certificate is None
    return report


def _issue_apart(enrolment: Enrolment) -> Certificate | None:
    """One certificate and its paper. None where nobody is known to stand behind it."""
    facts = facts_of(enrolment)
    return issue_first(enrolment, facts=facts) if facts else None


def hand_to_workers(enrolments: QuerySet[Enrolment]) -> int:
    """Queue whoever misses a certificate; returns how many they are.

    Raises kombu's OperationalError when no broker answers: nobody shall wait for what was never asked.
    """
    ids = list(missing(enrolments).values_list("pk", flat=True))
    for start in range(0, len(ids), A_TASK):
        current_app.send_task("courses.tasks.issue_certificates", [ids[start : start + A_TASK]], retry=False)
    return len(ids)
