"""The public house: behind a TLS proxy, on PostgreSQL and Redis. Refuses to start half-configured."""

from django.core.exceptions import ImproperlyConfigured

from lms.settings.base import *  # noqa: F403
from lms.settings.base import DEMO, env

if DEMO:
    raise ImproperlyConfigured("KROK_DEMO lets anyone sign in as anyone; it cannot be set in production.")

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("KROK_HOSTS")
SITE_ADDRESS = env.str("KROK_ADDRESS").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_ADDRESS

SECURE_SSL_REDIRECT = env.bool("KROK_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("KROK_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("KROK_HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("KROK_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
