"""The way to foster care as the candidate sees it: four stones, and what to do for the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.models import CandidatePath

if TYPE_CHECKING:
    from lms.people.models import Person

Stage = CandidatePath.Stage


@dataclass(frozen=True)
class Stone:
    title: str
    text: str
    is_reached: bool
    is_next: bool = False


class Candidacy:
    """One open path. Read in two queries; in one when there is none."""

    def __init__(self, path: CandidatePath) -> None:
        self.path = path
        self.reached = {step.stage for step in path.steps.all()}

    @classmethod
    def of(cls, person: Person) -> Candidacy | None:
        """The latest path that the person has not stopped."""
        paths = CandidatePath.objects.going_on().filter(person=person)
        path = paths.select_related("organisation").prefetch_related("steps").first()
        return cls(path) if path else None

    @property
    def next_stage(self) -> str:
        return self.path.next_stage(self.reached)

    @property
    def stones(self) -> list[Stone]:
        words = {
            Stage.EVENING: (_("Information evening"), _("You meet foster carers and hear how it really is.")),
            Stage.INTERVIEW: (_("A talk"), _("A coordinator gets to know you. You can ask anything.")),
            Stage.TRAINING: (_("Training for candidates"), _("You learn in a group, step by step.")),
            Stage.CERTIFIED: (_("Certificate"), _("You can become a foster family.")),
        }
        return [
            Stone(title, text, is_reached=stage in self.reached, is_next=stage == self.next_stage)
            for stage, (title, text) in words.items()
        ]

    @property
    def awaits_evening(self) -> bool:
        return self.next_stage == Stage.EVENING
