from courses.models.attempt import AnonymousAnswer, Attempt, AttemptItem
from courses.models.badge import Badge, SigningKey, StatusList
from courses.models.bank import Bank, Question, QuestionPicture, QuestionVersion
from courses.models.candidate import CandidatePath, CandidateStep
from courses.models.certificate import Certificate, CertificateSeries
from courses.models.certificate_template import CertificateTemplate
from courses.models.course import Audience, Course
from courses.models.enrolment import Enrolment
from courses.models.evidence import Evidence
from courses.models.framework import Competence, CourseGives, Framework, Level
from courses.models.induction import InductionPlan, InductionStep
from courses.models.lesson import CheckAnswer, Lesson, LessonProgress
from courses.models.lesson_page import LessonPage
from courses.models.package import Launch, Package, PackageVersion, Registration, UnitProgress
from courses.models.pages import CourseIndexPage, CoursePage
from courses.models.plan import LearningPlan, PlanItem, PlanNote, PlanReview
from courses.models.practice import Decision, DiaryEntry, HandedIn, TrainersWord
from courses.models.question_import import FileFormat, QuestionImport
from courses.models.quiz import Allowance, Quiz, QuizPart
from courses.models.recognition import Recognition
from courses.models.requirement import Conclusion, Requirement
from courses.models.role_profile import Duty, RequiredCompetence, RoleProfile, Team
from courses.models.standing import Standing
from courses.models.statement import KeptDocument, Statement

__all__ = [
    "Allowance",
    "AnonymousAnswer",
    "Attempt",
    "AttemptItem",
    "Audience",
    "Badge",
    "Bank",
    "CandidatePath",
    "CandidateStep",
    "Certificate",
    "CertificateSeries",
    "CertificateTemplate",
    "CheckAnswer",
    "Competence",
    "Conclusion",
    "Course",
    "CourseGives",
    "CourseIndexPage",
    "CoursePage",
    "Decision",
    "DiaryEntry",
    "Duty",
    "Enrolment",
    "Evidence",
    "FileFormat",
    "Framework",
    "HandedIn",
    "InductionPlan",
    "InductionStep",
    "KeptDocument",
    "Launch",
    "LearningPlan",
    "Lesson",
    "LessonPage",
    "LessonProgress",
    "Level",
    "Package",
    "PackageVersion",
    "PlanItem",
    "PlanNote",
    "PlanReview",
    "Question",
    "QuestionImport",
    "QuestionPicture",
    "QuestionVersion",
    "Quiz",
    "QuizPart",
    "Recognition",
    "Registration",
    "RequiredCompetence",
    "Requirement",
    "RoleProfile",
    "SigningKey",
    "Standing",
    "Statement",
    "StatusList",
    "Team",
    "TrainersWord",
    "UnitProgress",
]
