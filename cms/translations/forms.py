"""What is chosen and written on the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.translations import records
from cms.translations.entries import State
from cms.translations.texts import original_language, text

if TYPE_CHECKING:
    from django.db.models import Model

    from cms.translations.entries import Entry
    from lms.people.models import User

MINE, NOBODY = "mine", "nobody"


class BoardFilters(forms.Form):
    """Narrows the board; an empty wish asks for nothing."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("all")), *settings.LANGUAGES]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *State.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    owner = forms.ChoiceField(
        label=_("Taken on by"),
        required=False,
        choices=[("", _("all")), (MINE, _("me")), (NOBODY, _("nobody yet"))],
    )
    only_in_one = forms.BooleanField(label=_("Published in one language only"), required=False)

    def __init__(self, *args: Any, entries: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted({entry.kind for entry in entries})
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the type checker
        kind.choices = [("", _("all")), *((name, name) for name in kinds)]

    def narrow(self, entries: list[Entry], *, user: User) -> list[Entry]:
        """A wish that is no choice is shown beside its field and asks for nothing."""
        self.is_valid()
        wishes = self.cleaned_data
        return [
            entry
            for entry in entries
            if wishes.get("language") in ("", None, entry.language)
            and wishes.get("state") in ("", None, entry.state)
            and wishes.get("kind") in ("", None, entry.kind)
            and self._is_owned_as_wished(entry, wishes.get("owner"), user)
            and (not wishes.get("only_in_one") or entry.is_only_in_one)
        ]

    def _is_owned_as_wished(self, entry: Entry, wish: str | None, user: User) -> bool:
        if wish == MINE:
            return entry.owner_id == user.pk
        return wish != NOBODY or entry.owner_id is None


class TextsForm(forms.Form):
    """The short texts of a record in one language, each under its original."""

    def __init__(self, *args: Any, record: Model, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.language = record, language
        kind = records.kind_of(record._meta.label_lower)
        assert kind is not None  # noqa: S101 - the view has looked
        for name in kind.fields:
            source = original_language(record, name)
            if source in ("", language):
                continue
            kept = record._meta.get_field(build_localized_fieldname(name, language))
            original = record._meta.get_field(name)
            self.fields[name] = forms.CharField(
                label=capfirst(str(getattr(original, "verbose_name", name))),
                help_text=text(record, name, source),
                initial=text(record, name, language),
                max_length=getattr(kept, "max_length", None),
                required=False,
                widget=AdminAutoHeightTextInput(attrs={"lang": language}),
            )

    def save(self) -> None:
        """Raises nothing: what does not fit is said beside its field, and ``is_valid`` turns false."""
        try:
            records.write_texts(self.record, language=self.language, texts=self.cleaned_data)
        except ValidationError as refused:
            for name, errors in refused.message_dict.items():
                self.add_error(name.removesuffix(f"_{self.language}"), errors)
