"""What is written when somebody asks about foster care: a warm word to them, a short one to coordinators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from lms.messaging import outbox
from lms.people.models import Person, Role

if TYPE_CHECKING:
    from courses.models import CandidatePath


def welcome(path: CandidatePath) -> None:
    """To the person: by e-mail, or by SMS where they said that one may be left. Otherwise nothing is sent."""
    address = path.email or (path.phone if path.may_leave_message else "")
    if not address:
        return
    outbox.write(
        "candidate_welcome",
        to=path.person,
        key=f"candidate_welcome:{path.uuid}",
        context={"path": path, "organisation": path.organisation},
        address=address,
        on_behalf_of=path.organisation_id,
    )


def tell_coordinators(path: CandidatePath) -> None:
    """To whoever coordinates there today. Who it is they read in the back office, not in a mailbox."""
    coordinators = Person.objects.filter(
        memberships__in=path.organisation.memberships.valid_on().filter(role=Role.COORDINATOR)
    ).distinct()
    for coordinator in coordinators:
        outbox.write(
            "candidate_new",
            to=coordinator,
            key=f"candidate_new:{path.uuid}:{coordinator.pk}",
            context={"address": settings.SITE_ADDRESS + reverse("candidatepath:inspect", args=[path.pk])},
            on_behalf_of=path.organisation_id,
        )
