"""The forms of pictures, documents and films in the back office, one by one and many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import willow  # type: ignore[import-untyped]
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from cms.models.files import Captions
from cms.uploads import documents, pictures
from cms.uploads.captions import clean_captions
from cms.uploads.films import clean_film
from cms.uploads.sounds import clean_sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.files.uploadedfile import UploadedFile

    from cms.models import Video

OF_PICTURES = _("JPG, PNG, WebP and AVIF are taken, at most 15 MB. Where and by whom it was made is removed.")
OF_DOCUMENTS = _("PDF, DOCX, ODT, XLSX, ODS, RTF, TXT and CSV are taken, at most 25 MB.")
OF_FILMS = _("MP4 and WebM are taken, at most 600 MB.")
OF_SOUNDS = _("MP3, M4A and Ogg are taken, at most 60 MB.")
TOO_LARGE = _("The file is too large. Please save it smaller.")


class PictureField(WagtailImageField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = OF_PICTURES
        self.max_upload_size = pictures.LARGEST
        self.error_messages["invalid_image_extension"] = OF_PICTURES
        self.error_messages["file_too_large_unknown_size"] = TOO_LARGE

    default_validators: list[Any] = []

    def to_python(self, data: Any) -> UploadedFile | None:
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        clean = pictures.clean_picture(cast("UploadedFile", file))
        clean.image = willow.Image.open(clean)  # type: ignore[attr-defined]
        clean.seek(0)
        return clean


class DocumentField(WagtailDocumentField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = OF_DOCUMENTS
        self.max_upload_size = documents.LARGEST
        self.error_messages["file_too_large_unknown_size"] = TOO_LARGE

    def to_python(self, data: Any) -> UploadedFile | None:
        file = forms.FileField.to_python(self, data)
        return documents.clean_document(cast("UploadedFile", file)) if file else None


class CheckedField(forms.FileField):
    """A file that somebody has to have a look at."""

    def __init__(self, *args: Any, look: Callable[[UploadedFile], UploadedFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.look = look

    def to_python(self, data: Any) -> UploadedFile | None:
        file = super().to_python(data)
        return self.look(cast("UploadedFile", file)) if file else None


def _replace(form: forms.BaseForm, name: str, kind: type[forms.FileField], **extra: Any) -> None:
    if name in form.fields:
        old = form.fields[name]
        form.fields[name] = kind(label=old.label, required=old.required, widget=old.widget, **extra)


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace(self, "file", PictureField)


class DocumentForm(BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace(self, "file", DocumentField)


class FilmForm(BaseMediaForm):
    """A film with its captions, a file for each language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.type == "audio":
            _replace(self, "file", CheckedField, look=clean_sound, help_text=OF_SOUNDS)
        else:
            _replace(self, "file", CheckedField, look=clean_film, help_text=OF_FILMS)
        _replace(self, "thumbnail", CheckedField, look=pictures.clean_picture)
        held = {one.language: one for one in self.instance.captions.all()} if self.instance.pk else {}
        for code, name in settings.LANGUAGES:
            if (transcript := f"transcript_{code}") in self.fields:
                self.fields[transcript].widget = AdminAutoHeightTextInput()
            self.fields[f"captions_{code}"] = CheckedField(
                label=_("Captions: %(language)s") % {"language": name},
                required=False,
                look=clean_captions,
                initial=held[code].file if code in held else None,
                widget=forms.ClearableFileInput(attrs={"accept": ".vtt"}),
                help_text=_("A WebVTT file."),
            )

    def save(self, commit: bool = True) -> Video:
        video: Video = super().save(commit=commit)
        if commit:
            self._save_captions(video)
        return video

    def _save_captions(self, video: Video) -> None:
        for code, _name in settings.LANGUAGES:
            file = self.cleaned_data.get(f"captions_{code}")
            if f"captions_{code}" not in self.changed_data:
                continue
            if file:
                Captions.objects.update_or_create(video=video, language=code, defaults={"file": file})
            else:
                Captions.objects.filter(video=video, language=code).delete()
