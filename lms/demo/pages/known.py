"""What the texts may point at, by the names they use for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import Page

    from cms.models import Activity, Counter, Office, Paper, Picture, Video
    from courses.models import Course
    from lms.people.models import Organisation


@dataclass
class Known:
    """Everything that stands already, by key. Pages are the Polish ones: readers are led to theirs."""

    pages: dict[str, Page] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    activities: dict[int, Activity] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    counters: dict[str, Counter] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    videos: dict[str, Video] = field(default_factory=dict)
