"""What a public body tells: who it is, what it does, whom it protects, and how anyone can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cms.models import (
    AccessibilityDeclarationPage,
    InformationPage,
    PrivacyPage,
    StandardsPage,
)
from lms.demo.pages.telling import tell
from lms.demo.told import told_in

if TYPE_CHECKING:
    from cms.models import PublicPage
    from lms.demo.pages.known import Known

KINDS: dict[str, type[PublicPage]] = {
    "declaration": AccessibilityDeclarationPage,
    "privacy": PrivacyPage,
    "standards": StandardsPage,
}


def plant_duties(known: Known) -> None:
    for one in told_in("duties"):
        kind: Any = KINDS.get(one["key"], InformationPage)
        parent = known.pages[one.pop("under", "home")]
        tell(kind, one, parent=parent, known=known, show_in_menus=parent is known.pages["home"])
