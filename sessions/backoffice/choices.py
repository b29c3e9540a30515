"""Whom and what a coordinator may choose for a meeting of a run: their own, and what it has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from lms.people.models import Membership, Person, Role
from lms.people.permission_policies import visible
from sessions.backoffice.run_form import trainers_for
from sessions.models import Childcare, Room

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet

    from sessions.arrangements import Arrangement
    from sessions.models import Run


def offer_people(form: forms.Form, *, user: Any, run: Run, kept: Arrangement) -> None:
    """Fill the fields ``trainers``, ``interpreter`` and ``childcare`` with what may be chosen."""
    _offer(form, "trainers", trainers_for(run) | _people([trainer.pk for trainer in kept.trainers]))
    interpreters = interpreters_for(run) | _people([kept.interpreter.pk] if kept.interpreter else [])
    _offer(form, "interpreter", interpreters)
    _offer(form, "childcare", _in_use(Childcare, user, kept.childcare))


def offer_rooms(form: forms.Form, *, user: Any, kept: Room | None) -> None:
    _offer(form, "room", _in_use(Room, user, kept))


def interpreters_for(run: Run) -> QuerySet[Person]:
    memberships = Membership.objects.valid_on().filter(organisation=run.organiser_id, role=Role.INTERPRETER)
    usual = Q(pk=run.interpreter_id) if run.interpreter_id else Q(pk__in=[])
    return Person.objects.filter(Q(pk__in=memberships.values("person")) | usual)


def _people(keys: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=keys)


def _in_use(model: Any, user: Any, kept: Room | Childcare | None) -> QuerySet[Any]:
    own = visible(model, user).filter(is_in_use=True)
    return own | model.objects.filter(pk=kept.pk) if kept else own


def _offer(form: forms.Form, name: str, choices: QuerySet[Any]) -> None:
    form.fields[name].queryset = choices  # type: ignore[attr-defined]
