"""The audit log is read by those who answer for it, and written by nobody's hand."""

from lms.people.models import Role
from lms.people.permission_policies import may, permit
from lms.privacy.models import AuditEntry


def register() -> None:
    permit(AuditEntry, {Role.DATA_PROTECTION_OFFICER: (may("view"),)}, administrators="view")
