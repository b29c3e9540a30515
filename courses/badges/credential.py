"""What a badge says: the same as the certificate, as data (1EdTech Open Badges 3.0).

It holds the least that proves something to somebody the holder shows it to: the course, the hours and the
organiser; the holder by a salted hash of their e-mail, and by name only where they asked for it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.badges import addresses
from courses.badges.status import entry_of
from courses.badges.vocabulary import CREDENTIALS, OPEN_BADGES, SCHEMA, SKILL
from courses.certificates.numbering import address_of
from courses.certificates.statement import minutes_counted
from courses.models import Badge, Competence, Course

if TYPE_CHECKING:
    from datetime import date

    from lms.people.models import Organisation, Person

INTERNATIONAL = "en"
"""The language in which a badge speaks: it is shown abroad, and its readers know no Polish."""


def payload_of(badge: Badge) -> dict[str, Any]:
    """The credential and the registered claims of its JWT (§ 8.2.4)."""
    certificate = badge.certificate
    organiser = badge.status_list.issuer
    issued_at = certificate.issued_at.astimezone(UTC).replace(microsecond=0)
    credential: dict[str, Any] = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": addresses.of_credential(badge),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": title_of(certificate.enrolment.course),
        "issuer": profile_of(organiser),
        "validFrom": _moment(issued_at),
        "credentialSubject": _subject(badge, organiser=organiser),
        "evidence": [
            {"id": address_of(certificate.number), "type": ["Evidence"], "name": certificate.number}
        ],
        "credentialStatus": entry_of(badge.status_list, badge.index),
        "credentialSchema": [SCHEMA],
        "iss": addresses.of_issuer(organiser),
        "jti": addresses.of_credential(badge),
        "sub": f"urn:uuid:{badge.uuid}",
        "nbf": int(issued_at.timestamp()),
    }
    if certificate.expires_on:
        end = _end_of(certificate.expires_on)
        credential |= {"validUntil": _moment(end), "exp": int(end.timestamp())}
    return credential


def profile_of(organisation: Organisation) -> dict[str, Any]:
    """Who vouches for a badge."""
    address = addresses.of_issuer(organisation)
    profile = {"id": address, "type": ["Profile"], "name": organisation.name, "url": address}
    return profile | ({"email": organisation.email} if organisation.email else {})


def achievement_of(course: Course, *, organisation: Organisation) -> dict[str, Any]:
    """What whoever holds the badge has learnt."""
    address = addresses.of_achievement(course, organisation)
    with translation.override(INTERNATIONAL):
        return {
            "id": address,
            "type": ["Achievement"],
            "achievementType": "CertificateOfCompletion",
            "inLanguage": INTERNATIONAL,
            "humanCode": course.code,
            "name": title_of(course),
            "description": course.summary or title_of(course),
            "criteria": {
                "narrative": _("The holder took part in the course and fulfilled its rule of completion.")
            },
            "image": {"id": addresses.of_picture(), "type": "Image", "caption": _("Stepping stones")},
            "creator": profile_of(organisation),
            **_alignment(course),
            "resultDescription": [
                {
                    "id": f"{address}#hours",
                    "type": ["ResultDescription"],
                    "name": _("Teaching hours of %(minutes)d minutes") % {"minutes": course.minutes_in_hour},
                    "resultType": "RawScore",
                },
                {
                    "id": f"{address}#status",
                    "type": ["ResultDescription"],
                    "name": _("Result"),
                    "resultType": "Status",
                },
            ],
        }


def _alignment(course: Course) -> dict[str, Any]:
    """The skills of the European classification (ESCO) that the course gives, where somebody named them."""
    given = Competence.objects.filter(given_by__course=course).exclude(esco_uri="")
    nodes = [
        {
            "type": ["Alignment"],
            "targetName": str(competence),
            "targetUrl": competence.esco_uri,
            "targetFramework": "ESCO",
        }
        | ({"targetType": SKILL} if "/skill/" in competence.esco_uri else {})
        for competence in given.order_by("framework", "position", "code")
    ]
    return {"alignment": nodes} if nodes else {}


def title_of(course: Course) -> str:
    with translation.override(INTERNATIONAL):
        return str(course.title)


def _subject(badge: Badge, *, organiser: Organisation) -> dict[str, Any]:
    enrolment = badge.certificate.enrolment
    achievement = achievement_of(enrolment.course, organisation=organiser)
    hours = round(sum(minutes_counted(enrolment)) / enrolment.course.minutes_in_hour, 1)
    subject: dict[str, Any] = {
        "id": f"urn:uuid:{badge.uuid}",
        "type": ["AchievementSubject"],
        "achievement": achievement,
        "result": [
            {
                "type": ["Result"],
                "resultDescription": f"{achievement['id']}#hours",
                "value": f"{hours:g}",
            },
            {
                "type": ["Result"],
                "resultDescription": f"{achievement['id']}#status",
                "status": "Completed",
            },
        ],
    }
    if known_by := _identities(enrolment.person, has_name=badge.has_name):
        subject["identifier"] = known_by
    return subject


def _identities(person: Person, *, has_name: bool) -> list[dict[str, Any]]:
    """By what a holder proves that a badge is theirs: an e-mail that nobody can read out of it."""
    found: list[dict[str, Any]] = []
    if person.email:
        salt = secrets.token_hex(16)
        digest = hashlib.sha256(f"{person.email.lower()}{salt}".encode()).hexdigest()
        found.append(
            {
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": True,
                "identityHash": f"sha256${digest}",
                "salt": salt,
            }
        )
    if has_name:
        found.append(
            {
                "type": "IdentityObject",
                "identityType": "name",
                "hashed": False,
                "identityHash": person.full_name,
            }
        )
    return found


def _end_of(day: date) -> datetime:
    """The last second of a day here."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
