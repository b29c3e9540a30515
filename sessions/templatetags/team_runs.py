"""Runs on a manager's pages: ``{% runs_for person courses as runs %}{{ runs|without_place }}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from sessions import team_runs

if TYPE_CHECKING:
    from collections.abc import Collection

    from courses.models import Course
    from lms.people.models import Person
    from sessions.team_runs import TeamRun

register = template.Library()


@register.simple_tag
def runs_for(person: Person, courses: Collection[Course]) -> list[TeamRun]:
    return team_runs.runs_for(person, courses)


@register.filter
def without_place(runs: list[TeamRun]) -> list[TeamRun]:
    """Those in which nothing is arranged yet."""
    return [run for run in runs if not run.place]
