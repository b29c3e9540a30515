"""Answers keep their ids through every version, so that what people chose can be counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django.forms import Form

SHAPE = re.compile(r"^[A-Za-z0-9_-]{1,40}$")


class RowIds:
    @staticmethod
    def add(form: Form, name: str, value: str) -> None:
        form.fields[name] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
        form.initial[name] = value

    @staticmethod
    def read(form: Form, fields: list[str], *, prefix: str) -> list[str]:
        """The ids of rows; a row without one, or with one that another has, gets the next that is free."""
        found: list[str] = []
        told = [str(form.cleaned_data.get(name) or "") for name in fields]
        number = 0
        for name in told:
            if not SHAPE.match(name) or name in found:
                number += 1
                while (name := f"{prefix}{number}") in {*told, *found}:
                    number += 1
            found.append(name)
        return found
