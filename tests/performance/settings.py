"""The house as it runs, with a floor to measure it by and a count of its queries in every answer."""

from lms.settings.base import MIDDLEWARE
from lms.settings.development import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "tests.performance.urls"
MIDDLEWARE = ["tests.performance.floor.QueryCountMiddleware", *MIDDLEWARE]
# Rate limits would measure themselves: every request of the bench comes from one address.
ACCOUNT_RATE_LIMITS = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
