"""`make bench`: what the house does in a second, beside the least it could do under the same server.

Every request goes through HTTP to gunicorn. Ratios hold where absolute figures drift with the machine.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.performance.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from tests.performance import appointments, door, learning, nights, papers, quizzes, scenes, standings, team
from tests.performance.load import Ask, Figures, measure
from tests.performance.server import serve

ROUNDS = 300


def main() -> int:
    call_command("migrate", verbosity=0)
    with serve() as address:
        floor = measure("floor: one SELECT, one INSERT", address, [Ask("/floor/write")] * ROUNDS)
        empty = measure("empty view", address, [Ask("/floor/empty")] * ROUNDS)
        print(f"{connection.vendor}, gunicorn 2 × 8 threads, 4 connections, {ROUNDS} requests each\n")
        print(
            f"{'':44}{'a second':>9}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}{'of floor':>10}{'of empty':>10}"
        )
        for figures in (floor, empty):
            show(figures, floor=floor, empty=empty)
        for scene in (*scenes.ALL, *appointments.ALL, *team.ALL, *learning.ALL, *quizzes.ALL):
            name, asks = scene(ROUNDS)
            measure(name, address, asks[:2], at_once=1)
            show(measure(name, address, asks[2:]), floor=floor, empty=empty)
        for figures in door.check_in_alone_and_together(address, ROUNDS):
            show(figures, floor=floor, empty=empty)
        print(door.a_phone_comes_back(address))
        race(address)
    print(appointments.a_month_counted())
    print(nights.reconcile_timetables())
    print(papers.a_course_is_certified())
    print(standings.a_night_of_standings())
    return 0


def show(figures: Figures, *, floor: Figures, empty: Figures) -> None:
    queries = sorted(figures.queries)
    asked = str(queries[0]) if len(queries) == 1 else f"{queries[0]}–{queries[-1]}"
    print(
        f"{figures.name:44}{figures.throughput:9.0f}{figures.p50:8.1f}{figures.p95:8.1f}{asked:>9}"
        f"{figures.throughput / floor.throughput:10.2f}{figures.throughput / empty.throughput:10.2f}",
        flush=True,
    )


def race(address: str, *, seats: int = 10, people: int = 500) -> None:
    """Everybody at once for a few seats, through HTTP; says what stands in the table afterwards."""
    run, asks = scenes.a_rush(seats=seats, people=people)
    figures = measure("rush", address, asks, at_once=64)
    outcome = scenes.outcome_of(run)
    print(
        f"\n{people} requests for {seats} seats in {figures.seconds:.1f} s, {figures.throughput:.0f} per s: "
        f"{outcome.confirmed} confirmed, {outcome.waiting} waiting, "
        f"queue in the order of acceptance: {outcome.is_in_order}, anybody twice: {outcome.has_doubles}"
    )
    if (outcome.confirmed, outcome.waiting) != (seats, people - seats) or not outcome.is_in_order:
        sys.exit("The rush oversold, lost somebody or mixed up the queue.")


if __name__ == "__main__":
    sys.exit(main())
