from sessions.models.place import Place, PlaceChange
from sessions.models.resource import Reservation, Resource
from sessions.models.room import Room
from sessions.models.run import Run, RunLanguage
from sessions.models.session import Session, SessionTrainer
from sessions.models.timetable import Timetable

__all__ = [
    "Place",
    "PlaceChange",
    "Reservation",
    "Resource",
    "Room",
    "Run",
    "RunLanguage",
    "Session",
    "SessionTrainer",
    "Timetable",
]
