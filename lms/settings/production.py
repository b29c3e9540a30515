"""The public house: behind a TLS proxy, on PostgreSQL and Redis. Refuses to start half-configured."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from lms.settings.base import *  # noqa: F403
from lms.settings.base import DEMO, MEDIA_HOST, PACKAGES_HOSTS, STORAGES, env

if DEMO:
    raise ImproperlyConfigured("KROK_DEMO lets anyone sign in as anyone; it cannot be set in production.")

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("KROK_HOSTS") + PACKAGES_HOSTS
SITE_ADDRESS = env.str("KROK_ADDRESS").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_ADDRESS

SERVES_MEDIA = env.bool("KROK_SERVES_MEDIA", default=False)
if bucket := env.str("KROK_MEDIA_BUCKET", default=""):
    if not MEDIA_HOST:
        raise ImproperlyConfigured("KROK_MEDIA_BUCKET needs KROK_MEDIA_HOST, where readers fetch from.")
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("KROK_MEDIA_ENDPOINT", default=None),
            "custom_domain": urlsplit(MEDIA_HOST).netloc,
            "querystring_auth": False,
            "file_overwrite": False,
            "object_parameters": {"CacheControl": "public, max-age=2592000"},
        },
    }

SECURE_SSL_REDIRECT = env.bool("KROK_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("KROK_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("KROK_HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("KROK_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
# No other host, and least of all the one on which packages run, can set a cookie of this name for us.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
