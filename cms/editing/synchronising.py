"""Bringing a changed original to its translators. Who may not publish, publishes nothing by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

if TYPE_CHECKING:
    from django import forms


class WithoutPublishing(UpdateTranslationsForm):
    """The question whether to publish at once is not asked, and an answer to it not read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["publish_translations"]

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "publish_translations": False}


class SynchroniseView(UpdateTranslationsView):
    """As wagtail-localize's, which asks nobody whether they may publish."""

    def get_form(self) -> forms.Form:
        kind = UpdateTranslationsForm if self._may_publish() else WithoutPublishing
        return kind(self.request.POST if self.request.method == "POST" else None)

    def _may_publish(self) -> bool:
        targets = [one.get_target_instance() for one in self.object.translations.filter(enabled=True)]
        return all(
            one.permissions_for_user(self.request.user).can_publish()
            for one in targets
            if isinstance(one, Page)
        )
