"""What the pages of booking say: the answers, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.people.models import Person
from sessions.errors import CoursesComeFirst, ParticipantBusy
from sessions.forms.needs import children
from sessions.run_dates import joined
from sessions.views import company
from sessions.views.journey import ALONG, CHILD, CONTACT, NEEDS, WHO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sessions.errors import BookingError
    from sessions.views.journey import Journey


def answers_in_words(journey: Journey) -> list[dict[str, str]]:
    """The rows of the check page; what was not asked cannot be changed there."""
    asked = journey.steps
    rows = [_row(journey, _("For"), joined(journey.names), _step_of_names(asked))]
    if along := company.name_along(journey):
        rows.append(_row(journey, _("Comes along with the child"), along, ALONG if ALONG in asked else ""))
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
    looked_after = _("Childcare: %(children)s") % {"children": children(needs.children_in_childcare)}
    said = [
        (needs.childcare, looked_after),
        (needs.interpreter, _("An interpreter")),
        (needs.step_free, _("A way in without steps")),
        (needs.transport_refund, _("Refund of travel costs")),
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
    if isinstance(obstacle, CoursesComeFirst):
        return comes_first_in_words(obstacle)
    return _(
        "There are more of you than seats in this group. Let each take what there is, ask for fewer places, "
        "or call us."
    )


def comes_first_in_words(obstacle: CoursesComeFirst) -> str:
    """Who has to complete what before. A course that nobody must hear of is not named."""
    said = []
    for person, courses in obstacle.missing.items():
        titles = [f"“{course.title}”" for course in courses if not course.is_confidential]
        first = joined(titles) if titles else _("another course")
        said.append(_("%(name)s: %(courses)s comes first.") % {"name": person, "courses": first})
    said.append(_("Have you learnt it elsewhere? Show us the document in My learning, or call us."))
    return " ".join(said)


def left_out_in_words(busy: Sequence[Person]) -> str:
    """Those of a household who got no place because they have something else, each asking for themselves."""
    return ngettext(
        "%(names)s has another meeting at one of these hours, so there is no place for them here.",
        "%(names)s have another meeting at one of these hours, so there are no places for them here.",
        len(busy),
    ) % {"names": joined([str(person) for person in busy])}
