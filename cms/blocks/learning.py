"""Cards that lead on: to dates with free places, to courses, leaflets, activities and news."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.base import LEARNING, ToldBlock
from cms.blocks.choices import ActivityChoiceBlock, LanguageChoiceBlock


class UpcomingRunsBlock(ToldBlock):
    """The next dates, of each course the soonest."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    number = blocks.IntegerBlock(label=_("how many"), min_value=1, max_value=12, default=3)
    activity = ActivityChoiceBlock()
    language = LanguageChoiceBlock()
    course = blocks.PageChooserBlock("courses.CoursePage", label=_("only of this course"), required=False)
    with_queue = blocks.BooleanBlock(
        label=_("full ones too"),
        required=False,
        help_text=_("Left empty, only dates with a free place are shown."),
    )

    class Meta:
        icon = "date"
        label = _("Next dates")
        group = LEARNING
        description = _("The next dates people can take a place in. Renewed by itself.")
        template = "cms/blocks/upcoming_runs.html"

    def example(self) -> dict[str, Any]:
        return {"heading": gettext("You can still join"), "number": 2}


class CourseCardsBlock(ToldBlock):
    """Courses: the ones chosen, or all of an activity."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    courses = blocks.ListBlock(
        blocks.PageChooserBlock("courses.CoursePage", label=_("course")), label=_("courses"), default=[]
    )
    activity = ActivityChoiceBlock(label=_("or all of an activity"))
    number = blocks.IntegerBlock(label=_("at most"), min_value=1, max_value=12, default=6)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Course cards")
        group = LEARNING
        description = _("Cards of courses you choose, or of an activity.")
        template = "cms/blocks/course_cards.html"

    def example(self) -> dict[str, Any]:
        return {"heading": gettext("Courses for you"), "courses": [], "activity": "", "number": 2}


class LeafletCardsBlock(ToldBlock):
    """Leaflets: the ones chosen, those of an activity, or the newest."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    leaflets = blocks.ListBlock(
        blocks.PageChooserBlock("cms.LeafletPage", label=_("leaflet")), label=_("leaflets"), default=[]
    )
    activity = ActivityChoiceBlock(label=_("or all of an activity"))
    number = blocks.IntegerBlock(label=_("at most"), min_value=1, max_value=12, default=3)

    class Meta:
        icon = "doc-full"
        label = _("Leaflet cards")
        group = LEARNING
        description = _("Leaflets to read or print: chosen, of an activity, or the newest.")
        template = "cms/blocks/leaflet_cards.html"

    def example(self) -> dict[str, Any]:
        return {"heading": gettext("To read and print"), "leaflets": [], "activity": "", "number": 3}


class ActivitiesBlock(ToldBlock):
    """What the centre does, side by side."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.TextBlock(label=_("text"), max_length=300, required=False)

    class Meta:
        icon = "grip"
        label = _("Activities")
        group = LEARNING
        description = _("All activities of the centre, each with a drawing. Renewed by itself.")
        template = "cms/blocks/activities.html"

    def example(self) -> dict[str, Any]:
        return {"heading": gettext("How we help"), "text": gettext("Choose what is closest to you.")}


class NewsBlock(ToldBlock):
    """What has just happened."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    number = blocks.IntegerBlock(label=_("how many"), min_value=1, max_value=6, default=3)

    class Meta:
        icon = "comment"
        label = _("News")
        group = LEARNING
        description = _("The latest news. Renewed by itself.")
        template = "cms/blocks/news.html"

    def example(self) -> dict[str, Any]:
        return {"heading": gettext("What’s new"), "number": 3}
