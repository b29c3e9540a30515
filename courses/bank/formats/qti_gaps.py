"""What is asked inside the words of a QTI item: gaps to type or to choose, or one line of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.cleaning import in_one_line
from courses.bank.formats.qti_words import words
from courses.bank.formats.shape import NOTHING, WHOLE, Answer, Gap, Remark, Unreadable

if TYPE_CHECKING:
    from decimal import Decimal

    from courses.bank.formats.qti_scores import Declaration
    from courses.bank.formats.shape import ReadQuestion
    from courses.bank.formats.xml_tree import Element

IN_TEXT = {"textEntryInteraction", "inlineChoiceInteraction"}


@dataclass(frozen=True)
class Item:
    """An item with what it asks and what it says is right. ``folder``: where in the package it lies."""

    root: Element
    body: Element
    asks: list[Element]
    declared: dict[str, Declaration]
    folder: str


def known(values: dict[str, Decimal], names: list[str], ask: Element) -> dict[str, Decimal]:
    if set(values) - set(names):
        raise Unreadable(_("What is called right is not among the choices."), ask.line)
    if not any(value > 0 for value in values.values()):
        raise Unreadable(_("The item does not say which choice is right."), ask.line)
    return values


def read_in_text(question: ReadQuestion, item: Item) -> None:
    """Alone on its line it asks for words or a number; among words it is a gap."""
    body, asks = item.body, item.asks

    def put(each: Element) -> str | None:
        if each not in asks:
            return None
        return "" if is_alone else f"[[{next(i for i, ask in enumerate(asks, 1) if ask is each)}]]"

    is_alone = len(asks) == 1 and asks[0].name == "textEntryInteraction" and _stands_alone(body, asks[0])
    question.stem = words(body.parts, question, folder=item.folder, put=put)
    gaps = [_gap(question, ask, item.declared[ask.get("responseIdentifier")]) for ask in asks]
    if is_alone:
        question.kind = "number" if gaps[0].kind == "number" else "short_text"
        question.answers, question.is_case_sensitive = gaps[0].answers, gaps[0].is_case_sensitive
    else:
        question.kind, question.gaps = "gap", gaps
        if any(each.is_whole for each in item.declared.values()):
            question.remarks.append(Remark(body.line, _("Here every gap counts by itself.")))


def _stands_alone(body: Element, ask: Element) -> bool:
    """Whether nothing but the interaction is in its paragraph."""
    holders = [each for each in [body, *body.all("p", "div", "li", "td", "blockquote")] if ask in each.parts]
    around = [part for holder in holders for part in holder.parts if part is not ask]
    return bool(holders) and all(isinstance(part, str) and not part.strip() for part in around)


def _gap(question: ReadQuestion, ask: Element, response: Declaration) -> Gap:
    if ask.name == "inlineChoiceInteraction":
        return _chosen(question, ask, response)
    if response.is_number:
        worth = max([answer.share for answer in response.numbers], default=WHOLE)
        answers = [Answer(each.text, each.share / worth, "", each.tolerance) for each in response.numbers]
        gap = Gap(answers, kind="number", worth=worth)
    else:
        worth = response.most
        answers = [
            Answer(key.replace("*", "\\*"), value / worth)
            for key, value in response.values.items()
            if value > 0
        ]
        is_cased = bool(response.mapped) and all(each.is_case_sensitive for each in response.mapped)
        gap = Gap(answers, worth=worth, is_case_sensitive=is_cased)
    if not gap.answers:
        raise Unreadable(_("The item does not say which answer is right."), ask.line)
    return gap


def _chosen(question: ReadQuestion, ask: Element, response: Declaration) -> Gap:
    texts = {
        each.get("identifier"): in_one_line(words(each.parts, question))
        for each in ask.children("inlineChoice")
    }
    values = known(response.values, list(texts), ask)
    worth = response.most
    gap = Gap([], kind="choice", worth=worth)
    for name, text in texts.items():
        value = values.get(name, NOTHING)
        if value > 0:
            gap.answers.append(Answer(text, value / worth))
        else:
            gap.lures.append(text)
    if len(texts) < 2:
        raise Unreadable(_("In a gap there is only one thing to choose."), ask.line)
    return gap
