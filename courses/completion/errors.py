"""What can stand in the way of work that counts towards a course. Views turn each into words."""

from __future__ import annotations

from courses.lessons.errors import PrerequisiteMissing

__all__ = [
    "AlreadyDecided",
    "CompletionError",
    "DayFull",
    "EntryChanged",
    "FileWaits",
    "LearningOver",
    "NobodyDecides",
    "NotAskedFor",
    "NotToCome",
    "NotYourLearner",
    "PrerequisiteMissing",
    "ReasonMissing",
    "RecognitionStands",
    "RuleError",
]


class CompletionError(Exception):
    """What was asked cannot be written down."""


class LearningOver(CompletionError):
    """The course is completed, or was given back: nothing more can be handed in."""


class NotAskedFor(CompletionError):
    """The rule of the course asks for no such thing."""


class FileWaits(CompletionError):
    """A file was handed in before, and nobody has looked at it yet."""


class AlreadyDecided(CompletionError):
    """Somebody has decided in the meantime."""


class EntryChanged(CompletionError):
    """The learner has changed the entry since it was read."""


class DayFull(CompletionError):
    """The entries of one day would be longer than the day."""


class NotToCome(CompletionError):
    """A day in the future cannot have been practised."""


class NotYourLearner(CompletionError):
    """Nobody confirms their own work."""


class ReasonMissing(CompletionError):
    """Whoever sends work back or refuses it says why."""


class RecognitionStands(CompletionError):
    """It is recognised already, or waits for a decision."""


class NobodyDecides(CompletionError):
    """Nobody stands behind the course who could recognise it."""


class RuleError(CompletionError):
    """The rule would ask for what the course does not have."""
