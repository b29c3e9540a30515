"""Passes and room codes: what a camera reads."""
