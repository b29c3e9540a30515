"""People, organisations and what binds them, in the back office."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSetGroup

from lms.people.backoffice import person_views
from lms.people.backoffice.forms import NewPersonForm, PersonForm
from lms.people.backoffice.member_list import MemberFilters, MemberList
from lms.people.models import InformationClause, Membership, Organisation, Person
from lms.web.columns import DayColumn
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnRecordsViewSet

NAMES = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name")]),
        FieldRowPanel([FieldPanel("given_name_cyrillic"), FieldPanel("family_name_cyrillic")]),
        FieldPanel("alias"),
    ],
    heading=_("Names"),
)
PARTICULARS = [
    FieldRowPanel([FieldPanel("date_of_birth"), FieldPanel("language")]),
    FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
]


class PersonViewSet(OwnRecordsViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    add_label = _("Write down a person")
    index_view_class = person_views.PersonList
    add_view_class = person_views.AddPerson
    edit_view_class = person_views.EditPerson
    inspect_view_class = person_views.PersonPage
    inspect_view_enabled = True
    list_per_page = 50
    list_display = (
        TitleColumn(
            "full_name",
            label=_("Person"),
            sort_key="family_name",
            get_url=lambda person: reverse("person:inspect", args=[person.pk]),
        ),
        Column("full_name_cyrillic", label=_("Name in Cyrillic")),
        DayColumn("date_of_birth", label=_("Date of birth"), sort_key="date_of_birth"),
        "phone",
        "email",
    )
    edit_handler = ObjectList([NAMES, *PARTICULARS], base_form_class=PersonForm)

    def get_add_view_kwargs(self, **kwargs: object) -> dict[str, object]:
        panels = ObjectList(
            [FieldPanel("organisation"), NAMES, *PARTICULARS], base_form_class=NewPersonForm
        ).bind_to_model(Person)
        return super().get_add_view_kwargs(
            **{"panel": panels, "form_class": panels.get_form_class(), **kwargs}
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("role/<int:pk>/", person_views.GrantRole.as_view(), name="grant"),
            path("role/end/<int:pk>/", person_views.EndRole.as_view(), name="end_role"),
            path("child/<int:pk>/", person_views.AddChild.as_view(), name="add_child"),
            path("care/verify/<int:pk>/", person_views.VerifyGuardianship.as_view(), name="verify"),
            path("care/revoke/<int:pk>/", person_views.RevokeGuardianship.as_view(), name="revoke"),
            path("clearance/<int:pk>/", person_views.AddClearance.as_view(), name="add_clearance"),
        ]


class OrganisationViewSet(OwnRecordsViewSet):
    model = Organisation
    icon = "home"
    add_label = _("Add an organisation")
    inspect_view_enabled = True
    inspect_view_fields = (
        "code",
        "name",
        "is_organiser",
        "is_funder",
        "funder_line",
        "email",
        "phone",
        "address",
    )
    list_display = ("name", "code", "is_organiser", "is_funder", "email", "phone")
    edit_handler = language_tabs(
        [
            FieldPanel("code"),
            FieldRowPanel([FieldPanel("is_organiser"), FieldPanel("is_funder")]),
            FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
            FieldPanel("address"),
        ],
        heading=_("Organisation"),
        translated=["name", "funder_line"],
    )


class MembershipViewSet(OwnRecordsViewSet):
    """Who does what where. Roles are given and ended on the page of the person."""

    model = Membership
    icon = "group"
    may_add = may_edit = False
    index_view_class = MemberList
    list_per_page = 50
    filterset_class = MemberFilters
    list_display = (
        "person",
        Column("role", label=_("Role"), accessor="get_role_display", sort_key="role"),
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
        DayColumn("starts_on", label=_("Valid from"), sort_key="starts_on"),
        DayColumn("ends_on", label=_("Valid until"), sort_key="ends_on"),
    )


class InformationClauseViewSet(OwnRecordsViewSet):
    """What people are told about their data. A version is never edited: the next one follows it."""

    model = InformationClause
    icon = "doc-full"
    may_edit = False
    add_label = _("Add a new version")
    inspect_view_enabled = True
    inspect_view_fields = (
        *("purpose", "version", "valid_from"),
        *(f"{field}_{code}" for field in ("summary", "text") for code in ("pl", "uk", "en")),
    )
    list_display = (
        "__str__",
        DayColumn("valid_from", label=_("Valid from"), sort_key="valid_from"),
    )
    edit_handler = language_tabs(
        [FieldPanel("purpose"), FieldPanel("version"), FieldPanel("valid_from")],
        heading=_("Information clause"),
        translated=["summary", "text"],
    )


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("People")
    menu_name = "people"
    menu_icon = "group"
    menu_order = 120
    items = (PersonViewSet, MembershipViewSet, OrganisationViewSet, InformationClauseViewSet)
