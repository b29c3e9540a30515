"""Works out where people stand: one person at once after each change, everybody every night."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from courses.competences import rule
from courses.competences.keeping_apart import alone
from courses.competences.nightly import recalculate_all
from courses.competences.on_the_way import levels_on_the_way
from courses.models import Duty, Evidence, RequiredCompetence, Standing
from lms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["recalculate_all", "recalculate_for", "recalculate_soon"]

WRITTEN = ("requirement", "level_held", "level_required", "state", "held_until", "due_on", "is_under_way")


def recalculate_soon(person: Person | int) -> None:
    """As soon as what was changed is written: a failure here undoes nothing, and the night makes it good."""
    person_id = person if isinstance(person, int) else person.pk
    transaction.on_commit(lambda: _again(person_id), robust=True)


@transaction.atomic
def recalculate_for(person: Person, *, today: date | None = None) -> list[Standing]:
    """Bring the standings of one person up to date, and return them. Safe to repeat."""
    alone(connection, exclusive=False)
    Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    now = worked_out(person, today=today or timezone.localdate())
    held = {standing.competence_id: standing for standing in Standing.objects.filter(person=person)}
    gone = [standing.pk for competence, standing in held.items() if competence not in now]
    if gone:
        Standing.objects.filter(pk__in=gone).delete()
    different = [new for competence, new in now.items() if not _same(new, held.get(competence))]
    Standing.objects.bulk_create(
        different,
        update_conflicts=True,
        unique_fields=["person", "competence"],
        update_fields=list(WRITTEN),
    )
    return list(now.values())


def worked_out(person: Person, *, today: date) -> dict[int, Standing]:
    """Where the person stands by competence, by the rule, and nothing written. Five queries."""
    duties = list(Duty.objects.current_or_coming(today).filter(person=person))
    if not duties:
        return {}
    asked = _asked(duties, today=today)
    proofs = _proofs(person)
    on_the_way = levels_on_the_way(person)
    standings = {}
    for competence in asked.keys() | proofs.keys():
        rules = asked.get(competence, [(None, None)])
        answers: dict[rule.Answer, RequiredCompetence | None] = {}
        for requirement, terms in rules:
            leads = on_the_way.get(competence, 0) >= (terms.level if terms else 1)
            found = rule.answer(terms, proofs.get(competence, []), today=today, is_under_way=leads)
            if found:
                answers[found] = answers.get(found) or requirement
        if answers:
            chosen = rule.most_urgent(answers)
            standings[competence] = _row(person, competence, chosen, answers[chosen])
    return standings


def _asked(
    duties: Iterable[Duty], *, today: date
) -> dict[int, list[tuple[RequiredCompetence | None, rule.Asked | None]]]:
    taken_up: dict[int, list[date]] = defaultdict(list)
    for duty in duties:
        taken_up[duty.profile_id].append(duty.since)
    asked: dict[int, list[tuple[RequiredCompetence | None, rule.Asked | None]]] = defaultdict(list)
    rules = RequiredCompetence.objects.in_force(today).filter(profile__in=taken_up).order_by("pk")
    for one in rules:
        terms = rule.Asked(
            due_on=min(one.due_on(day) for day in taken_up[one.profile_id]),
            level=one.level,
            minutes=one.minutes,
            valid_months=one.valid_months,
            window_days=one.window_days,
            grace_days=one.grace_days,
        )
        asked[one.competence_id].append((one, terms))
    return asked


def _proofs(person: Person) -> dict[int, list[rule.Proof]]:
    found: dict[int, list[rule.Proof]] = defaultdict(list)
    accepted = Evidence.objects.accepted().filter(person=person, competence__retired_on=None)
    for one in accepted.only("competence_id", "level", "minutes", "achieved_on", "expires_on"):
        found[one.competence_id].append(
            rule.Proof(
                achieved_on=one.achieved_on,
                expires_on=one.expires_on,
                level=one.level,
                minutes=one.minutes,
            )
        )
    return found


def _row(
    person: Person, competence: int, found: rule.Answer, requirement: RequiredCompetence | None
) -> Standing:
    return Standing(
        person=person,
        competence_id=competence,
        requirement=requirement,
        level_required=requirement.level if requirement else 0,
        level_held=found.level_held,
        state=found.state,
        held_until=found.held_until,
        due_on=found.due_on,
        is_under_way=found.is_under_way,
    )


def _same(new: Standing, old: Standing | None) -> bool:
    if old is None:
        return False
    names = ("requirement_id", *WRITTEN[1:])
    return all(getattr(new, name) == getattr(old, name) for name in names)


def _again(person_id: int) -> None:
    """Most people of the house have no role that asks for anything, and so nowhere to stand."""
    has_duty = Exists(Duty.objects.filter(person=OuterRef("pk")))
    if person := Person.objects.filter(has_duty, pk=person_id).first():
        recalculate_for(person)
