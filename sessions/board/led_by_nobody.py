"""People at work whom nobody leads: nobody reviews what they hand in, and no grid shows what they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.competences.leading import duties_led_by_nobody
from courses.models import Duty
from lms.people.permission_policies import visible
from sessions.board.finders import finder, section_of
from sessions.board.item import Item

if TYPE_CHECKING:
    from lms.people.roles import AnyUser
    from sessions.board.item import Section


@finder
def led_by_nobody(user: AnyUser) -> Section:
    """Roles taken up that ask for something, without a team or in a team that has no manager."""
    found = duties_led_by_nobody().filter(pk__in=visible(Duty, user, "change"))
    return section_of(
        found.select_related("person", "profile", "team"),
        title=_("People whom nobody leads"),
        icon="group",
        item=_item,
    )


def _item(duty: Duty) -> Item:
    about = f"{duty.person.full_name}, {duty.profile}"
    if duty.team is None:
        url = reverse("duty:edit", args=[duty.pk])
        return Item(about=about, what=_("in no team"), url=url, remedy=_("Choose a team"))
    return Item(
        about=about,
        what=_("the team “%(team)s” has no manager") % {"team": duty.team},
        url=reverse("teams:edit", args=[duty.team_id]),
        remedy=_("Choose a manager"),
    )
