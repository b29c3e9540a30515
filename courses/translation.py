from modeltranslation.translator import TranslationOptions, register

from courses.models import (
    CertificateTemplate,
    Competence,
    Course,
    Framework,
    InductionPlan,
    InductionStep,
    Level,
    Package,
    Quiz,
    RequiredCompetence,
    Requirement,
    RoleProfile,
)


@register(Course)
class CourseTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(Quiz)
class QuizTranslation(TranslationOptions):
    fields = ("title", "intro")


@register(Framework)
class FrameworkTranslation(TranslationOptions):
    fields = ("title",)


@register(Level)
class LevelTranslation(TranslationOptions):
    fields = ("title",)


@register(Competence)
class CompetenceTranslation(TranslationOptions):
    fields = ("title", "description")


@register(RoleProfile)
class RoleProfileTranslation(TranslationOptions):
    fields = ("title",)


@register(RequiredCompetence)
class RequiredCompetenceTranslation(TranslationOptions):
    fields = ("legal_basis",)


@register(CertificateTemplate)
class CertificateTemplateTranslation(TranslationOptions):
    fields = ("title", "states", "body", "signatory_role")


@register(Package)
class PackageTranslation(TranslationOptions):
    fields = ("title",)


@register(Requirement)
class RequirementTranslation(TranslationOptions):
    fields = ("words",)


@register(InductionPlan)
class InductionPlanTranslation(TranslationOptions):
    fields = ("welcome",)


@register(InductionStep)
class InductionStepTranslation(TranslationOptions):
    fields = ("words",)
