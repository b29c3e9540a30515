"""The interactions of QTI 2.1, and the kinds of question they become here."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.cleaning import in_one_line
from courses.bank.formats.qti_gaps import IN_TEXT, Item, known, read_in_text
from courses.bank.formats.qti_scores import matches_whole
from courses.bank.formats.qti_words import words
from courses.bank.formats.shape import (
    NOTHING,
    WHOLE,
    Choice,
    Pair,
    ReadQuestion,
    Remark,
    Unreadable,
    total,
)

if TYPE_CHECKING:
    from courses.bank.formats.qti_scores import Declaration
    from courses.bank.formats.xml_tree import Element

ASKS = (
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "textEntryInteraction",
    "inlineChoiceInteraction",
)


def read_kind(question: ReadQuestion, item: Item) -> None:
    """Find out what kind it is and take what it holds."""
    body, asks, declared, folder = item.body, item.asks, item.declared, item.folder
    if not asks:
        raise Unreadable(_("Nothing is asked in this item."), body.line)
    for ask in asks:
        if ask.name not in ASKS:
            told = _("Questions of the type “%(kind)s” have no place here.") % {"kind": ask.name[:40]}
            raise Unreadable(told, ask.line)
        if ask.get("responseIdentifier") not in declared:
            raise Unreadable(_("The item does not say what is right here."), ask.line)
    if all(ask.name in IN_TEXT for ask in asks):
        read_in_text(question, item)
        return
    if len(asks) > 1:
        raise Unreadable(
            _("Several things are asked at once. Here each is a question of its own."), asks[1].line
        )
    ask, response = asks[0], declared[asks[0].get("responseIdentifier")]
    question.stem = _stem(question, item, ask)
    question.is_whole = matches_whole(item.root) or response.is_whole
    reader = {
        "choiceInteraction": _choices,
        "orderInteraction": _order,
        "matchInteraction": _match,
    }
    reader[ask.name](question, ask, response, folder)


def _stem(question: ReadQuestion, item: Item, ask: Element) -> str:
    """The words before the interaction, and its prompt unless it only says them again."""

    def without(each: Element) -> str | None:
        return "" if each is ask else None

    def with_prompt(each: Element) -> str | None:
        return _prompt(each, question, item.folder, ask)

    before = words(item.body.parts, ReadQuestion("", ""), folder=item.folder, put=without)
    prompt = ask.child("prompt")
    is_said_twice = prompt is not None and in_one_line(html.unescape(prompt.text)) == in_one_line(before)
    put = without if is_said_twice else with_prompt
    return words(item.body.parts, question, folder=item.folder, put=put)


def _prompt(each: Element, question: ReadQuestion, folder: str, ask: Element) -> str | None:
    """Of an interaction only its prompt belongs to the stem."""
    if each is not ask:
        return None
    prompt = ask.child("prompt")
    if prompt is None:
        return ""
    inside = words(prompt.parts, question, folder=folder)
    return inside if inside.startswith("<p") or not inside else f"<p>{inside}</p>"


def _content(element: Element, question: ReadQuestion, folder: str) -> str:
    told = words(element.parts, question, folder=folder)
    alone = told.removeprefix("<p>").removesuffix("</p>")
    return alone if told == f"<p>{alone}</p>" and "<p" not in alone else told


def _choices(question: ReadQuestion, ask: Element, response: Declaration, folder: str) -> None:
    found = ask.children("simpleChoice")
    if len(found) < 2:
        raise Unreadable(_("There are fewer than two choices."), ask.line)
    names = [choice.get("identifier") for choice in found]
    if response.cardinality == "single" and {name.lower() for name in names} == {"true", "false"}:
        question.kind, question.is_whole = "true_false", False
        question.is_true = [value.lower() for value in response.correct] == ["true"]
        return
    question.kind = "single" if response.cardinality == "single" else "multiple"
    question.is_fixed = ask.get("shuffle", "false") != "true" or any(
        choice.get("fixed") == "true" for choice in found
    )
    values = known(response.values, names, ask)
    right = [value for value in values.values() if value > 0]
    most = max(right) if question.kind == "single" else total(right)
    for choice, name in zip(found, names, strict=True):
        told = choice.child("feedbackInline")
        feedback = _content(told, question, folder) if told else ""
        share = max(min(values.get(name, NOTHING) / most, WHOLE), -WHOLE)
        said = _content(choice, question, folder)
        if not said:
            raise Unreadable(_("A choice is empty."), choice.line)
        question.choices.append(Choice(said, share, feedback))
    if question.kind == "single":
        question.is_whole = False


def _order(question: ReadQuestion, ask: Element, response: Declaration, folder: str) -> None:
    question.kind = "ordering"
    found = {choice.get("identifier"): choice for choice in ask.children("simpleChoice")}
    if len(found) < 2:
        raise Unreadable(_("There are fewer than two things to put in order."), ask.line)
    if sorted(response.correct) != sorted(found):
        raise Unreadable(_("The right order does not name every thing once."), ask.line)
    question.choices = [Choice(_content(found[name], question, folder)) for name in response.correct]


def _match(question: ReadQuestion, ask: Element, response: Declaration, folder: str) -> None:
    question.kind = "matching"
    sets = ask.children("simpleMatchSet")
    if len(sets) != 2:
        raise Unreadable(_("Matching needs two lists."), ask.line)
    left, right = (
        {each.get("identifier"): each for each in one.children("simpleAssociableChoice")} for one in sets
    )
    pairs = dict(_pair(value, ask) for value in response.correct or list(response.values))
    if set(pairs) != set(left) or set(pairs.values()) - set(right):
        raise Unreadable(_("Not everything in the first list has what belongs to it."), ask.line)
    if len(pairs) < 2:
        raise Unreadable(_("Matching needs at least two pairs."), ask.line)
    told = {name: in_one_line(words(each.parts, question, folder=folder)) for name, each in right.items()}
    for name, each in left.items():
        question.pairs.append(Pair(_content(each, question, folder), told[pairs[name]]))
    question.lures = [text for name, text in told.items() if name not in pairs.values()]
    if len({each.value for each in response.mapped}) > 1:
        question.remarks.append(Remark(ask.line, _("Here every pair counts the same.")))


def _pair(value: str, ask: Element) -> tuple[str, str]:
    parts = value.split()
    if len(parts) != 2:
        raise Unreadable(_("“%(pair)s” is not a pair.") % {"pair": value[:40]}, ask.line)
    return parts[0], parts[1]
