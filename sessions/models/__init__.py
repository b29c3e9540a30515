from sessions.models.appointment import Appointment, AppointmentChange
from sessions.models.calendar_feed import CalendarFeed
from sessions.models.childcare import Childcare
from sessions.models.contract import Contract
from sessions.models.make_up import MakeUp
from sessions.models.offer import Offer
from sessions.models.place import Place, PlaceChange
from sessions.models.priority import PriorityClass
from sessions.models.remark import TimetableRemark
from sessions.models.resource import Absence, Gap, Reservation, Resource
from sessions.models.room import Equipment, Room, RoomHours
from sessions.models.run import Run, RunLanguage
from sessions.models.service import Service
from sessions.models.session import Session, SessionTrainer
from sessions.models.specialist import HoursException, Specialist, SpecialistLanguage, WorkingHours
from sessions.models.timetable import SkippedDay, Timetable
from sessions.models.unit import Unit

__all__ = [
    "Absence",
    "Appointment",
    "AppointmentChange",
    "CalendarFeed",
    "Childcare",
    "Contract",
    "Equipment",
    "Gap",
    "HoursException",
    "MakeUp",
    "Offer",
    "Place",
    "PlaceChange",
    "PriorityClass",
    "Reservation",
    "Resource",
    "Room",
    "RoomHours",
    "Run",
    "RunLanguage",
    "Service",
    "Session",
    "SessionTrainer",
    "SkippedDay",
    "Specialist",
    "SpecialistLanguage",
    "Timetable",
    "TimetableRemark",
    "Unit",
    "WorkingHours",
]
