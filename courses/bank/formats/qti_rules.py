"""The parts of a QTI item that give points: declarations of responses, and conditions."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from courses.bank.formats.shape import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courses.bank.formats.shape import Answer

FINE = Decimal("0.00001")


def plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"


def declare(
    name: str,
    cardinality: str,
    base_type: str,
    correct: list[str],
    *,
    mapped: Mapping[str, Decimal] | None = None,
    is_cased: bool = True,
) -> str:
    values = "".join(f"<value>{escape(value)}</value>" for value in correct)
    case = "" if is_cased or base_type != "string" else ' caseSensitive="false"'
    entries = "".join(
        f"<mapEntry mapKey={quoteattr(key)} mappedValue={quoteattr(plain(value))}{case}/>"
        for key, value in (mapped or {}).items()
    )
    bound = ' lowerBound="0"' if cardinality == "multiple" else ""
    mapping = f'<mapping{bound} defaultValue="0">{entries}</mapping>' if entries else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base_type}">'
        f"<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>\n"
    )


def outcomes(most: Decimal) -> str:
    return (
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"'
        f' normalMaximum="{plain(most)}"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>\n'
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>\n'
    )


def chosen_outcome(cardinality: str) -> str:
    """Keeps what was chosen, so that what is said to each choice is shown."""
    return f'<outcomeDeclaration identifier="CHOSEN" cardinality="{cardinality}" baseType="identifier"/>\n'


def tell_chosen() -> str:
    return '<setOutcomeValue identifier="CHOSEN"><variable identifier="RESPONSE"/></setOutcomeValue>'


def _add(points: str) -> str:
    score = '<variable identifier="SCORE"/>'
    return f'<setOutcomeValue identifier="SCORE"><sum>{score}{points}</sum></setOutcomeValue>'


def _value(number: Decimal) -> str:
    return f'<baseValue baseType="float">{plain(number)}</baseValue>'


def mapped(name: str) -> str:
    return (
        f'<responseCondition><responseIf><not><isNull><variable identifier="{name}"/></isNull></not>'
        f"{_add(_map(name))}"
        "</responseIf></responseCondition>"
    )


def _map(name: str) -> str:
    return f'<mapResponse identifier="{name}"/>'


def whole(name: str) -> str:
    """All or nothing."""
    return (
        f'<responseCondition><responseIf><match><variable identifier="{name}"/><correct identifier="{name}"/>'
        f'</match><setOutcomeValue identifier="SCORE">{_value(Decimal(1))}</setOutcomeValue>'
        "</responseIf></responseCondition>"
    )


def by_place(name: str, places: int) -> str:
    """Each thing in its place counts by itself."""
    share = (Decimal(1) / places).quantize(FINE)
    return "".join(
        f'<responseCondition><responseIf><match><index n="{number}"><variable identifier="{name}"/></index>'
        f'<index n="{number}"><correct identifier="{name}"/></index></match>{_add(_value(share))}'
        "</responseIf></responseCondition>"
        for number in range(1, places + 1)
    )


def numbers(name: str, answers: list[Answer], worth: Decimal) -> str:
    """The first number that is near enough counts; the best stand first."""
    branches = []
    for place, answer in enumerate(sorted(answers, key=lambda each: -each.share)):
        if answer.share <= NOTHING:
            continue
        branch = "responseElseIf" if place else "responseIf"
        off = plain(answer.tolerance)
        branches.append(
            f'<{branch}><equal toleranceMode="absolute" tolerance="{off} {off}">'
            f'<variable identifier="{name}"/>'
            f'<baseValue baseType="float">{escape(answer.text)}</baseValue></equal>'
            f"{_add(_value(answer.share * worth))}</{branch}>"
        )
    return f"<responseCondition>{''.join(branches)}</responseCondition>"


def say(most: Decimal) -> str:
    """What is said depends on whether all points were earned."""
    told = (
        '<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">{}</baseValue>'
        "</setOutcomeValue>"
    )
    nearly = plain((most * Decimal("0.999")).quantize(FINE))
    return (
        '<responseCondition><responseIf><gte><variable identifier="SCORE"/>'
        f'<baseValue baseType="float">{nearly}</baseValue></gte>{told.format("RIGHT")}</responseIf>'
        f"<responseElse>{told.format('WRONG')}</responseElse></responseCondition>"
    )
