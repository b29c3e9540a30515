"""Packages of every kind, brought and begun inside the house."""

from __future__ import annotations

from typing import Any

from courses.models import Course, Enrolment, UnitProgress
from courses.packages.storing import add_package
from lms.people.models import Person
from tests.courses.packages import making

KINDS = {"scorm12": making.scorm12, "scorm2004": making.scorm2004, "cmi5": making.cmi5, "h5p": making.h5p}


def bring_package(kind: str, *, given_name: str, house: str, course: str = "OPIEK") -> dict[str, str]:
    """A new package of a course that a persona takes. Answers with the path of its page."""
    person = Person.objects.filter(given_name=given_name).exclude(user=None).earliest("pk")
    taken = Course.objects.get(code=course)
    enrolment = Enrolment.objects.filter(person=person, course=taken, result="under_way").first()
    enrolment = enrolment or Enrolment.objects.create(person=person, course=taken)
    file = making.hostile(house=house) if kind == "hostile" else KINDS[kind]()
    package = add_package(taken, file=file, by=None)
    return {"path": f"learn/{enrolment.uuid}/package/{package.uuid}/", "package": str(package.uuid)}


def learnt_from(package: str) -> list[dict[str, Any]]:
    """How far whoever began it is, part by part."""
    progress = UnitProgress.objects.filter(registration__version__package__uuid=package).order_by("unit")
    return [
        {
            "unit": one.unit,
            "completed": one.is_completed,
            "success": one.success,
            "score": None if one.score is None else float(one.score),
            "minutes": one.minutes,
        }
        for one in progress
    ]
