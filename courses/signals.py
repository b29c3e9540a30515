"""What the courses ask of whoever stands above them."""

from django.dispatch import Signal

offers_asked = Signal()
"""The catalogue asks when the courses can be taken next.

Sent with ``sender=Course``. A receiver answers with a mapping from a course's id to its
``courses.catalogue.Offer``, for the courses that have one; it must answer in a fixed number of queries.
"""
