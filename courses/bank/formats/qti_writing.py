"""One question as an item of QTI 2.1, by the information model of the specification.

https://www.imsglobal.org/question/qtiv2p1/imsqti_implv2p1.html
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from courses.bank.cleaning import PICTURE, clean, in_one_line
from courses.bank.formats import qti_rules as rules
from courses.bank.formats.moodle_writing import CONTROL
from courses.bank.formats.qti_words import BARE
from courses.bank.formats.shape import NOTHING, WHOLE, CannotHold

if TYPE_CHECKING:
    from collections.abc import Callable

    from courses.bank.formats.shape import Answer, Gap, ReadQuestion

SPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
PLACE = re.compile(r"\[\[(\d+)\]\]")
EMPTY = re.compile(r"<(br|hr|img)((?:\s[^<>]*?)?)\s*/?>")
SOURCE = re.compile(rf'src="{PICTURE}([^"]*)"')
ANYTHING = re.compile(r"(?<!\\)\*")


def xml(html: str) -> str:
    """Cleaned HTML as XML: nothing stays open, and pictures lie beside the items."""
    told = EMPTY.sub(r"<\1\2/>", CONTROL.sub("", clean(html)).replace("&nbsp;", "\u00a0"))
    return SOURCE.sub(lambda found: f'src="../pictures/{found[1].replace("/", "-")}"', told)


def block(html: str) -> str:
    """Words alone are no content of an item: they need something around them."""
    told = xml(html)
    return (
        told
        if re.match(r"<(p|ul|ol|table|blockquote|pre|dl)\b", told)
        else f'<div class="{BARE}">{told}</div>'
    )


def picture_file(name: str) -> str:
    """How a picture is called in the package."""
    return unquote(name).replace("/", "-")


def write_item(question: ReadQuestion, identifier: str) -> str:
    """The XML of one item. Raises CannotHold."""
    declared, body, processing = BY_KIND[question.kind](question)
    title = quoteattr(CONTROL.sub("", question.name or in_one_line(question.stem)[:80]) or identifier)
    feedback = "".join(
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">{block(said)}'
        "</modalFeedback>"
        for name, said in (("RIGHT", question.right), ("WRONG", question.wrong))
        if said
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<assessmentItem xmlns="{SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{SPACE} {SCHEMA}" identifier="{identifier}" title={title}'
        ' adaptive="false" timeDependent="false">\n'
        f"{declared}{rules.outcomes(_most(question))}"
        f"<itemBody>{body}</itemBody>\n"
        f"<responseProcessing>{processing}{rules.say(_most(question))}</responseProcessing>\n"
        f"{feedback}</assessmentItem>\n"
    )


def _most(question: ReadQuestion) -> Decimal:
    """The points of the whole item."""
    return sum((gap.worth for gap in question.gaps), NOTHING) if question.kind == "gap" else WHOLE


def _choices(question: ReadQuestion) -> tuple[str, str, str]:
    is_single = question.kind == "single"
    names = [f"c{number}" for number, _choice in enumerate(question.choices, start=1)]
    shares = dict(zip(names, (choice.share for choice in question.choices), strict=True))
    right = [name for name, share in shares.items() if share > 0]
    if is_single:
        right = [name for name, share in shares.items() if share == WHOLE]
    if not right or (is_single and len(right) > 1):
        raise CannotHold(_("QTI asks for exactly one choice that is wholly right, or for several."))
    cardinality = "single" if is_single else "multiple"
    declared = rules.declare("RESPONSE", cardinality, "identifier", right, mapped=shares)
    declared += rules.chosen_outcome(cardinality)
    answers = "".join(
        f'<simpleChoice identifier="{name}">{xml(choice.html)}{_inline(name, choice.feedback)}</simpleChoice>'
        for name, choice in zip(names, question.choices, strict=True)
    )
    body = (
        f'{block(question.stem)}<choiceInteraction responseIdentifier="RESPONSE"'
        f' shuffle="{str(not question.is_fixed).lower()}" maxChoices="{int(is_single)}">'
        f"{answers}</choiceInteraction>"
    )
    rule = rules.whole("RESPONSE") if question.is_whole else rules.mapped("RESPONSE")
    return declared, body, rule + rules.tell_chosen()


def _inline(name: str, said: str) -> str:
    if not said:
        return ""
    return (
        f'<feedbackInline outcomeIdentifier="CHOSEN" identifier="{name}" showHide="show">{xml(said)}'
        "</feedbackInline>"
    )


def _truth(question: ReadQuestion) -> tuple[str, str, str]:
    right = str(question.is_true).lower()
    words = {"true": _("True"), "false": _("False")}
    choices = "".join(
        f'<simpleChoice identifier="{name}">{escape(str(word))}</simpleChoice>'
        for name, word in words.items()
    )
    body = (
        f'{block(question.stem)}<choiceInteraction responseIdentifier="RESPONSE" shuffle="false"'
        f' maxChoices="1">{choices}</choiceInteraction>'
    )
    return rules.declare("RESPONSE", "single", "identifier", [right]), body, rules.whole("RESPONSE")


def _order(question: ReadQuestion) -> tuple[str, str, str]:
    names = [f"c{number}" for number, _choice in enumerate(question.choices, start=1)]
    items = "".join(
        f'<simpleChoice identifier="{name}">{xml(choice.html)}</simpleChoice>'
        for name, choice in sorted(zip(names, question.choices, strict=True), key=lambda each: each[1].html)
    )
    body = (
        f'{block(question.stem)}<orderInteraction responseIdentifier="RESPONSE" shuffle="true">'
        f"{items}</orderInteraction>"
    )
    rule = rules.whole("RESPONSE") if question.is_whole else rules.by_place("RESPONSE", len(names))
    return rules.declare("RESPONSE", "ordered", "identifier", names), body, rule


def _match(question: ReadQuestion) -> tuple[str, str, str]:
    texts = list(dict.fromkeys([*(pair.right for pair in question.pairs), *question.lures]))
    right = {text: f"r{number}" for number, text in enumerate(texts, start=1)}
    pairs = [f"l{number} {right[pair.right]}" for number, pair in enumerate(question.pairs, start=1)]
    left = "".join(
        f'<simpleAssociableChoice identifier="l{number}" matchMax="1">{xml(pair.left)}'
        "</simpleAssociableChoice>"
        for number, pair in enumerate(question.pairs, start=1)
    )
    answers = "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="{len(pairs)}">{escape(text)}'
        "</simpleAssociableChoice>"
        for text, name in right.items()
    )
    body = (
        f'{block(question.stem)}<matchInteraction responseIdentifier="RESPONSE" shuffle="true"'
        f' maxAssociations="{len(pairs)}"><simpleMatchSet>{left}</simpleMatchSet>'
        f"<simpleMatchSet>{answers}</simpleMatchSet></matchInteraction>"
    )
    each = (WHOLE / len(pairs)).quantize(rules.FINE)
    declared = rules.declare("RESPONSE", "multiple", "directedPair", pairs, mapped=dict.fromkeys(pairs, each))
    return declared, body, rules.whole("RESPONSE") if question.is_whole else rules.mapped("RESPONSE")


def _typed(question: ReadQuestion) -> tuple[str, str, str]:
    declared, rule = _response(
        "RESPONSE", question.answers, question.kind, WHOLE, is_cased=question.is_case_sensitive
    )
    entry = '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    return declared, f"{block(question.stem)}{entry}", rule


def _response(
    name: str, answers: list[Answer], kind: str, worth: Decimal, *, is_cased: bool
) -> tuple[str, str]:
    """How a typed answer is declared, and how it earns points."""
    if not any(answer.share == WHOLE for answer in answers):
        raise CannotHold(_("QTI asks for an answer that is wholly right."))
    if kind == "number":
        right = next(answer.text for answer in answers if answer.share == WHOLE)
        return rules.declare(name, "single", "float", [right]), rules.numbers(name, answers, worth)
    if any(ANYTHING.search(answer.text) for answer in answers):
        raise CannotHold(_("QTI has no sign for “any words”, which stands in an answer here."))
    mapped = {answer.text.replace("\\*", "*"): answer.share * worth for answer in answers}
    right = next(answer.text.replace("\\*", "*") for answer in answers if answer.share == WHOLE)
    declared = rules.declare(name, "single", "string", [right], mapped=mapped, is_cased=is_cased)
    return declared, rules.mapped(name)


def _gaps(question: ReadQuestion) -> tuple[str, str, str]:
    numbers = [int(found) for found in PLACE.findall(question.stem)]
    if sorted(numbers) != list(range(1, len(question.gaps) + 1)):
        raise CannotHold(_("The gaps in the text and their answers do not match."))
    declared, processing, entries = "", "", {}
    for number, gap in enumerate(question.gaps, start=1):
        name = f"RESPONSE{number}"
        if gap.kind == "choice":
            told, rule, entries[number] = _chosen(name, gap)
        else:
            told, rule = _response(name, gap.answers, gap.kind, gap.worth, is_cased=gap.is_case_sensitive)
            entries[number] = f'<textEntryInteraction responseIdentifier="{name}"/>'
        declared += told
        processing += rule
    return declared, PLACE.sub(lambda found: entries[int(found[1])], block(question.stem)), processing


def _chosen(name: str, gap: Gap) -> tuple[str, str, str]:
    values = {f"c{number}": answer.share for number, answer in enumerate(gap.answers, start=1)}
    texts = [*(answer.text for answer in gap.answers), *gap.lures]
    right = [choice for choice, share in values.items() if share == WHOLE][:1]
    if not right:
        raise CannotHold(_("QTI asks for an answer that is wholly right."))
    mapped = {choice: share * gap.worth for choice, share in values.items()}
    options = "".join(
        f'<inlineChoice identifier="c{number}">{escape(text)}</inlineChoice>'
        for number, text in enumerate(texts, start=1)
    )
    entry = (
        f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="true">{options}'
        "</inlineChoiceInteraction>"
    )
    return rules.declare(name, "single", "identifier", right, mapped=mapped), rules.mapped(name), entry


BY_KIND: dict[str, Callable[[ReadQuestion], tuple[str, str, str]]] = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _truth,
    "ordering": _order,
    "matching": _match,
    "short_text": _typed,
    "number": _typed,
    "gap": _gaps,
}
