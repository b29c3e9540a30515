"""A machine of one's own: SQLite, the embedded broker, no secrets to keep."""

from lms.settings.base import *  # noqa: F403
from lms.settings.base import env

DEBUG = env.bool("KROK_DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-a-machine-of-ones-own-and-never-for-the-public-net")
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
