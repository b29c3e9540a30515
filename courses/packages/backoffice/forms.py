"""What editors type and upload. A file is looked into before anything is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.uploads.forms import CheckedField
from courses.models import Course, Package
from courses.packages.storing import keep_package, look_into
from courses.signals import needs_changed
from lms.people.permission_policies import visible

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from courses.models import PackageVersion

OF_PACKAGES = _(
    "A ZIP of SCORM 1.2, SCORM 2004 (3rd or 4th edition) or cmi5, or an H5P file, at most 300 MB. "
    "Which one it is, we see by ourselves."
)


def looked_into(file: UploadedFile) -> UploadedFile:
    look_into(file)
    return file


class PackageFileField(CheckedField):
    def __init__(self, **more: Any) -> None:
        picker = forms.ClearableFileInput(attrs={"accept": ".zip,.h5p,application/zip"})
        told: dict[str, Any] = {"label": _("File"), "help_text": OF_PACKAGES, "widget": picker, **more}
        super().__init__(look=looked_into, **told)


class PackageForm(WagtailAdminModelForm):
    """What an editor says of a package that is there."""

    class Meta:
        model = Package
        fields = ("position", "is_required")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES:
            if field := self.fields.get(f"title_{code}"):
                field.help_text = _("Empty: as the package calls itself.")

    def save(self, commit: bool = True) -> Package:
        package: Package = super().save(commit)
        if "is_required" in self.changed_data:
            needs_changed.send(sender=Course, course_id=package.course_id)
        return package


class NewPackageForm(PackageForm):
    file = PackageFileField()
    version: PackageVersion
    """The file, unpacked by the page before it saves."""

    class Meta:
        model = Package
        fields = ("course", "is_required")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["course"]
        field.queryset = visible(Course, self.for_user, "change")

    def save(self, commit: bool = True) -> Package:
        told = self.cleaned_data
        titles = {code: told.get(f"title_{code}") or "" for code, _name in settings.LANGUAGES}
        self.instance = keep_package(
            told["course"],
            self.version,
            titles={code: words for code, words in titles.items() if words},
            is_required=told["is_required"],
        )
        return self.instance


class VersionForm(forms.Form):
    file = PackageFileField()
