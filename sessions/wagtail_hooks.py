"""The menu of the back office: this room knows all whose records stand in it."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from cms.offices.viewsets import ActivityViewSet, OfficeViewSet
from courses.backoffice.candidates import CandidateViewSet, PathsOfPerson
from lms.messaging.viewsets import MessageViewSet
from lms.privacy.viewsets import AuditEntryViewSet
from sessions.agreement_viewsets import ContractViewSet, PriorityClassViewSet
from sessions.appointments.backoffice.sections import AppointmentsOfPerson
from sessions.appointments.backoffice.viewsets import AppointmentViewSet, ServiceViewSet
from sessions.appointments.kinds import public_addresses
from sessions.backoffice.candidate_runs import RunsForCandidate
from sessions.backoffice.dashboard import greet_coordinators
from sessions.backoffice.enrol_runs import enrol_menu_item, greet_assistants
from sessions.backoffice.sections import PlacesOfPerson
from sessions.board import hooks as _board  # noqa: F401 - registers itself
from sessions.calendar_page.hooks import hang_the_calendar
from sessions.house_viewsets import (
    AbsenceViewSet,
    ChildcareViewSet,
    EquipmentViewSet,
    RoomViewSet,
    SpecialistViewSet,
)
from sessions.viewsets import RunViewSet


class PlanningGroup(ModelViewSetGroup):
    menu_label = _("Planning")
    menu_name = "planning"
    menu_icon = "date"
    menu_order = 110
    items = (
        RunViewSet,
        SpecialistViewSet,
        CandidateViewSet,
        ContractViewSet,
        PriorityClassViewSet,
    )


class HelpGroup(ModelViewSetGroup):
    menu_label = _("Appointments")
    menu_name = "individual-help"
    menu_icon = "calendar-check"
    menu_order = 115
    items = (AppointmentViewSet, ServiceViewSet)


class HouseGroup(ModelViewSetGroup):
    menu_label = _("House")
    menu_name = "house"
    menu_icon = "home"
    menu_order = 130
    items = (
        OfficeViewSet,
        RoomViewSet,
        ChildcareViewSet,
        EquipmentViewSet,
        AbsenceViewSet,
        ActivityViewSet,
        MessageViewSet,
        AuditEntryViewSet,
    )


@hooks.register("register_admin_viewset")
def planning_and_house() -> list[ModelViewSetGroup]:
    return [PlanningGroup(), HelpGroup(), HouseGroup()]


hooks.register("sections_about_person", PlacesOfPerson)
hooks.register("sections_about_person", AppointmentsOfPerson)
hooks.register("sections_about_person", PathsOfPerson)
hooks.register("sections_about_candidate", RunsForCandidate)
hooks.register("construct_homepage_panels", greet_coordinators)
hooks.register("construct_homepage_panels", greet_assistants)
hooks.register("register_admin_menu_item", enrol_menu_item)
hooks.register("addresses_for_sitemap", public_addresses)
hang_the_calendar()
