"""What people read before they give their data, one clause a purpose."""

from __future__ import annotations

from typing import Any

from lms.demo.told import LANGUAGES, in_languages, told
from lms.people.models import InformationClause


def load_clauses() -> dict[str, InformationClause]:
    return {one["purpose"]: _clause(one) for one in told("clauses")["clauses"]}


def _clause(one: dict[str, Any]) -> InformationClause:
    text = {code: "\n\n".join(_part(part, code) for part in one["full"]) for code in LANGUAGES}
    texts = in_languages("summary", one["short"]) | in_languages("text", text)
    return InformationClause.objects.get_or_create(
        purpose=one["purpose"], version=one["version"], defaults=texts
    )[0]


def _part(part: dict[str, Any], code: str) -> str:
    """A heading, what stands under it, and a list where the law asks for one."""
    lines = [part["heading"][code], part["text"][code].strip()]
    return "\n".join([*lines, *(f"• {item}" for item in part.get("items", {}).get(code, ()))])
