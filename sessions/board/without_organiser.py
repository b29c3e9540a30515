"""Courses at home that end with a certificate nobody can give: people would complete them in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Course
from lms.people.permission_policies import visible
from sessions.board.finders import finder, section_of
from sessions.board.item import Item

if TYPE_CHECKING:
    from lms.people.roles import AnyUser
    from sessions.board.item import Section


@finder
def without_organiser(user: AnyUser) -> Section:
    """The forms ask for an organiser; a course that came in another way may still lack one."""
    found = visible(Course, user, "change").filter(
        form=Course.Form.SELF_PACED, gives_certificate=True, organiser=None
    )
    return section_of(
        found,
        title=_("Certificates nobody can give"),
        icon="certificate",
        item=lambda course: Item(
            about=course.title,
            what=_("nobody stands behind this course"),
            url=reverse("course:edit", args=[course.pk]),
            remedy=_("Choose an organiser"),
        ),
    )
