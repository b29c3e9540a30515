"""What Desk and the house tell each other. Signed in by the session's cookie, with a CSRF token."""

from attendance.api import devices, lists, scans
from attendance.api.router import router

__all__ = ["devices", "lists", "router", "scans"]
