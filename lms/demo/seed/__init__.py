"""The demonstration: a town's year of courses, written by the same verbs that people use.

Every step makes what is missing and leaves alone what is there, so the whole may be run again, also after
it was interrupted.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lms.demo.pages import load_pages
from lms.demo.seed import appointments, attendance, candidates, leaflets, people, places, resources, runs
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
        candidates.open_paths(cast)
        for story in runs.stories():
            if not story.is_told:
                tell(story, cast)
        appointments.fill_the_books(cast)
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
    attendance.hold_past_sessions(run)
    drop_of_finished(run)
    runs.set_booking(run, story)
    run.refresh_from_db()
    places.ask(run, story, cast)
