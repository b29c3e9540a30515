"""What a public body tells: who it is, what it does, whom it protects, and how anyone can read it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.models import (
    AccessibilityDeclarationPage,
    InformationPage,
    PrivacyPage,
    StandardsPage,
)
from lms.demo.pages.telling import tell
from lms.demo.told import told_in

if TYPE_CHECKING:
    from datetime import date

    from cms.models import PublicPage
    from lms.demo.pages.known import Known

KINDS: dict[str, type[PublicPage]] = {
    "declaration": AccessibilityDeclarationPage,
    "privacy": PrivacyPage,
    "standards": StandardsPage,
}


DECLARED_AGO = {"published_on": 90, "changed_on": 14, "drawn_up_on": 14}
"""Days before the loading of the demonstration."""


def plant_duties(known: Known) -> None:
    for one in told_in("duties"):
        kind: Any = KINDS.get(one["key"], InformationPage)
        facts = _declared() if kind is AccessibilityDeclarationPage else {}
        tell(kind, one, parent=known.pages["home"], known=known, show_in_menus=True, **facts)


def _declared() -> dict[str, date]:
    today = timezone.localdate()
    return {name: today - timedelta(days=days) for name, days in DECLARED_AGO.items()}
