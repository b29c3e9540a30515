"""What is the same wherever Krok runs. Everything a place may change is read from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from kombu import Exchange, Queue

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
VAR = Path(env.str("KROK_VAR", default=str(BASE_DIR / "var"))).absolute()
DEMO: bool = env.bool("KROK_DEMO", default=False)
SITE_ADDRESS: str = env.str("KROK_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")

ALLOWED_HOSTS: list[str] = env.list("KROK_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("KROK_TRUSTED_ORIGINS", default=[])

# Where packages (SCORM, cmi5, H5P) run, and nothing else. On a machine of one's own: the other name it has.
BESIDE = SITE_ADDRESS.replace("//127.0.0.1", "//localhost") if "//127.0.0.1" in SITE_ADDRESS else ""
PACKAGES_ORIGIN: str = env.str("KROK_PACKAGES_ORIGIN", default=BESIDE).rstrip("/")
PACKAGES_HOSTS = (
    [urlsplit(PACKAGES_ORIGIN).netloc.partition(":")[0].replace("*.", ".")] if PACKAGES_ORIGIN else []
)
ALLOWED_HOSTS += PACKAGES_HOSTS

# --- the rooms ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",
    "lms.demo",
    "attendance",
    "sessions",
    "courses",
    "cms",
    "lms.privacy",
    "lms.messaging",
    "lms.people",
    "lms.web",
    "schedule",
    "import_export",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtailmedia",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.web.compression.CompressionMiddleware",
    "courses.packages.origin.PackagesOriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.web.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "lms.web.content_policy.BackOfficePolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.people.second_factor.SecondFactorMiddleware",
    "cms.finding.moved.MovedPageMiddleware",
    "courses.lessons.gate.ReadFirstMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "lms.web.context.page_frame",
                "lms.people.context.staff_doors",
                "cms.context.house",
            ],
        },
    },
]

# --- data --------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'krok.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: deferred transactions lost 261 of 500 simultaneous requests to "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("KROK_DB_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL: str = env.str("REDIS_URL", default="")
CACHES = {
    "default": env.cache("CACHE_URL", default=REDIS_URL)
    if REDIS_URL or env.str("CACHE_URL", default="")
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        # Three hundred, as Django has it, are fewer than our pages, and limits are counted here too.
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    }
}

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "media", "base_url": "/media/"},
    },
    # Certificates and other papers about people: never under a public address.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "private"},
    },
    "staticfiles": {"BACKEND": "lms.web.storage.StaticStorage"},
}
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
# The web processes give out pictures and videos themselves; in production a proxy or a storage does.
SERVES_MEDIA = env.bool("KROK_SERVES_MEDIA", default=True)
# The address of a storage that pictures and videos come from, and of no one else's.
MEDIA_HOST: str = env.str("KROK_MEDIA_HOST", default="").rstrip("/")
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"

# --- people who sign in ------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my:home"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_RESET_ENABLED = False

ACCOUNT_ADAPTER = "lms.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A code sent again has its own fifteen minutes, so a sign-in under way may last longer than one code.
ACCOUNT_LOGIN_TIMEOUT = 45 * 60
ACCOUNT_RATE_LIMITS = {
    # Five guesses a code, forty codes a day: one chance in five thousand for whoever guesses all day long.
    "request_login_code": "20/m/ip,3/m/key,10/h/key,40/d/key",
    "booking": "30/m/ip",
    # New visitors who hold an hour for ten minutes: a waiting room of families, and not a specialist's month.
    "hold": "12/10m/ip",
    "change_address": "3/m/user,10/d/user",
}
ACCOUNT_FORMS = {
    "login": "lms.people.sign_in_forms.PasswordForm",
    "request_login_code": "lms.people.sign_in_forms.AddressForm",
    "confirm_login_code": "lms.people.sign_in_forms.CodeForm",
    "reauthenticate": "lms.people.sign_in_forms.PasswordAgainForm",
    "change_password": "lms.people.sign_in_forms.ChangePasswordForm",
    "set_password": "lms.people.sign_in_forms.SetPasswordForm",
}
# How many proxies of ours stand before the web processes: limits count the address that the last one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KROK_PROXIES", default=0)

MFA_ADAPTER = "lms.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Krok"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_ADDRESS.startswith("http://")
MFA_FORMS = {
    "authenticate": "lms.people.sign_in_forms.SecondFactorForm",
    "reauthenticate": "lms.people.sign_in_forms.SecondFactorAgainForm",
    "activate_totp": "lms.people.sign_in_forms.ActivateAppForm",
    "add_webauthn": "lms.people.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "lms.people.sign_in_forms.NamePasskeyForm",
}

# Single sign-on of the staff: any OpenID Connect provider, which opens sign-ins that exist and makes none.
SSO_NAME: str = env.str("KROK_SSO_NAME", default="")
SSO_IS_SECOND_FACTOR = env.bool("KROK_SSO_IS_SECOND_FACTOR", default=False)
SOCIALACCOUNT_ADAPTER = "lms.people.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
if SSO_NAME:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "staff",
                    "name": SSO_NAME,
                    "client_id": env.str("KROK_SSO_CLIENT"),
                    "secret": env.str("KROK_SSO_SECRET"),
                    "settings": {"server_url": env.str("KROK_SSO_SERVER")},
                }
            ],
        }
    }

# --- languages and time ------------------------------------------------------------------------

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski"), ("uk", "Українська"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "pl"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("pl", "en"), "uk": ("pl", "en"), "en": ("pl", "uk")}
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"

# --- messages and work in the background -------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("KROK_FROM_EMAIL", default="Krok <krok@example.org>")
EMAIL_CONFIG = env.email("EMAIL_URL", default="dummymail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST", "localhost")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = env.int("KROK_EMAIL_TIMEOUT", default=20)
MESSAGES_REPLY_TO: str = env.str("KROK_REPLY_TO", default="")
SMS_GATEWAY: str = env.str(
    "KROK_SMS_GATEWAY", default="lms.messaging.channels.sms.RecordedGateway" if DEMO else ""
)

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL or "filesystem://localhost")
# A request waits for the broker at most a moment: the outbox keeps what could not be handed over.
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
}
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS |= {
        "data_folder_in": str(VAR / "broker" / "queue"),
        "data_folder_out": str(VAR / "broker" / "queue"),
        "control_folder": str(VAR / "broker" / "control"),
        "polling_interval": 0.5,
    }
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = [
    Queue(name, Exchange(name), routing_key=name) for name in ("default", "messages", "documents", "imports")
]
CELERY_TASK_ROUTES = {
    "lms.messaging.tasks.*": {"queue": "messages"},
    "courses.tasks.*": {"queue": "documents"},
    "cms.tasks.print_leaflet": {"queue": "documents"},
    "attendance.tasks.read_past_import": {"queue": "imports"},
    "attendance.tasks.write_past_import": {"queue": "imports"},
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- what the house says of itself -------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is not there is no trouble, and its address may hold a pass.
    "loggers": {"django.request": {"level": "ERROR"}},
}

# --- the back office ---------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Krok"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Words are folded before they are indexed; PostgreSQL must not cut them by the rules of English as well.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Paper"
WAGTAILMEDIA = {
    "MEDIA_MODEL": "cms.Video",
    "MEDIA_FORM_BASE": "cms.uploads.forms.FilmForm",
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg"],
}
# What is taken is said and checked in cms/uploads; Wagtail's scripts read these two.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.uploads.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.uploads.forms.DocumentForm"
WAGTAIL_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# A page that was only just sent for translation is no translation yet: it begins as a draft.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# --- safety ------------------------------------------------------------------------------------

# Wagtail loosens this for its own previews.
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "lms.web.visits"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
FORM_TARGETS = [SELF]
if SSO_NAME:
    # Browsers ask this of where a form leads in the end, too: the sign-in page of the staff's organisation.
    FORM_TARGETS.append(env.str("KROK_SSO_SERVER").rstrip("/") + "/")
MEDIA_SOURCES = [MEDIA_HOST] if MEDIA_HOST else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *MEDIA_SOURCES],
        "media-src": [SELF, *MEDIA_SOURCES],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": FORM_TARGETS,
        "frame-ancestors": [SELF],
    }
}
QUICK_EXIT_ADDRESS = env.str("KROK_QUICK_EXIT", default="https://www.wroclaw.pl/")
