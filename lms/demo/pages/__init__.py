"""The public site of the demonstration: every kind of page, as trees in three languages."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Locale, Site

from lms.demo.clauses import load_clauses
from lms.demo.institutions import counters_of, load_offices, load_organisations
from lms.demo.pages import (
    activities,
    campaign,
    contact,
    courses,
    duties,
    home,
    house,
    leaflets,
    lessons,
    news,
    partners,
    shelf,
)
from lms.demo.pages.known import Known
from lms.demo.planting import SOURCE, TARGETS, planting_season

__all__ = ["load_pages"]


@transaction.atomic
def load_pages() -> None:
    """Make what is missing of the public site; what is there already, perhaps edited, is left alone."""
    for code in (SOURCE, *TARGETS):
        Locale.objects.get_or_create(language_code=code)
    load_clauses()
    facts = house.tell_facts()
    offices = load_offices()
    known = Known(offices=offices, counters=counters_of(offices), organisations=load_organisations())
    shelf.load_shelf(known)
    activities.load_activities(known)
    with planting_season():
        home.plant_home(known)
        house.open_site(known)
        courses.plant_courses(known)
        lessons.plant_lessons(known)
        leaflets.plant_library(known)
        campaign.plant_campaign(known)
        activities.plant_activities(known)
        leaflets.plant_leaflets(known)
        news.plant_news(known)
        contact.plant_contact(known)
        partners.plant_partners(known)
        duties.plant_duties(known)
        home.furnish_home(known)
    house.hang_menus(facts, known)
    Site.clear_site_root_paths_cache()
