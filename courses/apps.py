from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from django.db.models.signals import m2m_changed, post_migrate, post_save, pre_migrate

        from cms.remembering import forget_pages
        from cms.translations.records import translate
        from courses import permissions
        from courses.competences import receivers, written_once  # noqa: F401
        from courses.completion import receivers as completion_receivers  # noqa: F401
        from courses.models import Competence, Course, Framework, Package, Quiz, RoleProfile
        from courses.packages import checks  # noqa: F401
        from courses.plans import receivers as plan_receivers  # noqa: F401

        permissions.register()
        pre_migrate.connect(written_once.drop_triggers, sender=self, dispatch_uid="courses.drop_triggers")
        post_migrate.connect(written_once.set_triggers, sender=self, dispatch_uid="courses.written_once")
        post_save.connect(forget_pages, sender=Course, dispatch_uid="courses.saved.Course")
        m2m_changed.connect(
            forget_pages, sender=Course.activities.through, dispatch_uid="courses.changed.activities"
        )
        translate(Course)
        translate(Package)
        translate(Quiz, Quiz.objects.in_use)
        for model in (Framework, Competence, RoleProfile):
            translate(model)
