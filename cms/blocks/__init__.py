"""The few pieces an editor builds a page of. Each is one template in ``templates/cms/blocks/``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["bold", "link", "document-link", "ul", "ol"]
SHORT_TEXT_FEATURES = ["bold", "link"]

ICONS = [
    ("globe", _("Globe")),
    ("key", _("Key")),
    ("lock", _("Lock")),
    ("heart-hands", _("Heart in hands")),
    ("child", _("Child")),
    ("users", _("People")),
    ("calendar", _("Calendar")),
    ("phone", _("Phone")),
    ("certificate", _("Certificate")),
]


class SectionBlock(blocks.StructBlock):
    """A heading and what stands under it."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES)

    class Meta:
        icon = "title"
        label = _("Section")
        template = "cms/blocks/section.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionsBlock(blocks.StructBlock):
    """What people ask, each answer folded until it is wanted."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "cms/blocks/questions.html"


class CalloutBlock(blocks.StructBlock):
    """Something to be noticed: information, a warning, or a warm word."""

    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("info", _("Information")), ("warning", _("Warning")), ("next", _("Next step"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("title"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "cms/blocks/callout.html"


class PromiseBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(label=_("drawing"), choices=ICONS, default="heart-hands")
    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(label=_("text"), max_length=300)

    class Meta:
        icon = "pick"
        label = _("Promise")


class PromisesBlock(blocks.StructBlock):
    """What people can count on, as cards side by side."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    promises = blocks.ListBlock(PromiseBlock(), label=_("promises"), min_num=2, max_num=4)

    class Meta:
        icon = "pick"
        label = _("Promises")
        template = "cms/blocks/promises.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=60)
    text = blocks.TextBlock(label=_("text"), max_length=300)

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """How it goes, one stone after another."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=2, max_num=5)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "cms/blocks/steps.html"


class UpcomingRunsBlock(blocks.StructBlock):
    """The next dates that have free places."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    number = blocks.IntegerBlock(label=_("how many"), min_value=1, max_value=12, default=3)

    class Meta:
        icon = "date"
        label = _("Next dates")
        template = "cms/blocks/upcoming_runs.html"


class ReassuranceBlock(blocks.StructBlock):
    """A word to whoever hesitates, with a number to call."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=SHORT_TEXT_FEATURES)
    phone = blocks.CharBlock(label=_("phone"), max_length=30, required=False)

    class Meta:
        icon = "mail"
        label = _("Reassurance")
        template = "cms/blocks/reassurance.html"


TEXT_BLOCKS = [
    ("section", SectionBlock()),
    ("questions", QuestionsBlock()),
    ("callout", CalloutBlock()),
]

HOME_BLOCKS = [
    ("promises", PromisesBlock()),
    ("steps", StepsBlock()),
    ("upcoming_runs", UpcomingRunsBlock()),
    ("section", SectionBlock()),
    ("reassurance", ReassuranceBlock()),
]

LEAFLET_BLOCKS = [
    ("section", SectionBlock()),
    ("steps", StepsBlock()),
    ("callout", CalloutBlock()),
]

EASY_BLOCKS = [
    ("section", SectionBlock()),
    ("callout", CalloutBlock()),
]

CAMPAIGN_BLOCKS = [
    ("section", SectionBlock()),
    ("steps", StepsBlock()),
    ("questions", QuestionsBlock()),
    ("callout", CalloutBlock()),
    ("upcoming_runs", UpcomingRunsBlock()),
]
