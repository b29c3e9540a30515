"""What can go wrong with competences, in the words of the domain."""

from __future__ import annotations


class CompetenceError(Exception):
    """Something about competences that cannot be done."""


class AlreadyDecided(CompetenceError):
    """Evidence is decided once; what was decided cannot follow from it any more."""


class OwnEvidence(CompetenceError):
    """Nobody reviews what proves their own competence."""


class NotYourTeam(CompetenceError):
    """Only whoever leads the person today may review or observe."""


class NothingProved(CompetenceError):
    """Training elsewhere needs its document, self-study and supervision their minutes."""


class KnownElsewhere(CompetenceError):
    """What a certificate, a list of attendance or a recognition proves is taken back there."""


class AlreadyReplaced(CompetenceError):
    """Evidence is replaced once, by its own person."""
