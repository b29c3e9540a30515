"""What leaves have torn open and no other finder sees: appointments, interpreters, childcare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.people.permission_policies import visible
from sessions.board.finders import finder, named, section_of
from sessions.board.item import Item
from sessions.gaps import open_gaps
from sessions.models import Appointment, Gap, Session

if TYPE_CHECKING:
    from lms.people.roles import AnyUser
    from sessions.board.item import Section


@finder
def left_open(user: AnyUser) -> Section:
    """Appointments to be moved, and meetings whose interpreter or childcare is away."""
    theirs = Q(appointment__in=visible(Appointment, user, "change")) | Q(
        session__in=visible(Session, user, "change"),
        part__in=(Gap.Part.INTERPRETER, Gap.Part.CHILDCARE),
    )
    return section_of(
        open_gaps().filter(theirs), title=_("Left open by a leave"), icon="calendar-alt", item=_item
    )


def _item(gap: Gap) -> Item:
    away = _("%(who)s is away") % {"who": gap.absence.resource}
    if session := gap.session:
        return Item(
            about=named(session),
            what=f"{away} ({gap.get_part_display()})",
            when=session.starts_at,
            url=reverse("run:inspect", args=[session.run_id]),
            remedy=_("Find somebody"),
        )
    return Item(
        about=str(gap.appointment.service) if gap.appointment else "",
        what=away,
        when=gap.appointment.starts_at if gap.appointment else None,
        url=reverse("appointment:inspect", args=[gap.appointment_id]),
        remedy=_("Move it"),
    )
