"""Words that carry on: promises, a call to do the next thing, reassurance."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.base import ICONS, SHORT_TEXT_FEATURES, TEXT, PhoneBlock, ToldBlock
from cms.blocks.text import paragraph


class PromiseBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(label=_("drawing"), choices=ICONS, default="heart-hands")
    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(label=_("text"), max_length=300)

    class Meta:
        icon = "pick"
        label = _("Promise")


class PromisesBlock(ToldBlock):
    """What people can count on, as cards side by side."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    promises = blocks.ListBlock(PromiseBlock(), label=_("promises"), min_num=2, max_num=4)

    class Meta:
        icon = "pick"
        label = _("Promises")
        group = TEXT
        description = _("Two to four things people can count on, each with a drawing.")
        template = "cms/blocks/promises.html"

    def example(self) -> dict[str, Any]:
        told = [
            ("globe", gettext("In your language"), gettext("Ukrainian, Polish or English: choose.")),
            ("lock", gettext("In confidence"), gettext("What you tell us stays with us.")),
        ]
        promises = [{"icon": icon, "title": title, "text": text} for icon, title, text in told]
        return {"heading": gettext("You can count on this"), "promises": promises}


class CallToActionBlock(ToldBlock):
    """The next thing to do, as a button with a few words."""

    title = blocks.CharBlock(label=_("title"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("text"), max_length=300, required=False)
    label = blocks.CharBlock(label=_("words on the button"), max_length=60)
    page = blocks.PageChooserBlock(
        label=_("leads to a page"),
        required=False,
        help_text=_("Readers are led to its version in their language."),
    )
    address = blocks.URLBlock(label=_("or to an address elsewhere"), required=False)
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("next", _("The next step")), ("primary", _("Important")), ("secondary", _("Quiet"))],
        default="next",
    )

    class Meta:
        icon = "arrow-right-full"
        label = _("Call to action")
        group = TEXT
        description = _("A button with a few words. One a page works best.")
        template = "cms/blocks/cta.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        if self.is_deferred_validation or bool(value["page"]) != bool(value["address"]):
            return value
        words = _("Choose a page or write an address, one of the two.")
        raise StructBlockValidationError({"page": ValidationError(words)})

    def example(self) -> dict[str, Any]:
        return {
            "title": gettext("Have you thought of becoming a foster parent?"),
            "text": gettext("Come to an information evening. You promise nothing by coming."),
            "label": gettext("Read how it begins"),
            "address": "https://example.org/",
            "kind": "next",
        }


class ReassuranceBlock(ToldBlock):
    """A word to whoever hesitates, with a number to call."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=SHORT_TEXT_FEATURES)
    phone = PhoneBlock(label=_("phone"), max_length=30, required=False)

    class Meta:
        icon = "mail"
        label = _("Reassurance")
        group = TEXT
        description = _("A warm word to whoever hesitates, with a number to call.")
        template = "cms/blocks/reassurance.html"

    def example(self) -> dict[str, Any]:
        return {
            "title": gettext("Not sure where to begin?"),
            "text": paragraph(gettext("Call us. We will find it out together.")),
            "phone": "71 784 96 06",
        }
