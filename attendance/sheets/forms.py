"""What people choose about lists on paper, and what they hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from attendance.models import Sheet
from attendance.sheets.confirming import Answer
from attendance.sheets.reading.opening import KINDS
from attendance.sheets.statement import OFFICIAL_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from attendance.models import SheetPicture

MOST_FILES = 8
ACCEPTED = ",".join(["image/*", *(f".{ending}" for ending, _type in KINDS.values())])
SUGGESTED = {"ticked": Answer.WAS_THERE, "empty": Answer.NOTHING}


class PaperForm(forms.Form):
    """Which paper, in which language. Whatever is not said is what auditors read."""

    purpose = forms.ChoiceField(choices=Sheet.Purpose, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)

    @property
    def chosen_language(self) -> str:
        return str(self.cleaned_data.get("language") or OFFICIAL_LANGUAGE)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files at once: a list of two pages is two photographs."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most eight files at once, please."), code="too_many")
        # What is in a file, an empty one too, is told when it is opened.
        return [super(FilesField, self).clean(each, initial) for each in files]


class PicturesForm(forms.Form):
    pictures = FilesField(
        label=_("Photographs or scans of the signed list"),
        help_text=_("JPG, HEIC, PNG, WebP or PDF, up to 15 MB each. Several pages at once are fine."),
        allow_empty_file=True,
        widget=FilesInput(
            attrs={"accept": ",".join(["image/*", *(f".{kind}" for kind, _type in KINDS.values())])}
        ),
    )

    @property
    def files_given(self) -> list[UploadedFile]:
        return cast("list[UploadedFile]", self.cleaned_data["pictures"])


class FrozenForm(forms.Form):
    """A file of which somebody wants to know whether it is the frozen one."""

    file = forms.FileField(
        label=_("The PDF somebody gave you"),
        help_text=_("We compare it with the lists as they were closed. It is not kept."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )


class RowsForm(forms.Form):
    """One question a row of the paper: was this person there? What is unclear has no answer yet."""

    def __init__(self, picture: SheetPicture, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.rows = {index: row for index, row in enumerate(picture.proposals) if row.get("person")}
        for index, row in self.rows.items():
            self.fields[self._name(index)] = forms.ChoiceField(
                label=row["name"],
                choices=Answer,
                initial=SUGGESTED.get(row["seems"]),
                widget=forms.RadioSelect,
                error_messages={"required": _("Please say whether they were there.")},
            )

    @staticmethod
    def _name(index: int) -> str:
        return f"row-{index}"

    def field_of(self, index: int) -> forms.BoundField:
        return self[self._name(index)]

    @property
    def answers(self) -> dict[int, Answer]:
        return {index: Answer(self.cleaned_data[self._name(index)]) for index in self.rows}
