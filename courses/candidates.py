"""The path of a candidate: opened by a word of interest, moved on by what they do, ended when they wish.

A path only goes forward. Every step is written once, so that a verb can be called again at will.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from courses import candidate_letters, newcomers
from courses.models import CandidatePath, CandidateStep
from courses.newcomers import Newcomer, Reach
from lms.people.models import Acceptance, Organisation, Person
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from courses.models import Course
    from lms.people.models import InformationClause

Stage = CandidatePath.Stage
MESSAGE_LENGTH = 1000
AT_ONCE = timedelta(minutes=1)
"""A newcomer and their path are written down together."""


class PathEnded(Exception):
    """The person has stopped, or holds the certificate: there is no further step on this path."""


@transaction.atomic
def express_interest(
    *,
    person: Person | Newcomer,
    organisation: Organisation,
    reach: Reach,
    message: str = "",
    clause: InformationClause | None = None,
    by: Person | None = None,
) -> CandidatePath:
    """Open the path of somebody who thinks of foster care, and tell them and the coordinators.

    Asking twice returns the path that is open; a further message is added to what they wrote before.
    ``by`` is the coordinator who writes it down for somebody who phones.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # one after the other
    is_proven = not isinstance(person, Newcomer)
    if isinstance(person, Newcomer):
        path = newcomers.asked_before(person, at=organisation, reach=reach)
        person = path.person if path else newcomers.write_down(person)
    else:
        newcomers.claim(person)
        path = CandidatePath.objects.going_on().filter(person=person, organisation=organisation).first()
    if clause:
        Acceptance.objects.get_or_create(
            person=person,
            clause=clause,
            defaults={"accepted_by": by or person, "language": person.language},
        )
    if path:
        return _write_more(path, reach=reach, message=message, is_proven=is_proven)
    path = CandidatePath.objects.create(
        person=person,
        organisation=organisation,
        coordinator=by,
        message=message[:MESSAGE_LENGTH],
        email=reach.email,
        phone=reach.phone,
        call_when=reach.call_when,
        may_leave_message=reach.may_leave_message,
    )
    CandidateStep.objects.create(path=path, stage=Stage.INTERESTED, noted_by=by)
    if by:
        audit.record(AuditEntry.Action.CREATED, path, actor=by.user, subject=person)
    else:
        candidate_letters.tell_coordinators(path)
    candidate_letters.welcome(path)
    return path


@transaction.atomic
def note_step(path: CandidatePath, *, stage: str, by: Person | None, note: str = "") -> CandidatePath:
    """Write down a stage reached. One that lies behind is written too, but moves nobody back.

    The same stage again changes nothing. ``by`` is none when attendance or a certificate says it.
    Raises PathEnded for somebody who has stopped.
    """
    if stage not in CandidatePath.WAY:
        raise ValueError(stage)
    path = _held(path)
    if path.stage == Stage.WITHDRAWN:
        raise PathEnded
    _step, is_new = path.steps.get_or_create(stage=stage, defaults={"noted_by": by, "note": note})
    if path.is_ahead(stage):
        path.stage = stage
        path.save(update_fields=["stage"])
    if is_new and by:
        audit.record(AuditEntry.Action.CHANGED, path, actor=by.user, subject=path.person)
    return path


@transaction.atomic
def withdraw(path: CandidatePath, *, by: Person, note: str = "") -> CandidatePath:
    """The person stops for now. They may ask again at any time, and then begin anew.

    Doing it twice changes nothing. Raises PathEnded for somebody who holds the certificate.
    """
    path = _held(path)
    if path.stage == Stage.WITHDRAWN:
        return path
    if path.stage == Stage.CERTIFIED:
        raise PathEnded
    path.steps.create(stage=Stage.WITHDRAWN, noted_by=by, note=note)
    path.stage = Stage.WITHDRAWN
    path.save(update_fields=["stage"])
    audit.record(AuditEntry.Action.CHANGED, path, actor=by.user, subject=path.person)
    return path


@transaction.atomic
def take_over(path: CandidatePath, *, by: Person) -> CandidatePath:
    """From now on this coordinator leads the person, and stands for how they can be reached.

    Taking over what one leads already changes nothing.
    """
    path = _held(path)
    if path.coordinator_id == by.pk:
        return path
    path.coordinator = by
    path.save(update_fields=["coordinator"])
    _write_down_contact(path)
    audit.record(AuditEntry.Action.CHANGED, path, actor=by.user, subject=path.person)
    return path


@transaction.atomic
def note_attendance(person: Person, *, course: Course, minutes: int) -> None:
    """Somebody spent time in a course: when it is a step of candidates, their open paths move on."""
    if course.candidate_stage and minutes > 0:
        _move_on(person, stage=course.candidate_stage)


@transaction.atomic
def note_certificate(person: Person, *, course: Course) -> None:
    """Somebody was given a certificate: when it is the candidates', they have arrived."""
    if course.candidate_stage == Stage.TRAINING:
        _move_on(person, stage=Stage.CERTIFIED)


def _move_on(person: Person, *, stage: str) -> None:
    newcomers.claim(person)
    for path in CandidatePath.objects.going_on().filter(person=person):
        note_step(path, stage=stage, by=None)


def _held(path: CandidatePath) -> CandidatePath:
    """The path as it stands, kept for this transaction."""
    return (
        CandidatePath.objects.select_for_update(of=("self",))
        .select_related("person", "organisation")
        .get(pk=path.pk)
    )


def _write_more(path: CandidatePath, *, reach: Reach, message: str, is_proven: bool) -> CandidatePath:
    """What was not known before is added. Nothing that is known is changed by a form anybody can fill in.

    A name and a phone are soon guessed: another contact typed with them becomes part of the message, for a
    coordinator to judge, and not a way to call somebody or to write to them.
    """
    told = [] if is_proven else [part for part in (reach.phone, reach.email) if part and _is_new(part, path)]
    if told:
        later = _("Typed later, perhaps by somebody else: %(contact)s")
        message = f"{message}\n{later % {'contact': ', '.join(told)}}".strip()
    if message and message not in path.message:
        path.message = f"{path.message}\n\n{message}".strip()[:MESSAGE_LENGTH]
    if is_proven:
        if reach.phone and not path.phone:
            path.phone, path.call_when = reach.phone, reach.call_when
            path.may_leave_message = reach.may_leave_message
        path.email = path.email or reach.email
    path.save(update_fields=["message", "phone", "call_when", "may_leave_message", "email"])
    return path


def _is_new(contact: str, path: CandidatePath) -> bool:
    if "@" in contact:
        return contact.lower() != path.email.lower()
    return newcomers.digits_of(contact) != newcomers.digits_of(path.phone)


def _write_down_contact(path: CandidatePath) -> None:
    """What was typed becomes the person's own where nothing was known, and only as far as it is safe.

    An address that somebody else has stays with the path: two people with one address could not sign in.
    So does all that was typed about somebody whom the house knew before: it may be a stranger's, and with
    an address comes a sign-in.
    """
    person = path.person
    if person.user_id or person.created_at < path.opened_at - AT_ONCE:
        return
    if path.email and not person.email and not Person.objects.filter(email__iexact=path.email).exists():
        person.email = path.email
    if path.phone and not person.phone and path.may_leave_message:
        person.phone = path.phone
    person.save(update_fields=["email", "phone"])
