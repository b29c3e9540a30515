"""What somebody sees of a certificate of their own, or of a child in their care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.badges.addresses import of_credential
from courses.badges.claiming import may_claim
from courses.certificates.renewal import Renewal, not_renewed
from courses.certificates.statement import hours_stated
from courses.certificates.telling import title_of
from courses.models import Badge, Certificate
from lms.people.models import Person
from lms.web.dates import full_date

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class MyCertificate:
    """One certificate as its reader sees it."""

    certificate: Certificate
    reader: Person
    is_renewed: bool = False

    @property
    def number(self) -> str:
        return self.certificate.number

    @property
    def title(self) -> str:
        return title_of(self.certificate, language=get_language() or "")

    @property
    def holder(self) -> Person:
        return self.certificate.enrolment.person

    @property
    def is_of_somebody_else(self) -> bool:
        """Of a child in the reader's care."""
        return self.holder != self.reader

    @property
    def is_confidential(self) -> bool:
        return self.certificate.is_confidential

    @property
    def successor(self) -> Certificate | None:
        """What took its place."""
        return self.certificate.successor

    @property
    def renewal(self) -> Renewal | None:
        """How to keep it, from the day on which one may."""
        if self.is_renewed or not self.certificate.is_valid or self.certificate.expires_on is None:
            return None
        renewal = Renewal(self.certificate)
        return renewal if renewal.is_open else None

    @property
    def badge(self) -> Badge | None:
        """The badge that the holder carries of it."""
        return next((badge for badge in self.certificate.badges.all() if badge.is_held), None)

    @property
    def badge_address(self) -> str:
        """The link to hand on, with the name of our house in it."""
        return of_credential(self.badge) if self.badge else ""

    @property
    def may_claim(self) -> bool:
        return may_claim(self.certificate, by=self.reader)

    @property
    def state(self) -> tuple[str, str]:
        """The word for where it stands, and the colour of its badge."""
        words = {
            "valid": (_("valid"), "success"),
            "expired": (_("no longer holds"), "warning"),
            "superseded": (_("replaced by a newer one"), "neutral"),
            "revoked": (_("withdrawn"), "danger"),
        }
        return words[self.certificate.standing]

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        certificate = self.certificate
        rows = [
            {"label": _("Number"), "value": certificate.number},
            {"label": _("Issued to"), "value": certificate.statement["holder"]["latin"]},
            {"label": _("Teaching hours"), "value": hours_stated(certificate.statement)},
            {"label": _("Issued on"), "value": full_date(timezone.localdate(certificate.issued_at))},
        ]
        if certificate.expires_on:
            rows.append({"label": _("Holds until"), "value": full_date(certificate.expires_on)})
        return rows


def certificates_of(person: Person) -> QuerySet[Certificate]:
    """The person's own and those of the children in their care, the newest first."""
    own = Q(enrolment__person=person) | Q(
        enrolment__person__in=Person.objects.in_care_of(person).values("pk")
    )
    found = Certificate.objects.filter(own)
    return (
        found.with_secrecy()
        .select_related("enrolment__person", "enrolment__course__renewed_by", "superseded_by", "restored_by")
        .prefetch_related(Prefetch("badges", queryset=Badge.objects.held()))
    )


def all_of(person: Person) -> list[MyCertificate]:
    """Those that stand; what was replaced or withdrawn is reached by its address alone. Three queries."""
    certificates = list(certificates_of(person).filter(status=Certificate.Status.VALID))
    lapsing = set(
        not_renewed().filter(pk__in=[each.pk for each in certificates]).values_list("pk", flat=True)
    )
    return [
        MyCertificate(each, person, is_renewed=bool(each.expires_on) and each.pk not in lapsing)
        for each in certificates
    ]


def one_of(person: Person, number: str) -> MyCertificate | None:
    certificate = certificates_of(person).filter(number=number.upper()).first()
    if certificate is None:
        return None
    is_renewed = bool(certificate.expires_on) and not not_renewed().filter(pk=certificate.pk).exists()
    return MyCertificate(certificate, person, is_renewed=is_renewed)
