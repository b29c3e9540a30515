"""What an editor writes of an office is checked in words, beside the hours that are meant."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from cms.offices.plan import Span
from lms.web import dates

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from django.forms import ModelForm


class Rows(BaseChildFormSet):
    """The rows of an inline panel, checked together."""

    def kept(self) -> Iterator[tuple[ModelForm, dict[str, Any]]]:
        """Those that are right by themselves and will stay, with what was typed."""
        for form in self.forms:
            is_written = form.has_changed() or form.instance.pk
            if is_written and form not in self.deleted_forms and form.is_valid():
                yield form, form.cleaned_data


class RowsOfHours(Rows):
    """Hours on the same days do not overlap."""

    def clean(self) -> None:
        super().clean()
        on_days: dict[Hashable, list[tuple[ModelForm, Span | None]]] = {}
        for form, told in self.kept():
            on_days.setdefault(self.days_of(told), []).append((form, _span(told)))
        for rows in on_days.values():
            self.check_day(rows)

    def days_of(self, told: dict[str, Any]) -> Hashable:
        """What two rows have in common that speak of the same days."""
        return told["weekday"]

    def check_day(self, rows: list[tuple[ModelForm, Span | None]]) -> None:
        is_open = sorted(((span, form) for form, span in rows if span), key=lambda row: row[0])
        for form in (form for form, span in rows if span is None and is_open):
            form.add_error(
                "opens", _("The same days have hours in another row. Keep one of the two, closed or open.")
            )
        for (before, _form), (span, form) in pairwise(is_open):
            if before.closes > span.opens:
                hours = dates.hours(before.opens, before.closes)
                form.add_error(
                    "opens", _("On the same day, %(hours)s overlaps with this.") % {"hours": hours}
                )


class RowsOfExceptions(RowsOfHours):
    def days_of(self, told: dict[str, Any]) -> Hashable:
        return told["kind"], told.get("first_day"), told.get("last_day") or told.get("first_day")


class RowsOfCounters(Rows):
    """One counter at most stands for the whole office."""

    def clean(self) -> None:
        super().clean()
        names = [f"name_{code}" for code, _language in settings.LANGUAGES]
        nameless = [form for form, told in self.kept() if not any(told.get(name) for name in names)]
        for form in nameless[1:]:
            form.add_error(
                names[0], _("Give it a name: another counter stands for the whole office already.")
            )


class CheckedPanel(InlinePanel):
    """An inline panel with rows of a kind."""

    def __init__(self, *args: Any, formset: type[Rows], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formset = formset

    def clone_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().clone_kwargs()
        return kwargs | {"formset": self.formset}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = self.formset
        return options


def _span(told: dict[str, Any]) -> Span | None:
    opens, closes = told.get("opens"), told.get("closes")
    return Span(opens, closes) if opens and closes else None
