"""What a stranger may find on the public site, and what must never be among it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from wagtail.models import get_page_models

from cms.addresses import address_of
from cms.models import FosterCampaignPage, PublicPage, StandardsPage
from courses.models import Course, CoursePage
from lms.people.models import Person
from sessions.models import Room, Run

if TYPE_CHECKING:
    from collections.abc import Iterator


def pages_of_every_kind(language: str) -> list[str]:
    """One published page of every type in this language, with an easy-to-read and a signed one of each."""
    found: list[str] = []
    for kind in get_page_models():
        if not issubclass(kind, PublicPage) or kind.listed_pages().query.is_empty():
            continue
        pages = list(kind.listed_pages().filter(locale__language_code=language).order_by("path"))
        if not pages:
            raise LookupError(f"no {kind.__name__} in {language}")
        found.append(address_of(pages[0]))
        found += _variants(pages)
        if kind is FosterCampaignPage:
            with translation.override(language):
                found.append(reverse("interest:ask", args=[pages[0].translation_key]))
        if kind is StandardsPage:
            found.append(f"{address_of(pages[0])}children/")
    return found


def _variants(pages: list[PublicPage]) -> Iterator[str]:
    if easy := next((page for page in pages if page.easy_read), None):
        yield f"{address_of(easy)}etr/"
    if signed := next((page for page in pages if page.sign_video_id), None):
        yield f"{address_of(signed)}pjm/"


def confidential_words() -> list[str]:
    """Titles of confidential courses and pages, where their meetings are, who leads them."""
    courses = Course.objects.filter(is_confidential=True)
    runs = Run.objects.filter(course__in=courses)
    words = {
        getattr(course, f"{field}_{code}")
        for course in courses
        for field in ("title", "summary")
        for code in ("pl", "uk", "en")
    }
    words |= set(CoursePage.objects.filter(course__in=courses).values_list("title", flat=True))
    words |= set(CoursePage.objects.filter(course__in=courses).values_list("slug", flat=True))
    rooms = Room.objects.filter(runs__in=runs).exclude(runs__in=Run.objects.listed())
    for room in rooms:
        words |= {room.name_pl, room.name_uk, room.name_en, room.address}
    words |= {str(person) for person in Person.objects.filter(sessions_taught__run__in=runs)}
    words |= {str(run.uuid) for run in runs}
    return sorted(word for word in words if word)
