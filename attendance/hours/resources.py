"""What exports of hours hold. Figures are numbers, so that a spreadsheet can add them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields
from import_export.widgets import DecimalWidget, IntegerWidget

from lms.web.spreadsheets import PlainResource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attendance.hours.columns import FigureColumn, Head
    from attendance.hours.people import HoursOfPerson
    from attendance.hours.report import Row
    from attendance.models import Attendance

WHOLE = IntegerWidget(coerce_to_string=False)
EXACT = DecimalWidget(coerce_to_string=False)


class FigureField(fields.Field):
    """One figure of a row."""

    def __init__(self, column: FigureColumn, *, head: Head) -> None:
        super().__init__(
            column_name=f"{head.label}: {column.label}", widget=EXACT if column.in_hours else WHOLE
        )
        self.column = column

    def get_value(self, instance: Row | HoursOfPerson) -> Any:
        return self.column.value(instance.figures)


class FiguresResource(PlainResource):
    """Rows with the figures of these heads."""

    def __init__(self, heads: Sequence[Head]) -> None:
        super().__init__()
        for number, head in enumerate(heads):
            for column in head.columns:
                self.fields[f"{number}_{column.name}"] = FigureField(column, head=head)


class RowResource(FiguresResource):
    """One row a group; of contracts also what was agreed in all."""

    name = fields.Field(attribute="name", column_name=gettext_lazy("Name"))
    detail = fields.Field(attribute="detail", column_name=gettext_lazy("What for"))


class ContractRowResource(RowResource):
    agreed = fields.Field(attribute="contract__agreed", column_name=gettext_lazy("Agreed"), widget=EXACT)
    delivered = fields.Field(
        attribute="contract__delivered", column_name=gettext_lazy("Given in all"), widget=EXACT
    )
    left = fields.Field(attribute="contract__left", column_name=gettext_lazy("Left"), widget=EXACT)


class PersonResource(FiguresResource):
    """Whoever has an alias stands under it, with no other name."""

    name = fields.Field(attribute="person__display_name", column_name=gettext_lazy("Person"))


class EntryResource(PlainResource):
    """One row an attendance."""

    day = fields.Field(column_name=gettext_lazy("Day"))
    start = fields.Field(column_name=gettext_lazy("From"))
    end = fields.Field(column_name=gettext_lazy("Until"))
    run = fields.Field(attribute="session__run__code", column_name=gettext_lazy("Run"))
    course = fields.Field(attribute="session__run__course__title", column_name=gettext_lazy("Course"))
    person = fields.Field(column_name=gettext_lazy("Person"))
    status = fields.Field(attribute="get_status_display", column_name=gettext_lazy("Attendance"))
    excuse = fields.Field(attribute="get_excuse_display", column_name=gettext_lazy("Why excused"))
    theory = fields.Field(attribute="theory", column_name=gettext_lazy("Minutes of theory"), widget=WHOLE)
    practice = fields.Field(
        attribute="practice", column_name=gettext_lazy("Minutes of practice"), widget=WHOLE
    )
    units = fields.Field(attribute="units", column_name=gettext_lazy("Units"), widget=WHOLE)
    method = fields.Field(attribute="get_method_display", column_name=gettext_lazy("How"))
    has_place = fields.Field(column_name=gettext_lazy("Place"))
    handed_in = fields.Field(column_name=gettext_lazy("List"))

    def dehydrate_day(self, row: Attendance) -> str:
        return f"{timezone.localtime(row.session.starts_at):%Y-%m-%d}"

    def dehydrate_start(self, row: Attendance) -> str:
        return f"{timezone.localtime(row.session.starts_at):%H:%M}"

    def dehydrate_end(self, row: Attendance) -> str:
        return f"{timezone.localtime(row.session.ends_at):%H:%M}"

    def dehydrate_person(self, row: Any) -> str:
        return row.person.display_name if row.is_named else _("not named")

    def dehydrate_has_place(self, row: Attendance) -> str:
        return "" if row.place_id else _("without a place")

    def dehydrate_handed_in(self, row: Attendance) -> str:
        return _("handed in") if row.session.status == row.session.Status.CLOSED else _("still open")
