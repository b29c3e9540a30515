"""Work over many records, in which one that fails keeps nobody else from their turn."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model

log = logging.getLogger(__name__)

M = TypeVar("M", bound="Model")


def each_apart(do: Callable[[M], object], records: Iterable[M]) -> int:
    """Do it for each record, and return for how many something was done.

    A failure goes to the log with its trace. ``do`` brings its own transaction, so that what failed left
    nothing behind.
    """
    done = 0
    for record in records:
        try:
            done += bool(do(record))
        except Exception:
            log.exception("%s %s was passed over.", record._meta.label, record.pk)
    return done
