"""What an editor says of a lesson while writing its page: its minutes, and whether it is needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from courses.lessons.minutes import minutes_to_read
from courses.models.course import Course
from courses.signals import needs_changed

LONGEST = 240


class LessonPageForm(WagtailAdminPageForm):
    """Both stand on the lesson, which all languages share. Minutes left empty are counted from the text."""

    minutes = forms.IntegerField(
        label=_("minutes it takes"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=_("Leave it empty, and it is counted from the text, the films and the questions."),
    )
    is_required = forms.BooleanField(
        label=_("needed to complete the course"),
        required=False,
        initial=True,
        help_text=_("Other lessons are there to be read by whoever wants to."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.lesson_id:
            return
        lesson = self.instance.lesson
        self.fields["is_required"].initial = lesson.is_required
        if lesson.are_minutes_counted:
            self.fields["minutes"].widget.attrs["placeholder"] = lesson.minutes or ""
        else:
            self.fields["minutes"].initial = lesson.minutes

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit=commit)
        given = self.cleaned_data.get("minutes")
        page.told_of_lesson = {
            "minutes": given or minutes_to_read(page.body),
            "are_minutes_counted": not given,
            "is_required": self.cleaned_data["is_required"],
        }
        if page.lesson_id:
            type(page.lesson).objects.filter(pk=page.lesson_id).update(**page.told_of_lesson)
            if "is_required" in self.changed_data:
                needs_changed.send(sender=Course, course_id=page.lesson.course_id)
        return page
