"""The record of a course as a coordinator writes it."""

from __future__ import annotations

from django.utils.text import capfirst
from wagtail.admin.forms.models import WagtailAdminModelForm

from courses.models import Course
from courses.share_field import ShareField


class CourseForm(WagtailAdminModelForm):
    required_share = ShareField(
        least=1, label=capfirst(Course._meta.get_field("required_share").verbose_name)
    )

    class Meta:
        model = Course
        fields = ("required_share",)
