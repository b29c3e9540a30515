"""What people have proved, and what they are on the way to."""

from __future__ import annotations

from courses.competences.night.words import Night, Statement, table
from courses.competences.on_the_way import sql_of_learning
from courses.models import CourseGives, Enrolment, Evidence


def proved(night: Night) -> str:
    """What is proved, how long it lasts by each rule; and what minutes come to on one day."""
    days = night.dialect
    by_role = days.months("evidence.achieved_on", months="asked.valid_months")
    until = f"""{days.smaller}(
        coalesce(evidence.expires_on, {days.for_good}),
        CASE WHEN asked.valid_months IS NULL THEN {days.for_good} ELSE {by_role} END)"""
    proves = f"""evidence.person_id = asked.person_id AND evidence.competence_id = asked.competence_id
            AND evidence.decision = 'accepted' AND evidence.achieved_on <= {night.today}"""
    return f"""proved AS (
        SELECT asked.person_id, asked.competence_id, asked.requirement_id, asked.level, asked.minutes,
            asked.window_days, asked.grace_days, asked.due_on,
            max(CASE WHEN evidence.level >= asked.level THEN {until} END) AS last_day,
            max(CASE WHEN {until} >= {night.today} THEN evidence.level END) AS level_held
        FROM asked_tonight asked LEFT JOIN {table(Evidence)} evidence ON {proves}
        GROUP BY asked.person_id, asked.competence_id, asked.requirement_id, asked.level, asked.minutes,
            asked.window_days, asked.grace_days, asked.due_on
    ), hours AS (
        SELECT asked.person_id, asked.competence_id, asked.requirement_id,
            asked.minutes AS minutes_asked, evidence.id, evidence.minutes, evidence.achieved_on,
            {until} AS until
        FROM asked_tonight asked JOIN {table(Evidence)} evidence ON {proves}
        WHERE asked.minutes > 0 AND evidence.level >= asked.level
    ), together AS (
        SELECT one.person_id, one.competence_id, one.requirement_id, one.until
        FROM hours one JOIN hours other ON other.person_id = one.person_id
            AND other.competence_id = one.competence_id AND other.requirement_id = one.requirement_id
        WHERE other.achieved_on <= one.until AND other.until >= one.until
        GROUP BY one.person_id, one.competence_id, one.requirement_id, one.id, one.until,
            one.minutes_asked
        HAVING sum(other.minutes) >= one.minutes_asked
    ), enough AS (
        SELECT person_id, competence_id, requirement_id, max(until) AS last_day
        FROM together GROUP BY person_id, competence_id, requirement_id
    )"""  # noqa: S608


def on_the_way() -> Statement:
    """What people are learning now, or have handed in for review, and the level it leads to."""
    told = sql_of_learning()
    taken = "".join(f"UNION ALL SELECT * FROM ({one.sql}) higher{n} " for n, one in enumerate(told))  # noqa: S608
    sql = f"""learning (person_id, course_id) AS (
        SELECT person_id, course_id FROM {table(Enrolment)} WHERE result = 'under_way'
        {taken}
    ), steps AS (
        SELECT learning.person_id, gives.competence_id, gives.level
        FROM learning JOIN {table(CourseGives)} gives ON gives.course_id = learning.course_id
        UNION ALL
        SELECT person_id, competence_id, level FROM {table(Evidence)} WHERE decision = 'waiting'
    ), on_the_way AS (
        SELECT person_id, competence_id, max(level) AS level
        FROM steps GROUP BY person_id, competence_id
    )"""  # noqa: S608
    return Statement(sql, tuple(value for one in told for value in one.parameters))
