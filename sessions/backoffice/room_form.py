"""The form of a room, which belongs to an organisation of the reader's."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from lms.people.models import Role
from lms.people.roles import organisations_of
from sessions.backoffice.run_form import prefer_the_only
from sessions.models import Room


class RoomForm(WagtailAdminModelForm):
    class Meta:
        model = Room
        fields = ("organisation",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organisations_of(self.for_user, Role.COORDINATOR)
        self.fields["organisation"].queryset = own
        prefer_the_only(self.fields["organisation"])
        self.fields["office"].empty_label = _("None, it is elsewhere")

    def clean(self) -> dict[str, Any]:
        """A room in an office of ours has the office's address and none of its own, which would grow old."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("office"):
            cleaned["address"] = ""
        elif not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("Choose the office the room is in, or write its address."))
        return cleaned
