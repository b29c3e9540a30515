"""A package of Oksana’s course, which she has begun, for the table."""

from __future__ import annotations

from types import SimpleNamespace

from courses.packages.opening import begin
from tests.factories.packages import make_package


def packaged(enrolment):
    package = make_package(course=enrolment.course)
    return SimpleNamespace(
        enrolment=enrolment,
        package=package,
        registration=begin(enrolment, package),
        version=package.versions.get(),
    )
