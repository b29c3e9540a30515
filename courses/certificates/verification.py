"""Is this certificate genuine? Anyone who holds one may ask, and learns no more than the paper says.

Why one was withdrawn, and which took its place, is between the holder and us.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.certificates.statement import hours_stated
from courses.models import Certificate
from lms.web.dates import full_date
from lms.web.limits import limited


@limited("60/m/ip")
def verify(request: HttpRequest, number: str) -> HttpResponse:
    certificate = (
        Certificate.objects.select_related("enrolment__course").filter(number=number.upper()).first()
    )
    return render(
        request,
        "courses/verify.html",
        {"certificate": certificate, "number": number, "rows": _rows(certificate) if certificate else []},
        status=200 if certificate else 404,
    )


def _rows(certificate: Certificate) -> list[dict[str, str]]:
    """What a stranger may compare with the paper: no birth date, no attendance, a shortened name.

    A course that became confidential since, or whose run did, is not named any more.
    """
    statement = certificate.statement
    language = get_language() if get_language() in statement["languages"] else statement["languages"][0]
    is_silent = certificate.is_confidential and not statement.get("is_confidential")
    named = [] if is_silent else [{"label": _("Course"), "value": statement["course"][language]}]
    issued = full_date(timezone.localdate(certificate.issued_at))
    rows = [
        {"label": _("Number"), "value": certificate.number},
        {"label": _("Issued to"), "value": _initialled(statement["holder"]["latin"])},
        *named,
        {"label": _("Teaching hours"), "value": hours_stated(statement)},
        {"label": _("Organiser"), "value": statement["organiser"][language]},
        {"label": _("Issued on"), "value": issued},
    ]
    if certificate.expires_on:
        label = _("Held until") if certificate.is_expired else _("Holds until")
        rows.append({"label": label, "value": full_date(certificate.expires_on)})
    return rows


def _initialled(name: str) -> str:
    """Enough of a name to compare with the paper: Oksana S."""
    given, _space, family = name.rpartition(" ")
    return f"{given} {family[:1]}." if given else family
