"""Who must hold what."""

from __future__ import annotations

from courses.competences.night.words import Night, table
from courses.competences.rule import USUAL_WINDOW
from courses.models import Competence, Duty, Evidence, RequiredCompetence


def asked(night: Night) -> str:
    """Who must hold what, by rule; and, as rules of level 0, what people with a role ever proved."""
    days = night.dialect
    start = f"{days.larger}(duty.since, coalesce(rule.since, duty.since))"
    return f"""taken_up AS (
        SELECT person_id, profile_id, min(since) AS since FROM {table(Duty)}
        WHERE (until IS NULL OR until >= {night.today}) {night.only("person_id")}
        GROUP BY person_id, profile_id
    ), required AS (
        SELECT duty.person_id, rule.competence_id, rule.id AS requirement_id, rule.level, rule.minutes,
            rule.valid_months, rule.window_days, rule.grace_days,
            {days.later(start, days="rule.due_days")} AS due_on
        FROM taken_up duty
        JOIN {table(RequiredCompetence)} rule ON rule.profile_id = duty.profile_id
        JOIN {table(Competence)} competence ON competence.id = rule.competence_id
        WHERE (rule.since IS NULL OR rule.since <= {night.today})
            AND (rule.until IS NULL OR rule.until >= {night.today})
            AND competence.retired_on IS NULL
    ), beyond AS (
        SELECT evidence.person_id, evidence.competence_id
        FROM {table(Evidence)} evidence
        JOIN {table(Competence)} competence ON competence.id = evidence.competence_id
        WHERE evidence.decision = 'accepted' AND evidence.achieved_on <= {night.today}
            AND competence.retired_on IS NULL {night.only("evidence.person_id")}
            AND evidence.person_id IN (SELECT person_id FROM taken_up)
        EXCEPT SELECT person_id, competence_id FROM required
    ), asked AS (
        SELECT * FROM required
        UNION ALL
        SELECT person_id, competence_id, NULL, 0, 0, NULL, {USUAL_WINDOW}, 0, NULL FROM beyond
    )"""  # noqa: S608
