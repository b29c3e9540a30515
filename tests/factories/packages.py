from courses.packages.opening import Visit, begin, open_player
from courses.packages.storing import add_package
from lms.web.visits import SessionStore
from tests.courses.packages import making
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import UserFactory

HOUSE = "http://127.0.0.1:8000"

KINDS = {
    "scorm12": making.scorm12,
    "scorm2004": making.scorm2004,
    "cmi5": making.cmi5,
    "h5p": making.h5p,
}


def make_package(kind="scorm12", *, course=None, **more):
    """A package of a kind, tiny and whole."""
    return add_package(course or CourseFactory(), file=KINDS[kind](**more), by=None)


def make_registration(kind="scorm12", *, person=None, **more):
    """Somebody who has begun such a package."""
    package = make_package(kind, **more)
    who = {"person": person} if person else {}
    return begin(EnrolmentFactory(course=package.course, **who), package)


def open_for(registration, *, unit="", user=None):
    """An opening of the player in a visit of its own."""
    visit = SessionStore()
    visit.create()
    return open_player(registration, unit=unit, visit=Visit(user or UserFactory(), visit.session_key, HOUSE))
