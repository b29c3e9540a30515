"""Packages in the back office: brought in, renewed, retired."""
