"""What must not happen unnoticed: a public house whose messages go nowhere."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

SILENT_BACKENDS = ("dummy", "locmem", "console", "filebased")


@register(deploy=True)
def messages_leave_the_house(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.DEMO:
        return []
    problems: list[CheckMessage] = []
    if any(f".{silent}." in settings.EMAIL_BACKEND for silent in SILENT_BACKENDS):
        problems.append(
            Error("E-mail goes nowhere.", hint="Set EMAIL_URL to your mail server.", id="messaging.E001")
        )
    if settings.SMS_GATEWAY.endswith(".RecordedGateway"):
        problems.append(
            Error(
                "The recorded SMS gateway sends nothing.",
                hint="Set KROK_SMS_GATEWAY to a provider's class, or leave it empty.",
                id="messaging.E002",
            )
        )
    return problems
