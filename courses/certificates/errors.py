"""What can be wrong with a wish about a certificate."""


class CertificateStandsNoMore(Exception):
    """It was superseded or revoked before; nothing follows from it."""


class ReasonMissing(Exception):
    """A certificate is withdrawn or replaced for a reason, which the holder is told."""


class HolderHasNoName(Exception):
    """A paper without a name proves nothing."""


class NotWithdrawn(Exception):
    """Only one that was withdrawn can be given again."""


class AnotherCounts(Exception):
    """The course has a certificate that stands, or this one came back before."""


class CourseNotCompleted(Exception):
    """The rule of the course is not met (any longer); a certificate would say what is not so."""
