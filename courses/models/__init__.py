from courses.models.certificate import Certificate, CertificateSeries
from courses.models.course import Audience, Course
from courses.models.enrolment import Enrolment

__all__ = ["Audience", "Certificate", "CertificateSeries", "Course", "Enrolment"]
