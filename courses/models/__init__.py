from courses.models.candidate import CandidatePath, CandidateStep
from courses.models.certificate import Certificate, CertificateSeries
from courses.models.course import Audience, Course
from courses.models.enrolment import Enrolment
from courses.models.pages import CourseIndexPage, CoursePage

__all__ = [
    "Audience",
    "CandidatePath",
    "CandidateStep",
    "Certificate",
    "CertificateSeries",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
]
