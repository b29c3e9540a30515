"""Tables that say what they are about, and can be translated cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError
from wagtail_localize.segments import StringSegmentValue

from cms.blocks.base import TEXT, ToldBlock

if TYPE_CHECKING:
    from wagtail.contrib.typed_table_block.blocks import TypedTable

CAPTION, HEADING = "caption", "heading"


class CaptionedTableBlock(TypedTableBlock):
    """A grid of short texts and numbers, with a caption and a heading over every column.

    Its texts are addressed for translators as ``caption``, ``heading-<column>`` and ``<row>-<column>``.
    """

    text = blocks.CharBlock(label=_("text"), required=False)
    number = blocks.CharBlock(label=_("number"), required=False, max_length=30)

    class Meta:
        label = _("Table")

    def clean(self, value: TypedTable) -> TypedTable:
        missing = []
        if not value.caption.strip():
            missing.append(_("Say in the caption what the table is about."))
        if not value.columns or not value.row_data:
            missing.append(_("A table needs at least one column and one row."))
        if any(not column["heading"].strip() for column in value.columns):
            missing.append(_("Give every column a heading."))
        if missing:
            raise TypedTableBlockValidationError(non_block_errors=missing)
        return super().clean(value)

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        segments = [StringSegmentValue(CAPTION, value.caption)]
        segments += [
            StringSegmentValue(f"{HEADING}-{number}", column["heading"])
            for number, column in enumerate(value.columns)
        ]
        return segments + [
            StringSegmentValue(f"{row}-{number}", cell)
            for row, cells in enumerate(value.row_data)
            for number, cell in enumerate(cells["values"])
            if cell
        ]

    def restore_translated_segments(self, value: TypedTable, segments: list[Any]) -> TypedTable:
        """Write the translated texts into a table of the same shape. What has no translation stays."""
        for segment in segments:
            text = segment.render_text()
            row, _dash, column = segment.path.partition("-")
            if row == CAPTION:
                value.caption = text
            elif row == HEADING:
                value.columns[int(column)]["heading"] = text
            else:
                value.row_data[int(row)]["values"][int(column)] = text
        return value


class TableBlock(ToldBlock):
    """Facts that are compared: rows and columns."""

    table = CaptionedTableBlock(label=_("table"))
    note = blocks.TextBlock(label=_("note under the table"), max_length=300, required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        group = TEXT
        description = _("Facts side by side. Two or three columns are best, for phones are narrow.")
        template = "cms/blocks/table.html"

    def example(self) -> dict[str, Any]:
        columns = [
            {"type": "text", "heading": gettext("Day")},
            {"type": "text", "heading": gettext("Hours")},
        ]
        rows = [
            {"values": [gettext("Monday to Wednesday"), "8.00–15.00"]},
            {"values": [gettext("Thursday"), "8.00–16.30"]},
        ]
        caption = gettext("When we answer the phone")
        return {"table": {"columns": columns, "rows": rows, "caption": caption}, "note": ""}
