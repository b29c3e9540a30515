"""Oksana practises in a course that Irena teaches, and shows what she learnt elsewhere; for the table."""

from __future__ import annotations

from types import SimpleNamespace

from tests.factories.completion import (
    DiaryEntryFactory,
    HandedInFactory,
    RecognitionFactory,
    RequirementFactory,
    SelfPacedFactory,
)
from tests.factories.courses import EnrolmentFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory


def practising(person, *, organisation, trainer):
    course = SelfPacedFactory(code="PRAK", organiser=organisation, form="group")
    RequirementFactory(course=course, practice=True, position=0)
    file = RequirementFactory(course=course, file=True, position=1)
    word = RequirementFactory(course=course, position=2)
    enrolment = EnrolmentFactory(person=person, course=course)
    run = RunFactory(course=course, organiser=organisation)
    SessionFactory(run=run, trainers=[trainer])
    PlaceFactory(run=run, person=person, enrolment=enrolment)
    return SimpleNamespace(
        course=course,
        enrolment=enrolment,
        entry=DiaryEntryFactory(enrolment=enrolment),
        file=file,
        word=word,
        handed=HandedInFactory(enrolment=enrolment, requirement=file),
        recognition=RecognitionFactory(person=person, course=course),
    )
