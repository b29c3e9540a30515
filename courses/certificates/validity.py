"""Until when a certificate holds, and when its holder may begin to renew it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from courses.models import Certificate, Course


def last_day(course: Course, *, issued_on: date, renewed: Certificate | None = None) -> date | None:
    """The last day on which a certificate of the course holds; None when it holds for good.

    A course that only renews another and names no months of its own holds as long as the other. Whoever
    renews within the window loses none of the days left: the new time begins where the old one ends.
    """
    months = course.valid_months
    if months is None and renewed is not None:
        months = renewed.enrolment.course.valid_months
    if months is None:
        return None
    begins = issued_on
    if renewed is not None and renewed.expires_on and window_opens(renewed) <= issued_on:
        begins = max(issued_on, renewed.expires_on)
    return begins + relativedelta(months=months)


def window_opens(certificate: Certificate) -> date:
    """From when it may be renewed. Asked only of one that expires."""
    expires_on: date = certificate.expires_on  # type: ignore[assignment]
    return expires_on - timedelta(days=certificate.enrolment.course.renewal_days)
