"""Columns that say dates as people do. Wagtail's own say how long ago, also of what is to come."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.admin.ui.tables import Column

from lms.web import dates


class DayColumn(Column):
    """A date: "24 listopada 2026"."""

    def get_value(self, instance: Model) -> Any:
        value = super().get_value(instance)
        return dates.full_date(value) if value else "–"


class MomentColumn(Column):
    """A date and an hour: "24 listopada 2026, 17.00"."""

    def get_value(self, instance: Model) -> Any:
        value = super().get_value(instance)
        return f"{dates.full_date(value)}, {dates.hour(value)}" if value else "–"
