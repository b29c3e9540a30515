"""Where that leaves them."""

from __future__ import annotations

from courses.competences.night.words import Night
from courses.competences.rule import URGENCY


def judged(night: Night) -> str:
    days = night.dialect
    near = days.earlier("last_day", days="window_days")
    spared = days.later("last_day", days="grace_days")
    valid = f"last_day >= {night.today}"
    is_open = f"(last_day IS NULL OR {night.today} <= due_on)"
    return f"""known AS (
        SELECT proved.person_id, proved.competence_id, proved.requirement_id, proved.level,
            proved.window_days, proved.grace_days, proved.due_on,
            coalesce(on_the_way.level >= proved.level AND proved.level > 0, FALSE) AS is_under_way,
            CASE WHEN proved.minutes > 0 THEN enough.last_day ELSE proved.last_day END AS last_day,
            CASE WHEN proved.minutes > 0 AND (enough.last_day IS NULL OR enough.last_day < {night.today})
                THEN 0 ELSE coalesce(proved.level_held, 0) END AS level_held
        FROM proved
        LEFT JOIN enough ON enough.person_id = proved.person_id
            AND enough.competence_id = proved.competence_id
            AND enough.requirement_id = proved.requirement_id
        LEFT JOIN on_the_way ON on_the_way.person_id = proved.person_id
            AND on_the_way.competence_id = proved.competence_id
    ), judged AS (
        SELECT person_id, competence_id, requirement_id, level_held, level AS level_required,
            is_under_way, nullif(last_day, {days.for_good}) AS held_until,
            CASE
                WHEN {valid} AND last_day < {days.for_good} AND {night.today} >= {near} THEN 'lapsing'
                WHEN {valid} THEN 'held'
                WHEN {is_open} AND is_under_way THEN 'in_progress'
                WHEN {night.today} <= due_on THEN 'not_yet_due'
                WHEN last_day IS NULL THEN 'missing'
                WHEN {night.today} <= {spared} THEN 'grace'
                ELSE 'lapsed'
            END AS state,
            CASE
                WHEN level = 0 THEN NULL
                WHEN last_day IS NULL THEN due_on
                WHEN {valid} THEN nullif(last_day, {days.for_good})
                ELSE {days.larger}(due_on, {spared})
            END AS due_on
        FROM known
    )"""  # noqa: S608


def ranked(night: Night) -> str:
    """Of several rules for the same the most urgent one comes first."""
    urgency = " ".join(f"WHEN '{state.value}' THEN {rank}" for rank, state in enumerate(URGENCY))
    return f"""ranked AS (
        SELECT judged.*, row_number() OVER (
            PARTITION BY person_id, competence_id
            ORDER BY CASE state {urgency} END, coalesce(due_on, {night.dialect.for_good}), requirement_id
        ) AS place
        FROM judged
    )"""  # noqa: S608
