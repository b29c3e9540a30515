"""What stands in the way, in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.completion import errors


def why_not(error: errors.CompletionError) -> str:
    said = {
        errors.LearningOver: _("This course is over for you. Nothing more needs to be handed in."),
        errors.NotAskedFor: _("The course does not ask for this any more."),
        errors.NotToCome: _("This day is still to come. Write it down when it is over."),
        errors.DayFull: _("With your other entries this day would have more than 24 hours."),
        errors.FileWaits: _("One file is waiting to be read. Take it back first, to hand in another."),
        errors.AlreadyDecided: _("Somebody has decided in the meantime. Please look again."),
        errors.EntryChanged: _("The entry was changed while you read it. Please read it once more."),
        errors.ReasonMissing: _("Please write what is missing."),
        errors.RecognitionStands: _("It counts already, or somebody is looking at your document."),
        errors.NobodyDecides: _("Nobody can decide about this here. Please call us."),
        errors.NotYourLearner: _("Nobody confirms their own work. Ask another supervisor."),
    }
    return said[type(error)]
