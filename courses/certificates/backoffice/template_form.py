"""The form of a certificate template. Every fault is told beside its field, before such a paper is made."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from courses.certificates.sample import pages_of
from courses.certificates.wording import faults
from courses.models import CertificateTemplate, Course

WORDED = ("title", "states", "body", "signatory_role")


class TemplateForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = Course.objects.filter(gives_certificate=True, is_confidential=False)
        self.fields["course"].empty_label = _("All courses")
        for code, _name in settings.LANGUAGES:
            self.fields[f"body_{code}"].widget.attrs["rows"] = 4

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._look_at_names(cleaned.get("languages") or "")
        self._look_at_words(cleaned)
        self._look_at_twins(cleaned)
        if not self.errors:
            self._look_at_length()
        return cleaned

    def _look_at_names(self, languages: str) -> None:
        """A paper needs a name in each of its languages."""
        names = dict(settings.LANGUAGES)
        for code in filter(None, languages.split("_")):
            if not (self.cleaned_data.get(f"title_{code}") or "").strip():
                told = _("Give the paper a name in this language (%(language)s), such as: Certificate.")
                self.add_error(f"title_{code}", told % {"language": _(str(names[code]))})

    def _look_at_words(self, cleaned: dict[str, Any]) -> None:
        fields = ["signatory", *(f"{field}_{code}" for field in WORDED for code, _name in settings.LANGUAGES)]
        for field in fields:
            for fault in faults(cleaned.get(field) or ""):
                self.add_error(field, fault)

    def _look_at_twins(self, cleaned: dict[str, Any]) -> None:
        """Of two templates for the same papers nobody would know which one counts."""
        course, languages = cleaned.get("course"), cleaned.get("languages")
        twins = CertificateTemplate.objects.current().filter(course=course, languages=languages)
        if languages and twins.exclude(pk=self.instance.pk).exists():
            whole = _("There already is a template for all courses in these languages. Change that one.")
            own = _("This course already has a template in these languages. Change that one.")
            self.add_error("languages", own if course else whole)

    def _look_at_length(self) -> None:
        """Asked last: a sample is laid out to see whether it stays on one page."""
        sample = CertificateTemplate(
            **{
                field.name: self.cleaned_data[field.name]
                for field in CertificateTemplate._meta.fields
                if field.name in self.cleaned_data
            }
        )
        if pages_of(sample) > 1:
            first = sample.codes[0]
            told = _("The paper would need a second page. Please say it in fewer words.")
            self.add_error(f"body_{first}", ValidationError(told))
