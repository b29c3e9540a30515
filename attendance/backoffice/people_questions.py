"""People somebody should think of: those who fell silent, and children whose carer has not consented yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attendance.backoffice.questions import Kind, Question, question
from attendance.models import GuardianConsent
from attendance.records.missed import silent_places
from lms.people.models.person import AGE_OF_MAJORITY
from lms.people.permission_policies import visible
from lms.web.dates import moment
from sessions.models import Place, Run, Session

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from lms.people.roles import AnyUser

CONSENT_BEFORE = timedelta(days=14)


def without_consent(user: AnyUser) -> QuerySet[Place]:
    """Children who come to a session within two weeks, and whose carer has not consented. One query.

    Each is marked with ``next_session``, its start.
    """
    now = timezone.now()
    coming = Session.objects.filter(
        run=OuterRef("run"),
        status=Session.Status.PLANNED,
        starts_at__gte=now,
        starts_at__lte=now + CONSENT_BEFORE,
    )
    given = GuardianConsent.objects.filter(place=OuterRef("pk"), withdrawn_at=None)
    return (
        visible(Place, user, "change")
        .filter(
            Exists(coming),
            ~Exists(given),
            status__in=Place.EXPECTED,
            run__status=Run.Status.PUBLISHED,
            run__course__needs_consent=True,
            person__date_of_birth__gt=_adults_until(timezone.localdate()),
        )
        .annotate(next_session=Subquery(coming.order_by("starts_at").values("starts_at")[:1]))
        .select_related("person", "run__course")
    )


def _tell_silent(place: Any) -> Question:
    missed = ngettext(
        "was not at %(number)d meeting in a row; a call may help",
        "was not at %(number)d meetings in a row; a call may help",
        place.absences_in_a_row,
    ) % {"number": place.absences_in_a_row}
    return Question(
        who=place.person.display_name,
        what=f"{place.run}: {missed}",
        url=reverse("run:place", args=[place.pk]),
        remedy=_("See the place"),
    )


def _tell_consent(place: Any) -> Question:
    told = {"run": place.run, "when": moment(place.next_session)}
    return Question(
        who=place.person.display_name,
        what=_("%(run)s, %(when)s: the carer has not consented yet") % told,
        url=reverse("run:place", args=[place.pk]),
        remedy=_("See the place"),
    )


def _adults_until(day: date) -> date:
    """Whoever was born later than this is a child on the day."""
    try:
        return day.replace(year=day.year - AGE_OF_MAJORITY)
    except ValueError:  # 29 February
        return day.replace(year=day.year - AGE_OF_MAJORITY, day=28)


question(
    Kind(
        name="silent",
        title=gettext_lazy("People we have not seen for some time"),
        icon="comment",
        order="-absences_in_a_row",
        rows=silent_places,
        tell=_tell_silent,
    )
)
question(
    Kind(
        name="consent",
        title=gettext_lazy("Consents missing before a meeting"),
        icon="doc-empty",
        order="next_session",
        rows=without_consent,
        tell=_tell_consent,
    )
)
