"""JSON that content sends, read so that both databases can keep it and every number is one."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any, NoReturn


class NotToBeKept(ValueError):
    """It is no JSON, or holds what no database takes: a sign that is none, a number without an end."""


def read_json(body: bytes | str) -> Any:
    """What was sent. Raises NotToBeKept."""
    try:
        found = json.loads(body, parse_constant=_refuse, parse_float=_finite)
        # Half of a sign in two halves cannot be written down, and PostgreSQL keeps no NUL.
        text = json.dumps(found, ensure_ascii=False)
        text.encode()
    except (ValueError, RecursionError) as error:
        raise NotToBeKept("this is not JSON that can be kept") from error
    if "\\u0000" in text:
        raise NotToBeKept("a sign that is none")
    return found


def _refuse(name: str) -> NoReturn:
    raise NotToBeKept(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise NotToBeKept(digits[:40])
    return number
