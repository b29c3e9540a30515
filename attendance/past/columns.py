"""The columns of a file of past attendance, and the words that may stand in them, in every language.

A file made with Polish heads can be uploaded by somebody who reads Ukrainian, so all languages are known.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.models import Attendance, Excuse, Scan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise


class Column(StrEnum):
    RUN = "run"
    DAY = "day"
    START = "start"
    NAME = "name"
    BIRTH = "birth"
    EMAIL = "email"
    ATTENDANCE = "attendance"
    CAME = "came"
    LEFT = "left"
    EXCUSE = "excuse"


HEADS: Mapping[str, StrOrPromise] = {
    Column.RUN: _("Code of the run"),
    Column.DAY: _("Day"),
    Column.START: _("Start of the meeting"),
    Column.NAME: _("Given name and family name"),
    Column.BIRTH: _("Date of birth"),
    Column.EMAIL: _("E-mail"),
    Column.ATTENDANCE: _("Attendance"),
    Column.CAME: _("Came at"),
    Column.LEFT: _("Left at"),
    Column.EXCUSE: _("Why excused"),
}
REQUIRED = (Column.RUN, Column.DAY, Column.NAME, Column.ATTENDANCE)
EITHER = (Column.BIRTH, Column.EMAIL)
"""By one of these two a person is known besides the name."""
PRESENT = pgettext_lazy("in a column about attendance", "present")
ACTS: Mapping[str, tuple[StrOrPromise, ...]] = {
    Scan.Act.ENTER: (PRESENT, Attendance.Status.PRESENT.label),
    Scan.Act.EXCUSE: (Attendance.Status.EXCUSED.label,),
    Scan.Act.MARK_ABSENT: (Attendance.Status.ABSENT.label,),
}
"""What may be said of somebody. That they were late or left early follows from the hours."""
AS_OLD_LISTS_SAY: Mapping[str, tuple[str, ...]] = {
    Scan.Act.ENTER: ("obecny", "obecna", "był", "była", "tak", "присутній", "присутня", "так", "yes"),
    Scan.Act.EXCUSE: ("usprawiedliwiony", "usprawiedliwiona"),
    Scan.Act.MARK_ABSENT: ("nieobecny", "nieobecna", "nie było", "nie", "відсутній", "відсутня", "ні", "no"),
}


def heads() -> dict[str, Column]:
    """Every head in every language, folded."""
    return {word: Column(name) for name, word in _in_every_language({key: (HEADS[key],) for key in HEADS})}


def acts() -> dict[str, str]:
    old = {fold(word): act for act, words in AS_OLD_LISTS_SAY.items() for word in words}
    return old | {word: act for act, word in _in_every_language(ACTS)}


def excuses() -> dict[str, str]:
    return {word: kind for kind, word in _in_every_language({kind.value: (kind.label,) for kind in Excuse})}


def fold(words: object) -> str:
    """Small letters, single spaces: what does not matter when two heads are compared."""
    return " ".join(unicodedata.normalize("NFKC", str(words)).casefold().split()).rstrip(":*").strip()


def _in_every_language(words: Mapping[str, tuple[StrOrPromise, ...]]) -> list[tuple[str, str]]:
    return [
        (key, fold(word))
        for language in _languages()
        for key, spellings in words.items()
        for word in _said_in(language, spellings)
    ]


def _said_in(language: str, spellings: tuple[StrOrPromise, ...]) -> list[str]:
    with translation.override(language):
        return [str(word) for word in spellings]


@cache
def _languages() -> tuple[str, ...]:
    return tuple(code for code, _name in settings.LANGUAGES)
