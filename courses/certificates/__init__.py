"""Certificates: numbered without gaps, frozen when issued, verified by anyone who holds one."""

from courses.certificates.anew import give_again, reissue
from courses.certificates.freezing import frozen_pdf
from courses.certificates.issuing import issue, revoke

__all__ = ["frozen_pdf", "give_again", "issue", "reissue", "revoke"]
