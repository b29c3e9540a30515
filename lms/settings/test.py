"""The suite: everything runs for real, but quickly and within one process."""

from lms.settings.base import *  # noqa: F403
from lms.settings.base import DATABASES, STORAGES, VAR, env

DEBUG = False
DEMO = True
SECRET_KEY = "tests"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_GATEWAY = "lms.messaging.channels.sms.RecordedGateway"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="memory://")
CELERY_BROKER_TRANSPORT_OPTIONS = {}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A named file, so that --reuse-db can keep the migrated tables between runs.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
