"""A question that comes back in another language joins the one it was written from.

Its answers must stand in the same order and count the same. Then the ids are those of the question, and the
key holds the spellings of both languages.
"""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from courses.bank.mapping import PLACE, Kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from courses.models import QuestionVersion

FINE = Decimal("0.001")


class Unlike(Exception):
    """The answers are not those of the question."""


def join(new: Kept, to: QuestionVersion) -> Kept:
    """The words with the ids of the question, and the key of both. Raises Unlike."""
    if new.kind != to.kind:
        raise Unlike
    old_words = to.words()
    words, key, ids = BY_KIND[new.kind](copy.deepcopy(new.words), new.key, old_words, copy.deepcopy(to.key))
    if said := words.get("feedback", {}).get("answers"):
        words["feedback"]["answers"] = {ids.get(name, name): text for name, text in said.items()}
    return Kept(new.kind, words, key)


Joined = tuple[dict[str, Any], dict[str, Any], dict[str, str]]


def _same(first: Any, second: Any) -> bool:
    return abs(Decimal(str(first)) - Decimal(str(second))) < FINE


def _pair(new: Sequence[str], old: Sequence[str]) -> dict[str, str]:
    if len(new) != len(old):
        raise Unlike
    return dict(zip(new, old, strict=True))


def _named(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


def _rename(entries: list[dict[str, Any]], ids: Mapping[str, str]) -> None:
    for entry in entries:
        entry["id"] = ids[entry["id"]]


def _choices(
    words: dict[str, Any], key: dict[str, Any], old: Mapping[str, Any], old_key: dict[str, Any]
) -> Joined:
    ids = _pair(_named(words["choices"]), _named(old["choices"]))
    if any(
        not _same(key["weights"].get(mine, 0), old_key["weights"].get(theirs, 0))
        for mine, theirs in ids.items()
    ):
        raise Unlike
    _rename(words["choices"], ids)
    return words, old_key, {}


def _truth(
    words: dict[str, Any], key: dict[str, Any], old: Mapping[str, Any], old_key: dict[str, Any]
) -> Joined:
    if key["right"] != old_key["right"]:
        raise Unlike
    return words, old_key, {}


def _matching(
    words: dict[str, Any], key: dict[str, Any], old: Mapping[str, Any], old_key: dict[str, Any]
) -> Joined:
    prompts = _pair(_named(words["prompts"]), _named(old["prompts"]))
    used = [old_key["pairs"][name] for name in _named(old["prompts"])]
    answers = _pair(_named(words["answers"]), list(dict.fromkeys([*used, *_named(old["answers"])])))
    if {prompts[mine]: answers[theirs] for mine, theirs in key["pairs"].items()} != old_key["pairs"]:
        raise Unlike
    _rename(words["prompts"], prompts)
    _rename(words["answers"], answers)
    return words, old_key, {}


def _ordering(
    words: dict[str, Any], key: dict[str, Any], old: Mapping[str, Any], old_key: dict[str, Any]
) -> Joined:
    _rename(words["items"], _pair(key["order"], old_key["order"]))
    return words, old_key, {}


def _number(
    words: dict[str, Any], key: dict[str, Any], old: Mapping[str, Any], old_key: dict[str, Any]
) -> Joined:
    return words, old_key, _numbers(key["answers"], old_key["answers"])


def _numbers(mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> dict[str, str]:
    ids = _pair(_named(mine), _named(theirs))
    for one, other in zip(mine, theirs, strict=True):
        alike = Decimal(one["value"]) == Decimal(str(other["value"]))
        if not alike or not _same(one.get("weight", 1), other.get("weight", 1)):
            raise Unlike
    return ids


def _short_text(
    words: dict[str, Any], key: dict[str, Any], old: Mapping[str, Any], old_key: dict[str, Any]
) -> Joined:
    return words, old_key, _spellings(key["answers"], old_key["answers"])


def _spellings(mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> dict[str, str]:
    """Adds the spellings of this language to ``theirs``."""
    ids = _pair(_named(mine), _named(theirs))
    for one, other in zip(mine, theirs, strict=True):
        if not _same(one.get("weight", 1), other.get("weight", 1)):
            raise Unlike
        other["texts"] = list(dict.fromkeys([*other["texts"], *one["texts"]]))
    return ids


def _gap(
    words: dict[str, Any], key: dict[str, Any], old: Mapping[str, Any], old_key: dict[str, Any]
) -> Joined:
    """Gaps are paired in the order in which they stand in both texts."""
    gaps = _pair(
        PLACE.findall(words["stem"]), [name for name in PLACE.findall(old["stem"]) if name in old_key["gaps"]]
    )
    said: dict[str, str] = {}
    choices: dict[str, Any] = {}
    for mine, theirs in gaps.items():
        new, kept = key["gaps"].get(mine, {"kind": ""}), old_key["gaps"][theirs]
        if new["kind"] != kept["kind"]:
            raise Unlike
        if new["kind"] == "choice":
            listed = words["choices"][mine]
            _rename(listed, _options(listed, new["weights"], old["choices"][theirs], kept["weights"]))
            choices[theirs] = listed
        elif new["kind"] == "number":
            said |= _numbers(new["answers"], kept["answers"])
        else:
            said |= _spellings(new["answers"], kept["answers"])
    words["stem"] = PLACE.sub(lambda found: f"[[{gaps.get(found[1], found[1])}]]", words["stem"])
    if choices:
        words["choices"] = choices
    return words, old_key, said


def _options(
    mine: list[dict[str, Any]],
    weights: Mapping[str, Any],
    theirs: list[dict[str, Any]],
    old_weights: Mapping[str, Any],
) -> dict[str, str]:
    """A file names the right ones first."""
    right = [name for name in _named(theirs) if Decimal(str(old_weights.get(name, 0))) > 0]
    ids = _pair(_named(mine), list(dict.fromkeys([*right, *_named(theirs)])))
    if any(not _same(weights.get(one, 0), old_weights.get(other, 0)) for one, other in ids.items()):
        raise Unlike
    return ids


BY_KIND = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _truth,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
    "short_text": _short_text,
    "gap": _gap,
}
