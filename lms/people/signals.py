"""What happens to people that the rooms above may want to hear."""

from django.dispatch import Signal

code_made = Signal()
"""A six-digit code must reach somebody who wants to enter, or to prove a new address.

Arguments: ``person`` whom it is for, ``code``, ``email`` it goes to (not always the person's own, since an
address may just be changing). ``lms.messaging`` writes it into the outbox.
"""

person_viewed = Signal()
"""Somebody of the house opened a person's page.

Arguments: ``person``, and ``by``, the user who looks. ``lms.privacy`` writes it into the audit log.
"""

person_changed = Signal()
"""Somebody of the house wrote down or changed what is known of a person.

Arguments: ``person``, ``by`` the user, ``record`` that was written (the person, a membership, a
guardianship, a clearance), ``is_new``. ``lms.privacy`` writes it into the audit log.
"""
