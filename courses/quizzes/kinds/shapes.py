"""What the words and the key of a question look like as data. One shape a kind; these are what they share.

Words are read by people: HTML in the fields called ``html`` and ``stem`` (``courses.quizzes.html``), plain
text in those called ``text``. A key says what is right, the same in every language, by the ids of the words.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

if TYPE_CHECKING:
    from pydantic import ValidationError

MOST_CHOICES = 60

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Html = Annotated[str, StringConstraints(max_length=20_000)]
Text = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
Weight = Annotated[Decimal, Field(ge=-1, le=1)]
"""Of the question's points: 1 is right, 0 is wrong, below 0 costs what was earned by other answers."""


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Feedback(Shape):
    """What is said afterwards: when all is right, when not, and to a typed answer by its id in the key."""

    right: Html = ""
    wrong: Html = ""
    answers: dict[Id, Html] = {}


class Words(Shape):
    stem: Html
    feedback: Feedback = Feedback()


class Choice(Shape):
    id: Id
    html: Html
    feedback: Html = ""


class Option(Shape):
    """An answer in a list that folds out: without pictures or marks."""

    id: Id
    text: Text


class Choices(Words):
    choices: list[Choice] = Field(max_length=MOST_CHOICES)


class Key(Shape):
    pass


class TextAnswer(Shape):
    """Spellings that mean the same, of all languages together. An asterisk stands for anything."""

    id: Id
    texts: list[Text] = Field(min_length=1, max_length=MOST_CHOICES)
    weight: Weight = Decimal(1)


class NumberAnswer(Shape):
    """A number, and how far from it is still right."""

    id: Id
    value: Decimal = Field(max_digits=40)
    tolerance: Decimal = Field(default=Decimal(0), ge=0, max_digits=40)
    weight: Weight = Decimal(1)


def troubles(error: ValidationError) -> list[str]:
    """What does not fit the shape, for those who write questions; by the place in the data."""
    told = {
        "missing": _("“%(place)s” is missing."),
        "string_too_long": _("“%(place)s” is too long."),
        "too_long": _("“%(place)s” has too many entries."),
        "too_short": _("“%(place)s” is empty."),
    }
    return [
        told.get(one["type"], _("“%(place)s” is not what belongs there."))
        % {"place": ".".join(str(step) for step in one["loc"]) or "?"}
        for one in error.errors(include_url=False, include_input=False)
    ]
