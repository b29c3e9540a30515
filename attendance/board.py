"""What attendance puts on the coordinator's board: the open questions, kind by kind, in one query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendance.backoffice import people_questions as _people  # noqa: F401 - puts itself into the queue
from attendance.backoffice.questions import tally
from sessions.board.finders import finder
from sessions.board.item import Item, Section

if TYPE_CHECKING:
    from lms.people.roles import AnyUser


@finder
def questions(user: AnyUser) -> Section:
    """How many questions of each kind are open, and since when the oldest."""
    found = tally(user)
    address = reverse("attendance:questions")
    return Section(
        title=_("Questions about attendance"),
        icon="clipboard-list",
        items=[
            Item(
                about=str(one.kind.title),
                what=ngettext("%(number)d waits for you", "%(number)d wait for you", one.number)
                % {"number": one.number},
                when=one.since,
                url=f"{address}#{one.kind.name}",
                remedy=_("Answer"),
            )
            for one in found
        ],
        total=len(found),
    )
