"""Files that a spreadsheet opens: nothing in them is ever run."""

from __future__ import annotations

import re
from typing import Any

from import_export import fields, resources

_STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_TELEPHONE = re.compile(r"\+[\d ]+")


def as_text(cell: str) -> str:
    """The words of a cell; what a spreadsheet would take for a formula is marked as text."""
    if _STARTS_A_FORMULA.match(cell) and not _TELEPHONE.fullmatch(cell):
        return f"'{cell}"
    return cell


class PlainResource(resources.Resource):
    """An export whose words stay words and whose numbers can be added up."""

    def export_field(self, field: fields.Field, instance: Any, **kwargs: Any) -> Any:
        cell = super().export_field(field, instance, **kwargs)
        return as_text(cell) if isinstance(cell, str) else cell
