"""Children at the door: a run that hands them over, a child with a seat, and who may bring it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from attendance.codes.passes import pass_address, pass_of
from courses.models import Course
from lms.people.models import Guardianship, Person
from sessions.models import Place, Run


def asks_at_the_door(run: str, *, checks_out: bool = True, hands_over: bool = True) -> None:
    """The run asks when people go as well, and who brings a child."""
    Run.objects.filter(uuid=run).update(checks_out=checks_out)
    Course.objects.filter(runs__uuid=run).update(is_handed_over=hands_over)


def asks_nothing_more(run: str) -> None:
    """The course is as it was, for the stories that come after."""
    Course.objects.filter(runs__uuid=run).update(is_handed_over=False)


def seat_child(run: str, *, child: str, carer: str) -> dict[str, Any]:
    """A child with a seat, in the care of somebody. Answers with its pass."""
    given, family = child.split()
    person = Person.objects.create(
        given_name=given, family_name=family, date_of_birth=date(timezone.localdate().year - 9, 1, 1)
    )
    given, family = carer.split()
    holder = Person.objects.create(given_name=given, family_name=family, date_of_birth=date(1987, 5, 5))
    Guardianship.objects.create(carer=holder, child=person, basis=Guardianship.Basis.PARENT)
    run_of = Run.objects.get(uuid=run)
    Place.objects.create(run=run_of, person=person, booked_by=holder, status=Place.Status.CONFIRMED)
    return {"pass": pass_address(pass_of(person)), "short": pass_of(person).short_code}
