"""Certificates in the back office: those that were issued, and the words by which they are made."""
