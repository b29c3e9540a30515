"""Badges: a certificate as a signed credential (Open Badges 3.0), for holders who ask for it."""
