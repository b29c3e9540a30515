"""A closed list proves what the course gives, where no certificate does: supervision, a group that meets."""

from __future__ import annotations

from django.utils import timezone

from attendance.models import Attendance
from courses.competences.evidence import from_session_of_all
from sessions.models import Session


def prove_attendance(session: Session) -> None:
    """Everybody's minutes at a closed session become evidence. Safe to repeat: changed ones are replaced."""
    course = session.run.course
    if session.run.is_confidential or session.status != Session.Status.CLOSED:
        return
    rows = Attendance.objects.filter(session=session).select_related("person")
    from_session_of_all(
        {row.person: row.minutes for row in rows},
        session_uuid=session.uuid,
        course=course,
        on=timezone.localdate(session.starts_at),
    )
