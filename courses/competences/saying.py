"""Errors of the domain in words for people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.competences import errors


def why_not(error: errors.CompetenceError) -> str:
    words = {
        errors.AlreadyDecided: _("It was decided before. What was recorded once stays as it is."),
        errors.OwnEvidence: _("Nobody reviews what proves their own competence. Please ask another manager."),
        errors.NotYourTeam: _("Only whoever leads this person can do that."),
        errors.NothingProved: _("A document or the time it took is missing."),
        errors.KnownElsewhere: _(
            "It comes from a certificate, a list or a recognition. It is put right there."
        ),
        errors.AlreadyReplaced: _("Another record took its place before."),
    }
    return words.get(type(error), _("This did not work. Please try once more."))
