from attendance.models.attendance import Attendance
from attendance.models.gate_pass import Pass
from attendance.models.reopening import Reopening
from attendance.models.scan import Scan

__all__ = ["Attendance", "Pass", "Reopening", "Scan"]
