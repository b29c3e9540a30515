"""What the pages of booking say: the answers, what went wrong, and what stands in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.people.models import Person
from sessions.errors import ParticipantBusy
from sessions.models import Place
from sessions.run_cards import RunCard
from sessions.run_dates import joined
from sessions.views.journey import CHILD, CONTACT, NEEDS, WHO
from sessions.waiting_list import position
from sessions.whereabouts import where_is

if TYPE_CHECKING:
    from sessions.errors import BookingError
    from sessions.household import Household
    from sessions.views.journey import Journey


def answers_in_words(journey: Journey) -> list[dict[str, str]]:
    """The rows of the check page; what was not asked cannot be changed there."""
    asked = journey.steps
    rows = [_row(journey, _("For"), joined(journey.names), _step_of_names(asked))]
    if NEEDS in asked:
        rows.append(_row(journey, _("What you need"), _needs(journey), NEEDS))
    if journey.person:
        rows.append(_row(journey, _("We write to"), journey.person.email or journey.person.phone, ""))
    else:
        form = journey.answered(CONTACT)
        form.is_valid()
        language = str(Person.Language(form.cleaned_data["language"]).label)
        rows.append(_row(journey, _("We write to"), f"{form.cleaned_data['email']}\n{language}", CONTACT))
    return rows


def _row(journey: Journey, label: str, value: str, step: str) -> dict[str, str]:
    url = journey.url(step) if step else ""
    return {"label": label, "value": value, "url": url, "url_label": _("Change") if step else ""}


def _step_of_names(asked: list[str]) -> str:
    return next((step for step in (WHO, CHILD, CONTACT) if step in asked), "")


def _needs(journey: Journey) -> str:
    needs = journey.needs
    said = [
        (needs.childcare, _("Childcare")),
        (needs.interpreter, _("An interpreter")),
        (needs.step_free, _("A way in without steps")),
        (needs.diet, _("Food: %(what)s") % {"what": needs.diet}),
    ]
    return "\n".join(words for is_asked, words in said if is_asked) or _("Nothing special")


def problem_in_words(obstacle: BookingError) -> str:
    """Why the place could not be taken just now, and what to do."""
    if isinstance(obstacle, ParticipantBusy):
        names = joined([str(person) for person in obstacle.people])
        return ngettext(
            "%(names)s has another meeting at one of these hours. Choose other dates or give that one back.",
            "%(names)s have another meeting at one of these hours. Choose other dates or give that one back.",
            len(obstacle.people),
        ) % {"names": names}
    return _("There are more of you than seats in this group. Ask for fewer places, or call us.")


def what_stands(household: Household) -> dict[str, Any]:
    """The places a household has in a run, and its next meeting."""
    run = household.run
    seated = [place for place in household.held if place.has_seat]
    waiting = [(place, position(place)) for place in household.held if place.status == Place.Status.WAITING]
    now = timezone.now()
    meeting = next((session for session in run.sessions.all() if session.ends_at >= now), None)
    return {
        "run": run,
        "card": RunCard(run),
        "household": household,
        "seated": seated,
        "waiting": waiting,
        "meeting": meeting,
        "where": where_is(meeting, run, has_seat=bool(seated)) if meeting else None,
    }
