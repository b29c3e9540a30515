from attendance.models.apology import Apology
from attendance.models.appeal import Appeal
from attendance.models.attendance import Attendance
from attendance.models.consent import GuardianConsent
from attendance.models.contradiction import Contradiction
from attendance.models.device import Device
from attendance.models.device_list import DeviceList
from attendance.models.door_secret import DoorSecret
from attendance.models.gate_pass import Pass
from attendance.models.handover import Handover
from attendance.models.kept_apart import KeptApart
from attendance.models.past_import import PastImport
from attendance.models.reopening import Reopening
from attendance.models.scan import Excuse, Scan
from attendance.models.sheet import Sheet, SheetPicture
from attendance.models.walk_in import WalkIn, WalkInMatch

__all__ = [
    "Apology",
    "Appeal",
    "Attendance",
    "Contradiction",
    "Device",
    "DeviceList",
    "DoorSecret",
    "Excuse",
    "GuardianConsent",
    "Handover",
    "KeptApart",
    "Pass",
    "PastImport",
    "Reopening",
    "Scan",
    "Sheet",
    "SheetPicture",
    "WalkIn",
    "WalkInMatch",
]
