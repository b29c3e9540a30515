"""Words: sections, callouts, questions, quotations, and how something goes step by step."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.base import SHORT_TEXT_FEATURES, TEXT, TEXT_FEATURES, ToldBlock


def paragraph(text: str) -> str:
    return f"<p>{text}</p>"


class SectionBlock(ToldBlock):
    """A heading and what stands under it."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES)

    class Meta:
        icon = "title"
        label = _("Section")
        group = TEXT
        description = _("A heading with text: paragraphs, lists, links.")
        template = "cms/blocks/section.html"

    def example(self) -> dict[str, Any]:
        text = gettext("Come as you are. Nobody will ask you for papers on the first day.")
        points = [gettext("an identity document, if you have one"), gettext("a toy for your child")]
        listed = "".join(f"<li>{point}</li>" for point in points)
        return {"heading": gettext("What to bring"), "text": f"{paragraph(text)}<ul>{listed}</ul>"}


class CalloutBlock(ToldBlock):
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
        group = TEXT
        description = _("A few words on a coloured ground. One or two a page, or none is noticed.")
        template = "cms/blocks/callout.html"

    def example(self) -> dict[str, Any]:
        text = gettext("Courses, consultations and leaflets cost nothing.")
        return {"kind": "info", "title": gettext("Everything is free"), "text": paragraph(text)}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionsBlock(ToldBlock):
    """What people ask, each answer folded until it is wanted."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = TEXT
        description = _("Questions in people’s own words. An answer unfolds when its question is pressed.")
        template = "cms/blocks/questions.html"

    def example(self) -> dict[str, Any]:
        asked = [
            (gettext("Does it cost anything?"), gettext("No. All courses are free.")),
            (gettext("May I bring my child?"), gettext("Yes, wherever a course says “childcare”.")),
        ]
        questions = [{"question": question, "answer": paragraph(answer)} for question, answer in asked]
        return {"heading": gettext("What people ask"), "questions": questions}


class FoldedBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Part")


class AccordionBlock(ToldBlock):
    """Long matter in parts: readers open the one that is theirs."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    parts = blocks.ListBlock(FoldedBlock(), label=_("parts"), min_num=2)

    class Meta:
        icon = "collapse-down"
        label = _("Folded parts")
        group = TEXT
        description = _("For details that not everyone needs. What everyone needs should not be folded.")
        template = "cms/blocks/accordion.html"

    def example(self) -> dict[str, Any]:
        told = [
            (gettext("If you look after one child"), gettext("Bring the decision of the court.")),
            (gettext("If you look after several children"), gettext("One application is enough for all.")),
        ]
        parts = [{"title": title, "text": paragraph(text)} for title, text in told]
        return {"heading": gettext("Who needs which papers"), "parts": parts}


class QuotationBlock(ToldBlock):
    """What somebody said, and who it was."""

    text = blocks.TextBlock(label=_("words"), max_length=600)
    who = blocks.CharBlock(label=_("who said it"), max_length=80, required=False)
    role = blocks.CharBlock(label=_("who that is"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = TEXT
        description = _("Somebody’s own words. Ask first, and change the name when in doubt.")
        template = "cms/blocks/quotation.html"

    def example(self) -> dict[str, Any]:
        return {
            "text": gettext("I came for papers, and left with people I can call."),
            "who": gettext("Olena"),
            "role": gettext("guardian of two boys"),
        }


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=60)
    text = blocks.TextBlock(label=_("text"), max_length=300)

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(ToldBlock):
    """How it goes, one stone after another."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=2, max_num=5)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = TEXT
        description = _("Two to five steps, in their order.")
        template = "cms/blocks/steps.html"

    def example(self) -> dict[str, Any]:
        told = [
            (gettext("Call us"), gettext("Say in your own language what is on your mind.")),
            (gettext("Meet us"), gettext("We listen, and look for what would help.")),
            (gettext("Go on together"), gettext("You know whom to ask when something changes.")),
        ]
        steps = [{"title": title, "text": text} for title, text in told]
        return {"heading": gettext("How it works"), "steps": steps}
