"""What an export of places holds: what a coordinator needs at the door and to call people, no more."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields

from lms.web.spreadsheets import PlainResource
from sessions.models import Place


class PlaceResource(PlainResource):
    """One row a place. Whoever has an alias stands under it, with no other name."""

    name = fields.Field(attribute="person__display_name", column_name=gettext_lazy("Person"))
    name_cyrillic = fields.Field(column_name=gettext_lazy("Name in Cyrillic"))
    status = fields.Field(attribute="get_status_display", column_name=gettext_lazy("Status"))
    asked_for = fields.Field(column_name=gettext_lazy("Asked for"))
    childcare = fields.Field(column_name=gettext_lazy("Childcare"))
    interpreter = fields.Field(column_name=gettext_lazy("Interpreter"))
    step_free = fields.Field(column_name=gettext_lazy("Step-free access"))
    diet = fields.Field(attribute="needs_diet", column_name=gettext_lazy("Diet"))
    language = fields.Field(attribute="person__get_language_display", column_name=gettext_lazy("Language"))
    phone = fields.Field(column_name=gettext_lazy("Telephone"))
    email = fields.Field(column_name=gettext_lazy("E-mail"))
    booked_by = fields.Field(column_name=gettext_lazy("Booked by"))

    def dehydrate_name_cyrillic(self, place: Place) -> str:
        return "" if place.person.alias else place.person.full_name_cyrillic

    def dehydrate_asked_for(self, place: Place) -> str:
        return timezone.localtime(place.created_at).strftime("%Y-%m-%d %H:%M")

    def dehydrate_childcare(self, place: Place) -> str:
        return _("yes") if place.needs_childcare else ""

    def dehydrate_interpreter(self, place: Place) -> str:
        return _("yes") if place.needs_interpreter else ""

    def dehydrate_step_free(self, place: Place) -> str:
        return _("yes") if place.needs_step_free else ""

    def dehydrate_phone(self, place: Place) -> str:
        return place.person.phone or place.booked_by.phone

    def dehydrate_email(self, place: Place) -> str:
        return place.person.email or place.booked_by.email

    def dehydrate_booked_by(self, place: Place) -> str:
        return "" if place.booked_by_id == place.person_id else place.booked_by.display_name
