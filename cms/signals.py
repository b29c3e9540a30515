"""What the public site asks of the rooms above it."""

from django.dispatch import Signal

structured_data_asked = Signal()
"""A public page is about to tell search engines what it is about.

Sent with ``sender`` the page's class and ``page`` the page. A receiver answers with a list of schema.org
objects (dicts), an empty one when the page is none of its own; nothing confidential may be among them.
"""
