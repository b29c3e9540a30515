"""The key of the aliases: a paper of its own, for the organiser's coordinators only. Every look is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from attendance.sheets import facts
from attendance.sheets.hours import span_of
from attendance.sheets.names import names_on_paper, stands_by_another_name
from attendance.sheets.statement import OFFICIAL_LANGUAGE, VERSION, entries_of, in_order, session_for_paper
from cms.leaflets.letters import printable
from lms.people.models import Role
from lms.people.roles import roles_of
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web import dates

if TYPE_CHECKING:
    from lms.people.models import User
    from lms.people.roles import AnyUser
    from sessions.models import Run, Session


def may_see_key(user: AnyUser, run: Run) -> bool:
    """Coordinators of whoever organises the run; not even administrators."""
    return user.is_active and run.organiser_id in roles_of(user).get(Role.COORDINATOR, ())


def key_of(session: Session, *, by: User, language: str = OFFICIAL_LANGUAGE) -> dict[str, Any]:
    """What ``templates/typst/sheet_key.typ`` prints. The look is written into the log before it is given.

    Raises PermissionError for whoever may not.
    """
    if not may_see_key(by, session.run):
        raise PermissionError
    audit.record(AuditEntry.Action.EXPORTED, f"attendance.Sheet key of session {session.pk}", actor=by)
    session = session_for_paper(session.pk)
    people = [entry.person for entry in entries_of(session, to_sign=False)]
    with override(language):
        names = names_on_paper(people, run=session.run)
        rows = [
            {
                "person": str(person.uuid),
                "name": printable(_full(person.full_name, person.full_name_cyrillic)),
                "alias": printable(names[person.pk]),
            }
            for person in people
            if stands_by_another_name(person, run=session.run)
        ]
        by_alias = in_order([row | {"name": row["alias"], "full": row["name"]} for row in rows])
        return {
            "version": VERSION,
            "kind": "key",
            "purpose": "key",
            "language": language,
            "title": facts.title_of(session.run, is_key=True),
            "run": session.run.code,
            "date": dates.full_date(session.starts_at),
            "facts": facts.facts_of_session(session, span_of(session), is_key=True),
            "logos": [],
            "words": {
                "title": _("Key to the attendance list"),
                "warning": _(
                    "Confidential. Keep this paper apart from the list, and destroy it when it is not needed."
                ),
                "number": _("No."),
                "alias": pgettext("on paper", "Alias"),
                "name": _("Given and family name"),
                "page": _("page"),
                "of": pgettext("page 1 of 3", "of"),
                "logged": _("Printing this key was written into the log."),
            },
            "rows": [
                {"number": row["number"], "alias": row["name"], "name": row["full"]} for row in by_alias
            ],
        }


def _full(latin: str, cyrillic: str) -> str:
    return f"{latin} ({cyrillic})" if cyrillic and cyrillic != latin else latin
