"""The demonstration: a town's year of courses, written by the same verbs that people use.

Every step makes what is missing and leaves alone what is there, so the whole may be run again, also after
it was interrupted.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lms.demo.pages import load_pages
from lms.demo.seed import (
    appointments,
    attendance,
    candidates,
    certificates,
    competences,
    leaflets,
    learning,
    packages,
    people,
    places,
    plans,
    practice,
    questionnaires,
    questions,
    quizzes,
    resources,
    runs,
)
from lms.demo.seed.messages import drop_of_finished, sent_to_nobody
from sessions import reminders
from sessions.appointments.reminders import queue_reminders as queue_appointment_reminders


def seed() -> None:
    """Fill an empty house; complete a half-filled one."""
    with sent_to_nobody():
        cast = people.seed_people()
        load_pages()
        leaflets.count_leaflets()
        resources.furnish(cast)
        competences.describe_roles()
        quizzes.write_quizzes(cast)
        packages.bring_package(cast)
        certificates.word_papers(cast)
        candidates.open_paths(cast)
        questions.keep_apart(cast)
        for story in runs.stories():
            if not story.is_told:
                tell(story, cast)
        appointments.fill_the_books(cast)
        learning.learn_at_home(cast)
        questionnaires.ask_before_and_after(cast)
        practice.learn_by_doing(cast)
        certificates.live_with_papers(cast)
        competences.take_up_roles(cast)
        plans.agree_what_to_learn(cast)
        people.let_checks_lapse()
        resources.go_on_leave(cast)
        candidates.date_steps(cast)
        candidates.ask_this_week(cast)
        reminders.queue_reminders(timezone.now())
        queue_appointment_reminders(timezone.now())


@transaction.atomic
def tell(story: runs.Story, cast: people.Cast) -> None:
    """One run whole: planned, booked, held as far as its days are past."""
    run = runs.plan(story, cast)
    places.fill(run, story, cast)
    questions.consent(run)
    attendance.hold_past_sessions(run, left_open=questions.left_open(story, cast))
    questions.ask(run, story, cast)
    drop_of_finished(run)
    runs.set_booking(run, story)
    run.refresh_from_db()
    places.ask(run, story, cast)
    questions.hand_over_next(run, story, cast)
