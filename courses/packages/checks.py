"""``manage.py check --deploy``: packages run on an origin of their own, or not at all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning
from django.http.request import validate_host

from courses.packages.origin import ANY


@register(deploy=True)
def packages_run_elsewhere(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without an origin nobody can open a package; on the origin of the house it could read everything."""
    if not settings.PACKAGES_ORIGIN:
        return [
            CheckWarning(
                "Packages (SCORM, cmi5, H5P) cannot be opened: no origin is set on which they may run.",
                hint="Set KROK_PACKAGES_ORIGIN to an address that nothing else uses, best under a domain of "
                "its own, and let it lead to the same web processes.",
                id="courses.W001",
            )
        ]
    told, house = urlsplit(settings.PACKAGES_ORIGIN), urlsplit(settings.SITE_ADDRESS)
    problems: list[CheckMessage] = []
    if told.netloc == house.netloc or _covers(told.netloc, house.netloc):
        problems.append(
            Error(
                "Packages would run on the origin of the house, and could read every page and cookie.",
                hint="Set KROK_PACKAGES_ORIGIN to another host than KROK_ADDRESS.",
                id="courses.E001",
            )
        )
    if told.scheme != "https" or told.path:
        problems.append(
            Error(
                "KROK_PACKAGES_ORIGIN must be an origin: https, a host, and nothing after it.",
                hint="For example https://*.packages.example.org",
                id="courses.E002",
            )
        )
    return problems


def _covers(pattern: str, host: str) -> bool:
    return pattern.startswith(ANY) and validate_host(host, [pattern[1:]])
