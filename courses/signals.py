"""What the rooms of learning ask of, and tell, whoever stands above them."""

from django.dispatch import Signal

offers_asked = Signal()
"""The catalogue asks when the courses can be taken next.

Sent with ``sender=Course``. A receiver answers with a mapping from a course's id to its
``courses.catalogue.Offer``, for the courses that have one; it must answer in a fixed number of queries.
"""

learning_asked = Signal()
"""Competences ask who is learning what at present, besides the enrolments they know.

Sent with ``sender=Course``. A receiver answers with a queryset of pairs, a person's id and a course's id
(``values_list("person_id", …)``): it becomes part of one statement for everybody.
"""

run_facts_asked = Signal()
"""A certificate asks in which run a course was taken, when it was not the end of the run that completed it.

Sent with ``sender=Enrolment`` and ``enrolment``. A receiver answers with ``courses.run_facts.RunFacts``, or
with nothing when it knows of no run.
"""

secrecy_asked = Signal()
"""A certificate asks which enrolments were in a run of which nobody may learn, whatever its paper says.

Sent with ``sender=Enrolment``. A receiver answers with a ``Q`` over enrolments, as things stand today.
"""

supervisors_asked = Signal()
"""Practice, files and trainers' words ask whose learners they are.

Sent with ``sender=Enrolment`` and ``person``, who would decide. A receiver answers with a ``Q`` over
enrolments: those of the runs which the person leads, and of those who learn alone with their organisation.
"""

progress_made = Signal()
"""Lessons, quizzes and packages tell that somebody has finished one of them.

Sent with ``sender=Enrolment`` and ``enrolment``, in the transaction that wrote it down. Whether the course is
completed by it is for ``courses.completion`` to say.
"""

needs_changed = Signal()
"""Lessons, quizzes and packages tell that a course asks for less or for more than before.

Sent with ``sender=Course`` and ``course_id``: one of them was retired, brought back, or marked as needed or
not. Whoever is under way may have completed the course by it.
"""
