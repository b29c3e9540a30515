"""What happens to people that the rooms above may want to hear."""

from django.dispatch import Signal

code_made = Signal()
"""A six-digit code must reach somebody who wants to enter, or to prove a new address.

Arguments: ``person`` whom it is for, ``code``, ``email`` it goes to (not always the person's own, since an
address may just be changing). ``lms.messaging`` writes it into the outbox.
"""
