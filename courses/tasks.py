"""What the courses do by themselves. Beat starts the reminders and the change of keys once a day.

Every ten minutes it starts ``close_attempts``.
"""

from celery import shared_task
from django.utils import timezone

from courses.badges import keys
from courses.certificates import bulk, frozen_pdf, reminders
from courses.competences.standing import recalculate_all
from courses.completion.ruling import review_all
from courses.models import Certificate, Evidence, HandedIn, QuestionImport, Recognition
from courses.packages import tidying
from courses.plans import inducting, reminding
from courses.quizzes import attempts
from lms.privacy.leftovers import take_away_leftovers

PAPERS = (Evidence.document.field, HandedIn.file.field, Recognition.document.field, QuestionImport.file.field)


@shared_task
def freeze_certificate(certificate_id: int) -> None:
    """Make the PDF of a certificate, once."""
    frozen_pdf(Certificate.objects.get(pk=certificate_id))


@shared_task
def review_course(course_id: int) -> None:
    """The rule of a course was changed: look who meets it now."""
    review_all(course_id)


@shared_task
def issue_certificates(enrolment_ids: list[int]) -> None:
    """Issue what these enrolments miss, with their PDFs."""
    bulk.issue_missing(enrolment_ids)


@shared_task
def remind_of_expiry() -> None:
    reminders.remind_of_expiry(timezone.localdate())


@shared_task
def rotate_badge_keys() -> None:
    """Only when the key has signed for long enough."""
    keys.rotate_when_due()


@shared_task
def close_attempts() -> None:
    """Quizzes whose time is over, and that nobody sent."""
    attempts.close_overdue()


@shared_task
def tidy_packages() -> None:
    """What was unpacked and never came into the database."""
    tidying.take_away_leftovers()


@shared_task
def tidy_papers() -> None:
    """Papers that somebody brought and whose record was never written."""
    for field in PAPERS:
        take_away_leftovers(field)


@shared_task
def look_after_plans() -> None:
    """Inductions for whoever took up a role, and a word before the talk of the year."""
    inducting.give_inductions()
    reminding.remind_of_reviews()


@shared_task
def recalculate_standings() -> None:
    """Time has passed: work out anew what everybody holds, and what has lapsed."""
    recalculate_all()
