"""Where somebody makes up a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.form_fields import Label
from lms.web import dates
from sessions.whereabouts import where_is

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.models import Session


class ElsewhereForm(forms.Form):
    """One of the sessions with room; each says when, where and in which language."""

    session = forms.ChoiceField(
        label=gettext_lazy("Which meeting do you want to come to?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a meeting."),
            "invalid_choice": gettext_lazy("This meeting cannot be chosen any more. Choose another one."),
        },
    )

    def __init__(self, *args: Any, sessions: Iterable[Session], missed: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(session.uuid): session for session in sessions}
        field = cast("forms.ChoiceField", self.fields["session"])
        field.choices = [(word, _label(session, missed)) for word, session in self.sessions.items()]

    @property
    def chosen(self) -> Session:
        return self.sessions[self.cleaned_data["session"]]


def _label(session: Session, missed: Session) -> Label:
    run = session.run
    spoken = capfirst(", ".join(one.get_language_display() for one in run.languages.all()))
    topic = "" if run.is_confidential else session.topic
    if topic and topic == missed.topic:
        topic = _("the same topic: %(topic)s") % {"topic": topic}
    where = where_is(session, run, has_seat=False).text
    return Label(
        capfirst(dates.moment(session.starts_at, session.ends_at)),
        " · ".join(part for part in (spoken, topic, where) if part),
    )
