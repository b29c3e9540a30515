"""What the rule of a course asks of packages: which are finished, and with which score."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from courses.models import Registration

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from courses.models import Enrolment


def finished(enrolments: Iterable[Enrolment]) -> dict[int, set[int]]:
    """For each enrolment the ids of the packages gone through, in whichever version. One query."""
    found: dict[int, set[int]] = {enrolment.pk: set() for enrolment in enrolments}
    rows = Registration.objects.filter(enrolment__in=list(found)).exclude(finished_at=None)
    for enrolment, package in rows.values_list("enrolment", "version__package"):
        found[enrolment].add(package)
    return found


def best_scores(enrolments: Iterable[Enrolment]) -> dict[int, dict[int, Decimal]]:
    """For each enrolment the best score in each package that gave one. One query."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    pks = [enrolment.pk for enrolment in enrolments]
    rows = Registration.objects.filter(enrolment__in=pks, score__isnull=False)
    for enrolment, package, score in rows.values_list("enrolment", "version__package", "score"):
        assert score is not None  # noqa: S101 - asked for above
        found[enrolment][package] = max(score, found[enrolment].get(package, score))
    return {pk: found.get(pk, {}) for pk in pks}
