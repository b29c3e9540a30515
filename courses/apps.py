from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from django.db.models.signals import m2m_changed, post_save

        from cms.remembering import forget_pages
        from cms.translations.records import translate
        from courses import permissions
        from courses.models import Course

        permissions.register()
        post_save.connect(forget_pages, sender=Course, dispatch_uid="courses.saved.Course")
        m2m_changed.connect(
            forget_pages, sender=Course.activities.through, dispatch_uid="courses.changed.activities"
        )
        translate(Course)
