"""The menu of what is learnt. Each room of the courses adds a line: what it lists in the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from courses.bank.backoffice.quiz_viewset import QuizViewSet
from courses.bank.backoffice.viewsets import BankViewSet
from courses.certificates.backoffice.certificates import CertificateViewSet
from courses.certificates.backoffice.templates import CertificateTemplateViewSet
from courses.competences.backoffice.hooks import hang_the_competences
from courses.completion.backoffice.learners import LearnerViewSet
from courses.completion.backoffice.recognitions import RecognitionViewSet
from courses.lessons.backoffice.hooks import hang_the_lessons
from courses.packages.backoffice.pages import PackagesOfCourse
from courses.packages.backoffice.viewsets import PackageViewSet
from courses.plans.backoffice import InductionPlanViewSet, InductionStepViewSet
from courses.quizzes.backoffice.hooks import hang_the_quizzes
from courses.viewsets import CourseViewSet


class LearningGroup(ModelViewSetGroup):
    menu_label = _("Learning")
    menu_name = "learning"
    menu_icon = "glasses"
    menu_order = 112
    items = (
        CourseViewSet,
        QuizViewSet,
        BankViewSet,
        PackageViewSet,
        LearnerViewSet,
        CertificateViewSet,
        CertificateTemplateViewSet,
        RecognitionViewSet,
        InductionPlanViewSet,
        InductionStepViewSet,
    )


@hooks.register("register_admin_viewset")
def learning() -> LearningGroup:
    return LearningGroup()


hang_the_lessons()
hooks.register("sections_about_course", PackagesOfCourse)
hang_the_quizzes()
hang_the_competences()
