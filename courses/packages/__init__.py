"""Packages made with other tools: looked into, unpacked, and played on an origin of their own.

A package is a program by somebody we do not know. Nothing of it ever runs on the origin of the house, so it
sees no cookie and no page of ours; what it reports is taken as its word about one learner, and about nobody
else. See docs/decisions/0023.
"""
