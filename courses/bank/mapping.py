"""Between a question as the formats know it and as it is kept: words of one language, and the key.

The ids of choices are made here, by their place, so that the same file gives the same ids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from courses.bank.formats.shape import NOTHING, WHOLE, Answer, Choice, Gap, Pair, ReadQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLACE = re.compile(r"\[\[([A-Za-z0-9_-]{1,40})\]\]")
TYPED, CHOSEN, NUMBER = "text", "choice", "number"


@dataclass(frozen=True)
class Kept:
    """As a version of a question keeps it."""

    kind: str
    words: dict[str, Any]
    key: dict[str, Any]


def keep(question: ReadQuestion) -> Kept:
    words, key = INTO[question.kind](question)
    about = question.about
    right, wrong = (f"{said}{about}" if said != about else said for said in (question.right, question.wrong))
    said = {name: text for name, text in (("right", right), ("wrong", wrong)) if text}
    if said or words.get("feedback"):
        words["feedback"] = {**words.get("feedback", {}), **said}
    return Kept(question.kind, {"stem": question.stem, **words}, key)


def _choices(question: ReadQuestion) -> tuple[dict[str, Any], dict[str, Any]]:
    weights = {
        f"c{place}": str(choice.share) for place, choice in enumerate(question.choices, 1) if choice.share
    }
    key: dict[str, Any] = {"weights": weights}
    key |= {"is_fixed": True} if question.is_fixed else {}
    if question.kind == "multiple" and question.is_whole:
        key["is_whole"] = True
    return {"choices": _listed(question.choices)}, key


def _listed(choices: list[Choice]) -> list[dict[str, str]]:
    return [
        {"id": f"c{place}", "html": choice.html} | ({"feedback": choice.feedback} if choice.feedback else {})
        for place, choice in enumerate(choices, 1)
    ]


def _truth(question: ReadQuestion) -> tuple[dict[str, Any], dict[str, Any]]:
    return {}, {"right": question.is_true}


def _pairs(question: ReadQuestion) -> tuple[dict[str, Any], dict[str, Any]]:
    texts = list(dict.fromkeys([*(pair.right for pair in question.pairs), *question.lures]))
    ids = {text: f"a{place}" for place, text in enumerate(texts, 1)}
    prompts = [{"id": f"p{place}", "html": pair.left} for place, pair in enumerate(question.pairs, 1)]
    answers = [{"id": ids[text], "text": text} for text in texts]
    key = {"pairs": {f"p{place}": ids[pair.right] for place, pair in enumerate(question.pairs, 1)}}
    return {"prompts": prompts, "answers": answers}, {**key, **_whole(question)}


def _order(question: ReadQuestion) -> tuple[dict[str, Any], dict[str, Any]]:
    items = _listed(question.choices)
    return {"items": items}, {"order": [item["id"] for item in items], **_whole(question)}


def _whole(question: ReadQuestion) -> dict[str, bool]:
    return {"is_whole": True} if question.is_whole else {}


def _numbers(question: ReadQuestion) -> tuple[dict[str, Any], dict[str, Any]]:
    said: dict[str, str] = {}
    key = {"answers": _numeric(question.answers, said)}
    return {**({"unit": question.unit} if question.unit else {}), **_said(said)}, key


def _numeric(answers: Iterable[Answer], said: dict[str, str], prefix: str = "n") -> list[dict[str, str]]:
    found = []
    for place, answer in enumerate(answers, 1):
        name = f"{prefix}{place}"
        found.append({"id": name, "value": answer.text, **_tolerance(answer), **_weight(answer.share)})
        if answer.feedback:
            said[name] = answer.feedback
    return found


def _tolerance(answer: Answer) -> dict[str, str]:
    return {"tolerance": format(answer.tolerance, "f")} if answer.tolerance else {}


def _weight(share: Decimal) -> dict[str, str]:
    return {"weight": str(share)} if share != WHOLE else {}


def _said(said: Mapping[str, str]) -> dict[str, Any]:
    return {"feedback": {"answers": dict(said)}} if said else {}


def _texts(question: ReadQuestion) -> tuple[dict[str, Any], dict[str, Any]]:
    said: dict[str, str] = {}
    key: dict[str, Any] = {"answers": _spelled(question.answers, said)}
    key |= {"is_case_sensitive": True} if question.is_case_sensitive else {}
    return {**({"is_long": True} if question.is_long else {}), **_said(said)}, key


def _spelled(answers: Iterable[Answer], said: dict[str, str], prefix: str = "t") -> list[dict[str, Any]]:
    """Spellings that count the same and are answered the same are one answer."""
    alike: dict[tuple[Decimal, str], list[str]] = {}
    for answer in answers:
        alike.setdefault((answer.share, answer.feedback), []).append(answer.text)
    found = []
    for place, ((share, feedback), texts) in enumerate(alike.items(), 1):
        name = f"{prefix}{place}"
        found.append({"id": name, "texts": list(dict.fromkeys(texts)), **_weight(share)})
        if feedback:
            said[name] = feedback
    return found


def _gaps(question: ReadQuestion) -> tuple[dict[str, Any], dict[str, Any]]:
    said: dict[str, str] = {}
    choices: dict[str, Any] = {}
    gaps: dict[str, Any] = {}
    for place, gap in enumerate(question.gaps, 1):
        name = str(place)
        gaps[name] = {"kind": gap.kind} | ({"worth": str(gap.worth)} if gap.worth != WHOLE else {})
        if gap.kind == CHOSEN:
            texts = [*(answer.text for answer in gap.answers), *gap.lures]
            choices[name] = [{"id": f"c{spot}", "text": text} for spot, text in enumerate(texts, 1)]
            gaps[name]["weights"] = {f"c{spot}": str(one.share) for spot, one in enumerate(gap.answers, 1)}
        elif gap.kind == NUMBER:
            gaps[name]["answers"] = _numeric(gap.answers, said, f"g{place}n")
        else:
            gaps[name]["answers"] = _spelled(gap.answers, said, f"g{place}t")
            gaps[name] |= {"is_case_sensitive": True} if gap.is_case_sensitive else {}
    return {**({"choices": choices} if choices else {}), **_said(said)}, {"gaps": gaps}


INTO = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _truth,
    "matching": _pairs,
    "ordering": _order,
    "number": _numbers,
    "short_text": _texts,
    "gap": _gaps,
}


def give(kind: str, words: Mapping[str, Any], key: Mapping[str, Any]) -> ReadQuestion:
    """A kept question as the formats know it."""
    feedback = words.get("feedback", {})
    question = ReadQuestion(
        kind,
        words.get("stem", ""),
        right=feedback.get("right", ""),
        wrong=feedback.get("wrong", ""),
        is_whole=key.get("is_whole", False),
        is_fixed=key.get("is_fixed", False),
        is_case_sensitive=key.get("is_case_sensitive", False),
        is_long=words.get("is_long", False),
        unit=words.get("unit", ""),
        is_true=key.get("right", False),
    )
    said = feedback.get("answers", {})
    if kind in {"single", "multiple"}:
        question.choices = [_choice(one, key["weights"]) for one in words["choices"]]
    elif kind == "ordering":
        items = {one["id"]: one for one in words["items"]}
        question.choices = [_choice(items[name], {}) for name in key["order"]]
    elif kind == "matching":
        texts = {one["id"]: one["text"] for one in words["answers"]}
        pairs = key["pairs"]
        question.pairs = [Pair(one["html"], texts[pairs[one["id"]]]) for one in words["prompts"]]
        question.lures = [text for name, text in texts.items() if name not in pairs.values()]
    elif kind == "number":
        question.answers = _given_numbers(key["answers"], said)
    elif kind == "short_text":
        question.answers = _given_texts(key["answers"], said)
    elif kind == "gap":
        _give_gaps(question, words, key["gaps"], said)
    return question


def _choice(one: Mapping[str, str], weights: Mapping[str, Any]) -> Choice:
    return Choice(one["html"], Decimal(str(weights.get(one["id"], 0))), one.get("feedback", ""))


def _given_numbers(answers: list[dict[str, Any]], said: Mapping[str, str]) -> list[Answer]:
    return [
        Answer(
            format(Decimal(str(one["value"])), "f"),
            Decimal(str(one.get("weight", 1))),
            said.get(one["id"], ""),
            Decimal(str(one.get("tolerance", 0))),
        )
        for one in answers
    ]


def _given_texts(answers: list[dict[str, Any]], said: Mapping[str, str]) -> list[Answer]:
    return [
        Answer(text, Decimal(str(one.get("weight", 1))), said.get(one["id"], ""))
        for one in answers
        for text in one["texts"]
    ]


def _give_gaps(
    question: ReadQuestion, words: Mapping[str, Any], gaps: Mapping[str, Any], said: Mapping[str, str]
) -> None:
    """Gaps are numbered by their place in this language's text."""
    names = [name for name in PLACE.findall(question.stem) if name in gaps]
    for name in names:
        told = gaps[name]
        gap = Gap([], kind=told["kind"], worth=Decimal(str(told.get("worth", 1))))
        gap.is_case_sensitive = told.get("is_case_sensitive", False)
        if gap.kind == CHOSEN:
            weights = {key: Decimal(str(value)) for key, value in told["weights"].items()}
            for one in words.get("choices", {}).get(name, []):
                share = weights.get(one["id"], NOTHING)
                if share > 0:
                    gap.answers.append(Answer(one["text"], share))
                else:
                    gap.lures.append(one["text"])
        elif gap.kind == NUMBER:
            gap.answers = _given_numbers(told["answers"], said)
        else:
            gap.answers = _given_texts(told["answers"], said)
        question.gaps.append(gap)
    question.stem = PLACE.sub(
        lambda found: f"[[{names.index(found[1]) + 1}]]" if found[1] in names else found[0], question.stem
    )
