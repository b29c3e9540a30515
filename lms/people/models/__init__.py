from lms.people.models.consent import Acceptance, InformationClause
from lms.people.models.guardianship import Guardianship
from lms.people.models.organisation import Organisation
from lms.people.models.person import Person
from lms.people.models.role import Clearance, Membership, Role
from lms.people.models.user import User

__all__ = [
    "Acceptance",
    "Clearance",
    "Guardianship",
    "InformationClause",
    "Membership",
    "Organisation",
    "Person",
    "Role",
    "User",
]
