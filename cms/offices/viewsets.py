"""Offices and activities in the back office: facts that pages of every language tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import ProtectedError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from cms.models import Activity, Office
from cms.offices.forms import CheckedPanel, RowsOfCounters, RowsOfExceptions, RowsOfHours
from cms.offices.opening_hours import hours_of
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnDeleteView, OwnInspectView, OwnRecordsViewSet

if TYPE_CHECKING:
    from django.forms import BaseForm


def in_every_language(field: str) -> FieldRowPanel:
    """A short text of a row in all languages, side by side."""
    return FieldRowPanel([FieldPanel(f"{field}_{code}") for code, _name in settings.LANGUAGES])


HOURS = FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])
OTHER_HOURS = [
    FieldPanel("kind"),
    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
    in_every_language("reason"),
]
COUNTER = [
    in_every_language("name"),
    FieldPanel("phone"),
    in_every_language("note"),
    CheckedPanel(
        "weekly_hours",
        [HOURS],
        heading=gettext_lazy("Hours by weekday"),
        label=gettext_lazy("hours"),
        formset=RowsOfHours,
    ),
    CheckedPanel(
        "exceptions",
        OTHER_HOURS,
        heading=gettext_lazy("Other hours"),
        label=gettext_lazy("other hours"),
        help_text=gettext_lazy(
            "For several days, only days that are open anyway get other hours. For one day alone, even a "
            "Saturday or a public holiday is opened. Closed: leave the hours empty."
        ),
        formset=RowsOfExceptions,
    ),
]


class OfficeFacts(OwnInspectView):
    """What those read who may not change it."""

    template_name = "cms/backoffice/office.html"
    page_title = gettext_lazy("Office")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        hours = [(counter, hours_of(counter, at=now)) for counter in self.object.counters.all()]
        return super().get_context_data(office=self.object, hours=hours, **kwargs)


class DeleteOffice(OwnDeleteView):
    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError as bound:
            what = ", ".join(sorted({str(one) for one in bound.protected_objects}))
            messages.error(
                self.request,
                _("%(office)s cannot be deleted: pages or rooms belong to it (%(what)s).")
                % {"office": self.object, "what": what},
            )
            return HttpResponseRedirect(self.get_success_url())
        return response


class OfficeViewSet(OwnRecordsViewSet):
    model = Office
    icon = "home"
    add_label = gettext_lazy("Add an office")
    may_delete = True
    inspect_view_class = OfficeFacts
    inspect_view_enabled = True
    delete_view_class = DeleteOffice
    list_per_page = 50
    list_display = (
        "name",
        Column("address", label=gettext_lazy("Address")),
        "phone",
        Column(
            "is_step_free",
            label=gettext_lazy("step-free access"),
            accessor=lambda office: yesno(office.is_step_free),
        ),
    )
    ordering = "position"
    edit_handler = language_tabs(
        [
            FieldRowPanel(
                [
                    FieldPanel(
                        "code",
                        help_text=gettext_lazy(
                            "A short name without spaces, such as the street. Links to the office use it."
                        ),
                    ),
                    FieldPanel("position"),
                ]
            ),
            MultiFieldPanel(
                [
                    FieldPanel("street"),
                    FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                    FieldPanel("is_step_free"),
                ],
                heading=gettext_lazy("Where it is"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")])], heading=gettext_lazy("Contact")
            ),
            CheckedPanel(
                "counters",
                COUNTER,
                heading=gettext_lazy("Counters and their hours"),
                label=gettext_lazy("counter"),
                help_text=gettext_lazy(
                    "A counter without a name stands for the whole office. A cash desk or a phone line "
                    "with hours of its own gets a name."
                ),
                formset=RowsOfCounters,
            ),
            FieldPanel("closes_on_holidays"),
            InlinePanel(
                "closures",
                [
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                    in_every_language("reason"),
                ],
                heading=gettext_lazy("The whole office is closed"),
                label=gettext_lazy("closure"),
            ),
        ],
        heading=gettext_lazy("Office"),
        translated=["name", "floor", "directions"],
    )


class ActivityViewSet(OwnRecordsViewSet):
    model = Activity
    icon = "tasks"
    add_label = gettext_lazy("Add an activity")
    list_display = (
        "name",
        "number",
        Column("icon", label=gettext_lazy("Drawing"), accessor="get_icon_display"),
    )
    ordering = "number"
    edit_handler = language_tabs(
        [FieldRowPanel([FieldPanel("number"), FieldPanel("icon")]), FieldPanel("counter")],
        heading=gettext_lazy("Activity"),
        translated=["name"],
    )
