"""When a course that was completed may be taken again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from courses.certificates.validity import window_opens

if TYPE_CHECKING:
    from courses.models import Enrolment


def is_time_to_renew(enrolment: Enrolment) -> bool:
    """Whether what the course gave has lapsed, or lapses so soon that it may be earned anew.

    A certificate says itself until when it holds: one that carried another on holds longer.
    """
    today, course = timezone.localdate(), enrolment.course
    if held := enrolment.certificates.valid().filter(expires_on__isnull=False).first():
        return window_opens(held) <= today
    if not course.valid_months or enrolment.ended_at is None:
        return False
    last_day = timezone.localdate(enrolment.ended_at) + relativedelta(months=course.valid_months)
    return last_day - timedelta(days=course.renewal_days) <= today
