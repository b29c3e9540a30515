"""What an editor's first page says of the duties that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.duties import review
from lms.people.roles import has_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from cms.models import AccessibilityDeclarationPage


class DeclarationDue(Component):
    name = "declaration_due"
    order = 5
    template_name = "cms/backoffice/declaration_due.html"

    def __init__(self, declaration: AccessibilityDeclarationPage) -> None:
        self.declaration = declaration

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"declaration": self.declaration}


def remark(request: HttpRequest, panels: list[Component]) -> None:
    """From 1 March on, until it is done, above the pages of those who would do it."""
    if has_role(request.user, *review.WHO_REVIEWS) and (page := review.due(on=timezone.localdate())):
        panels.append(DeclarationDue(page))
