"""Invitations that a mail program puts into the calendar by itself (iTIP, RFC 5546).

Every invitation holds one meeting, as the standard asks. The same UID with a higher SEQUENCE updates what
is there instead of adding a second entry; CANCEL strikes it out.
"""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import override

from lms.messaging.outbox import Paper
from sessions.calendars.entry import entry_of_appointment, entry_of_session
from sessions.calendars.file import Correspondents, calendar_file
from sessions.calendars.standing import standings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lms.people.models import Organisation, Person
    from sessions.calendars.entry import Entry
    from sessions.models import Appointment, Place, Session

REQUEST, CANCEL = "REQUEST", "CANCEL"


def invitation_to_session(
    session: Session, *, reader: Person, method: str = REQUEST, places: Sequence[Place] = ()
) -> list[Paper]:
    """To one session of a run, for whom ``places`` it concerns; without any the reader teaches it.

    Nothing for who has no e-mail.
    """
    run = session.run
    heard = standings(places).values()
    with override(reader.language):
        entry = entry_of_session(
            session,
            run,
            stands=method == REQUEST,
            has_seat=not places or any(place.is_confirmed for place in places),
            changes=sum(one.changes for one in heard),
            changed_at=max((one.changed_at for one in heard if one.changed_at), default=None),
        )
        return _papers(entry, method=method, organiser=run.organiser, reader=reader)


def invitation_to_appointment(
    appointment: Appointment, *, reader: Person, method: str = REQUEST
) -> list[Paper]:
    """To an appointment, for its person, a carer or the specialist. Nothing for who has no e-mail."""
    teaches = reader.pk == appointment.specialist.person_id
    with override(reader.language):
        entry = entry_of_appointment(appointment, for_specialist=teaches)
        organiser = appointment.service.organisation
        return _papers(entry, method=method, organiser=organiser, reader=reader)


def _papers(entry: Entry, *, method: str, organiser: Organisation, reader: Person) -> list[Paper]:
    if not reader.email:
        return []
    between = Correspondents(
        organiser=organiser.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        organiser_name=organiser.name,
        attendee=reader.email,
    )
    return [
        Paper(
            name="krok.ics",
            content_type=f"text/calendar; method={method}",
            content=calendar_file([entry], method=method, between=between),
        )
    ]
