"""What holders are told of their certificates. A confidential course has neutral letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from courses.certificates.statement import NEUTRAL_TITLE
from lms.messaging import outbox
from lms.people.reach import readers_for

if TYPE_CHECKING:
    from courses.models import Certificate
    from lms.people.models import Person


def tell(
    kind: str, certificate: Certificate, *, on_behalf_of: int | None, about: str = "", **more: Any
) -> int:
    """Write to the holder, or to whoever cares for them; returns how many letters there are now.

    ``about`` tells letters of one kind about one certificate apart. Safe to repeat.
    """
    keys = [kind, certificate.number, *([about] if about else [])]
    written = 0
    for reader in readers_for(certificate.enrolment.person):
        message = outbox.write(
            kind,
            to=reader,
            on_behalf_of=on_behalf_of,
            key=":".join([*keys, str(reader.pk)]),
            context={
                "certificate": certificate,
                "course_title": title_of(certificate, language=reader.language),
                "is_confidential": certificate.is_confidential,
                "address": page_of(certificate, reader=reader),
                **more,
            },
        )
        written += message is not None
    return written


def title_of(certificate: Certificate, *, language: str) -> str:
    """The course as the paper calls it; in a language the paper does not speak, as it is called there.

    One that became confidential since is named nowhere any more, whatever the paper says.
    """
    with override(language):
        if certificate.is_confidential:
            return gettext(NEUTRAL_TITLE)
        stated: dict[str, str] = certificate.statement["course"]
        return stated.get(language) or str(certificate.enrolment.course.title)


def page_of(certificate: Certificate, *, reader: Person) -> str:
    """The page of the certificate in the reader's language; nothing of the course stands in it."""
    with override(reader.language):
        return settings.SITE_ADDRESS + reverse("learn:certificates:show", args=[certificate.number])
