"""Whatever changes where somebody stands makes it be looked at again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from courses.competences.standing import recalculate_all, recalculate_soon
from courses.models import Duty, Enrolment, RequiredCompetence
from lms.people.models import Person


@receiver(post_save, sender=Enrolment, dispatch_uid="competences.enrolment")
def enrolment_changed(instance: Enrolment, **_kwargs: Any) -> None:
    """A course begun or ended: in progress, or no longer."""
    recalculate_soon(instance.person_id)


@receiver(post_save, sender=Duty, dispatch_uid="competences.duty")
@receiver(post_delete, sender=Duty, dispatch_uid="competences.duty.gone")
def duty_changed(instance: Duty, **_kwargs: Any) -> None:
    recalculate_soon(instance.person_id)


@receiver(post_save, sender=RequiredCompetence, dispatch_uid="competences.requirement")
@receiver(post_delete, sender=RequiredCompetence, dispatch_uid="competences.requirement.gone")
def requirement_changed(instance: RequiredCompetence, **_kwargs: Any) -> None:
    """A role asks for something else: everybody who has taken it up stands elsewhere."""
    people = Person.objects.filter(duties__profile=instance.profile_id).distinct()
    transaction.on_commit(lambda: recalculate_all(people=people), robust=True)
