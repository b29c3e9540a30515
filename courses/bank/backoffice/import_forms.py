"""The forms of a file of questions: which file, and what of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.uploads.refusals import head_of, refuse_if_too_large, refuse_programs
from courses.bank.formats import recognise
from courses.bank.formats.encodings import NAMES
from courses.models import FileFormat

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 20 * 1024 * 1024
BY_ITSELF = gettext_lazy("found out by itself")


class BringForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("GIFT, Moodle XML, Aiken, an item of QTI 2.1 or a package of them (ZIP)."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the questions"), choices=settings.LANGUAGES)
    file_format = forms.ChoiceField(
        label=gettext_lazy("Format"), required=False, choices=[("", BY_ITSELF), *FileFormat.choices]
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Letters"),
        required=False,
        choices=[("", BY_ITSELF), *NAMES.items()],
        help_text=gettext_lazy("Only if Polish or Ukrainian letters come out wrong."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        refuse_if_too_large(file, most=LARGEST)
        refuse_programs(head_of(file))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if file := cleaned.get("file"):
            file.seek(0)
            content = file.read()
            cleaned["content"] = content
            cleaned["file_format"] = cleaned.get("file_format") or recognise(content)
            if not cleaned["file_format"]:
                told = _("There are no questions in this file, in any format that is known here.")
                self.add_error("file", ValidationError(told, code="unknown_format"))
        return cleaned


class ReadAgainForm(forms.Form):
    """The same file, read another way."""

    language = BringForm.base_fields["language"]
    file_format = forms.ChoiceField(label=gettext_lazy("Format"), choices=FileFormat.choices)
    encoding = forms.ChoiceField(
        label=gettext_lazy("Letters"), required=False, choices=[("", BY_ITSELF), *NAMES.items()]
    )


class TakeOutForm(forms.Form):
    """Which questions go to another house, and how."""

    file_format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=FileFormat.choices, initial="moodle"
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)

    def __init__(self, *args: Any, topics: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            ("", _("all")),
            *((topic, topic) for topic in topics),
        ]
