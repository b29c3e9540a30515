"""Which new date a session of a changed series gets: the order of the meetings stays, few of them move.

The curriculum of a run follows its meetings, so the third of them stays the third. As many sessions as
there are dates for get one; among the ways to do that without changing the order, the one with the least
moving in all is taken. So when Wednesdays are dropped, Mondays stay where they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def align(old: Sequence[datetime], new: Sequence[datetime]) -> list[tuple[int, int]]:
    """Pairs of positions (old, new), rising in both; both sequences are sorted."""
    is_turned = len(old) > len(new)
    few, many = (new, old) if is_turned else (old, new)
    spare = len(many) - len(few)
    # cost[extra] is the least moving of all so far, with so many of the longer sequence passed over.
    cost = [0.0] * (spare + 1)
    passed_over: list[list[int]] = []
    for position, date in enumerate(few):
        best, choice = [0.0] * (spare + 1), [0] * (spare + 1)
        least, least_at = float("inf"), 0
        for extra in range(spare + 1):
            if cost[extra] < least:
                least, least_at = cost[extra], extra
            moving = abs((many[position + extra] - date).total_seconds())
            best[extra], choice[extra] = least + moving, least_at
        cost = best
        passed_over.append(choice)
    extra = min(range(spare + 1), key=lambda each: cost[each])
    pairs = []
    for position in reversed(range(len(few))):
        pairs.append((position, position + extra))
        extra = passed_over[position][extra]
    pairs.reverse()
    return [(there, here) for here, there in pairs] if is_turned else pairs
