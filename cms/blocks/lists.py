"""Which pieces each kind of page offers. Their names are in stored content: never changed, only added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.blocks.calls import CallToActionBlock, PromisesBlock, ReassuranceBlock
from cms.blocks.files import DocumentBlock, ImageTextBlock, VideoBlock
from cms.blocks.learning import (
    ActivitiesBlock,
    CourseCardsBlock,
    LeafletCardsBlock,
    NewsBlock,
    UpcomingRunsBlock,
)
from cms.blocks.people import ContactBlock, ContactsBlock, OfficeHoursBlock, StoryBlock
from cms.blocks.table import TableBlock
from cms.blocks.text import (
    AccordionBlock,
    CalloutBlock,
    QuestionsBlock,
    QuotationBlock,
    SectionBlock,
    StepsBlock,
)

if TYPE_CHECKING:
    from wagtail.blocks import Block

KINDS: dict[str, type[Block]] = {
    "section": SectionBlock,
    "callout": CalloutBlock,
    "steps": StepsBlock,
    "questions": QuestionsBlock,
    "accordion": AccordionBlock,
    "quotation": QuotationBlock,
    "table": TableBlock,
    "promises": PromisesBlock,
    "cta": CallToActionBlock,
    "reassurance": ReassuranceBlock,
    "image": ImageTextBlock,
    "video": VideoBlock,
    "document": DocumentBlock,
    "contact_card": ContactBlock,
    "contact_cards": ContactsBlock,
    "office_hours": OfficeHoursBlock,
    "story": StoryBlock,
    "upcoming_runs": UpcomingRunsBlock,
    "course_cards": CourseCardsBlock,
    "leaflet_cards": LeafletCardsBlock,
    "activities": ActivitiesBlock,
    "news": NewsBlock,
}


def _offering(*names: str) -> list[tuple[str, Block]]:
    return [(name, KINDS[name]()) for name in names]


TEXT_BLOCKS = _offering(*(name for name in KINDS if name not in {"activities", "news"}))

HOME_BLOCKS = _offering(
    "promises",
    "steps",
    "upcoming_runs",
    "activities",
    "course_cards",
    "leaflet_cards",
    "news",
    "cta",
    "section",
    "callout",
    "questions",
    "quotation",
    "story",
    "image",
    "video",
    "contact_cards",
    "office_hours",
    "reassurance",
)

LEAFLET_BLOCKS = _offering("section", "steps", "callout", "contact_card", "image", "quotation")
"""What can be laid on paper, and nothing else."""

CAMPAIGN_BLOCKS = _offering(
    "section",
    "steps",
    "story",
    "quotation",
    "image",
    "video",
    "upcoming_runs",
    "questions",
    "cta",
    "callout",
    "contact_cards",
)

EASY_BLOCKS = _offering("section", "callout", "image")
