"""Is this certificate genuine? Anyone who holds one may ask, and learns no more than the paper says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import Certificate
from lms.web.limits import limited


@limited("60/m/ip")
def verify(request: HttpRequest, number: str) -> HttpResponse:
    certificate = Certificate.objects.filter(number=number.upper()).first()
    return render(
        request,
        "courses/verify.html",
        {"certificate": certificate, "number": number, "rows": _rows(certificate) if certificate else []},
        status=200 if certificate else 404,
    )


def _rows(certificate: Certificate) -> list[dict[str, str]]:
    """What a stranger may compare with the paper: no birth date, no attendance, a shortened name."""
    statement = certificate.statement
    language = get_language() if get_language() in statement["languages"] else statement["languages"][0]
    issued = formats.date_format(timezone.localdate(certificate.issued_at), "j E Y")
    return [
        {"label": _("Number"), "value": certificate.number},
        {"label": _("Issued to"), "value": _initialled(statement["holder"]["latin"])},
        {"label": _("Course"), "value": statement["course"][language]},
        {"label": _("Teaching hours"), "value": statement["hours"]["total"]},
        {"label": _("Organiser"), "value": statement["organiser"][language]},
        {"label": _("Issued on"), "value": issued},
    ]


def _initialled(name: str) -> str:
    """Enough of a name to compare with the paper: Oksana S."""
    given, _space, family = name.rpartition(" ")
    return f"{given} {family[:1]}." if given else family
