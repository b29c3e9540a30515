"""The pieces a lesson is built of: those of any page, a recording to listen to, and questions to oneself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtailmedia.blocks import AudioChooserBlock

from cms.blocks.base import FILES, LEARNING, SHORT_TEXT_FEATURES, ToldBlock
from cms.blocks.files import CaptionedVideoBlock, VideoBlock
from cms.blocks.lists import KINDS
from cms.blocks.text import paragraph

MOST_CHOICES = 8


class LessonVideoBlock(VideoBlock):
    """A film of which nothing is fetched before somebody asks for it, told how long and heavy it is."""

    video = CaptionedVideoBlock(label=_("video"))

    class Meta:
        template = "courses/lessons/blocks/video.html"


class AudioBlock(ToldBlock):
    """Something to listen to, with its words for those who cannot, or may not, listen now."""

    audio = AudioChooserBlock(label=_("recording"))
    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("what it tells"), max_length=300, required=False)

    class Meta:
        icon = "media"
        label = _("Recording")
        group = FILES
        description = _("Something to listen to. Its words can be read below it.")
        template = "courses/lessons/blocks/audio.html"

    def example(self) -> dict[str, Any]:
        return {
            "heading": gettext("Breathing together"),
            "text": gettext("Three minutes to do with a child who is frightened."),
        }


class ChoiceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("answer"), max_length=250)
    is_right = blocks.BooleanBlock(label=_("this is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("what to say to whoever chose it"), max_length=400, required=False, search_index=False
    )

    class Meta:
        icon = "tick"
        label = _("Answer")


class CheckBlock(ToldBlock):
    """A question to oneself. Nothing of what is right stands in the page before somebody has answered."""

    question = blocks.TextBlock(label=_("question"), max_length=400)
    choices = blocks.ListBlock(ChoiceBlock(), label=_("answers"), min_num=2, max_num=MOST_CHOICES)
    explanation = blocks.RichTextBlock(
        label=_("what to say once it is answered"),
        features=SHORT_TEXT_FEATURES,
        required=False,
        search_index=False,
    )

    class Meta:
        icon = "help"
        label = _("Check yourself")
        group = LEARNING
        description = _("A question between two parts of a lesson. It does not count.")
        template = "courses/lessons/blocks/check.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        if self.is_deferred_validation or any(choice["is_right"] for choice in value["choices"]):
            return value
        words = _("Mark at least one answer as right.")
        raise StructBlockValidationError({"choices": ValidationError(words)})

    def example(self) -> dict[str, Any]:
        told = [
            (gettext("I sit down beside him and wait"), True, gettext("Yes. Being near is already help.")),
            (gettext("I ask what he has seen"), False, gettext("Let him come to it by himself.")),
        ]
        choices = [{"text": text, "is_right": right, "feedback": said} for text, right, said in told]
        return {
            "question": gettext("A boy hides under the table when a siren sounds. What do you do first?"),
            "choices": choices,
            "explanation": paragraph(gettext("A calm adult close by is what a frightened child needs.")),
        }


LESSON_BLOCKS: list[tuple[str, blocks.Block]] = [
    *(
        (name, KINDS[name]())
        for name in ("section", "callout", "steps", "accordion", "table", "quotation", "image")
    ),
    ("audio", AudioBlock()),
    ("video", LessonVideoBlock()),
    ("document", KINDS["document"]()),
    ("check", CheckBlock()),
]
