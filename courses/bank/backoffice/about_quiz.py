"""What the pages about one quiz share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courses.models import Bank, Quiz
from lms.people.permission_policies import visible

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class AboutQuiz:
    model: type[Model] = Quiz
    listed_model: type[Model] | None = Quiz
    index_url_name = "quiz:index"
    inspect_url_name = "quiz:inspect"
    header_icon = "form"
    object: Any
    user: Any

    def banks(self) -> QuerySet[Bank]:
        """Those the reader may draw from: their own and the house's."""
        return visible(Bank, self.user)
