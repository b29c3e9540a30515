"""Desk: whose it is, the lists it shows, and what its devices keep."""
