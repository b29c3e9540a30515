"""Why a file cannot be read, or not even be kept, each in words of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trouble(models.TextChoices):
    """What is wrong with an uploaded file. The label is said to the person, with what to do next."""

    EMPTY = "empty", _("The file is empty. Please choose it once more.")
    TOO_LARGE = (
        "too_large",
        _("The file is larger than 15 MB. Please take the photograph at a lower quality."),
    )
    NO_PICTURE = "no_picture", _("This is neither a picture nor a PDF, whatever its name says.")
    TOO_MANY_POINTS = (
        "too_many_points",
        _("The picture has too many points. Please take it at a lower resolution."),
    )
    DAMAGED = "damaged", _("The file is damaged: it cannot be read to its end. Please send it once more.")
    LOCKED = "locked", _("The PDF is locked with a password. Please save it without one.")
    TOO_MANY_PAGES = (
        "too_many_pages",
        _("The PDF has more pages than a list can have. Please send the list alone."),
    )
    TOO_SLOW = "too_slow", _("The PDF takes too long to open. Please send a photograph of the list instead.")


class NotOpened(Exception):
    """The file cannot be opened at all, so it is not kept either."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.label)
        self.trouble = trouble


class Missed(models.TextChoices):
    """Why nothing was read from a file that opens well."""

    NO_MARKS = (
        "no_marks",
        _(
            "We found no marks of a list of Krok. Is the whole page in the picture, sharp, and are its small "
            "squares free? Photograph it from above, in good light."
        ),
    )
    FOREIGN = (
        "foreign",
        _("This list does not come from this Krok. Please look whether it is the right paper."),
    )
    OTHER_SESSION = "other_session", _("This list belongs to another meeting, so nothing was read from it.")
    NOT_FLAT = (
        "not_flat",
        _(
            "The page was found, but too much of it is missing or bent. Please photograph it once more, "
            "from above."
        ),
    )
