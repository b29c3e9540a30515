"""The ground and the roof of Krok: settings, people, messages, privacy and what every page shares."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
