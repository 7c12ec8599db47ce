"""All settings, read once, failing loudly. Everything an installation may change is an environment variable VELKOMMEN_*."""

import base64
import os
import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("VELKOMMEN_DATA_DIR", "data")).resolve()
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
    "PRAGMA journal_size_limit=67108864;PRAGMA temp_store=MEMORY;"
)


def env_bool(name: str, default: bool) -> bool:
    """A yes or no from the environment: 1/0, true/false, yes/no. Anything else is an error that says so."""
    text = os.environ.get(name, "yes" if default else "no").strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {text!r}")


def env_days(name: str, default: int) -> int:
    """A number of days from the environment, at least one. Anything else is an error that says so."""
    text = os.environ.get(name, str(default)).strip()
    if text.isdecimal() and int(text):
        return int(text)
    raise ImproperlyConfigured(f"{name} must be a number of days, not {text!r}")


def env_address(name: str, schemes: tuple[str, ...], default: str = "") -> str:
    """An address with one of some schemes and a host from the environment, without a slash at its end. Anything else is an error."""
    text = os.environ.get(name, default).strip().rstrip("/")
    try:
        parts = urlsplit(text)
        good = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if text and not good:  # it may hold a password, so it is not repeated
        raise ImproperlyConfigured(
            f"{name} must begin with {' or '.join(f'{one}://' for one in schemes)} and name a host"
        )
    return text


def sms_provider() -> str:
    """Who sends SMS: VELKOMMEN_SMS_PROVIDER, with what that one needs. Raises: ImproperlyConfigured."""
    provider = os.environ.get("VELKOMMEN_SMS_PROVIDER", "console").strip().lower()
    if provider not in {"console", "gatewayapi"}:
        raise ImproperlyConfigured(f"VELKOMMEN_SMS_PROVIDER must be console or gatewayapi, not {provider!r}")
    if provider == "gatewayapi":
        if not os.environ.get("VELKOMMEN_GATEWAYAPI_TOKEN"):
            raise ImproperlyConfigured("VELKOMMEN_SMS_PROVIDER=gatewayapi needs VELKOMMEN_GATEWAYAPI_TOKEN")
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 .-]{0,10}", os.environ.get("VELKOMMEN_SMS_SENDER", "")):
            raise ImproperlyConfigured(
                "VELKOMMEN_SMS_SENDER must be 1 to 11 of the letters a-z, digits, spaces, dots and hyphens"
            )
    return provider


def mail_author() -> str:
    """Whom e-mail is from: VELKOMMEN_SMTP_FROM, needed where a mail server is named. Raises: ImproperlyConfigured."""
    text = os.environ.get("VELKOMMEN_SMTP_FROM", "").strip()
    address = parseaddr(text)[1]
    if os.environ.get("VELKOMMEN_SMTP_URL") and not re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9.-]+", address):
        raise ImproperlyConfigured("VELKOMMEN_SMTP_FROM must be an address, like Nordby Kommune <noreply@example.dk>")
    return text


def env_list(name: str, default: str) -> list[str]:
    """A comma-separated list from the environment."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def kept(name: str, fresh: str) -> str:
    """What a file of the data folder holds, readable by its owner only; where it is not there yet it is made with what is fresh."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    file = DATA_DIR / name
    if not file.exists():
        making = DATA_DIR / f"{name}.{os.getpid()}"
        making.touch(mode=0o600)
        making.write_text(fresh, encoding="ascii")
        try:
            os.link(making, file)
        except FileExistsError:
            pass
        finally:
            making.unlink()
    return file.read_text(encoding="ascii").strip()


def secret_key() -> str:
    """The installation's secret: from VELKOMMEN_SECRET_KEY, or made once and kept in the data folder."""
    return os.environ.get("VELKOMMEN_SECRET_KEY") or kept("secret_key", secrets.token_urlsafe(50))


def signing_key() -> str:
    """The private key (Ed25519: 32 bytes in base64) of what the house signs: VELKOMMEN_SIGNING_KEY, or made once and kept.

    Raises: ImproperlyConfigured.
    """
    given = os.environ.get("VELKOMMEN_SIGNING_KEY")
    text = given or kept("signing_key", base64.b64encode(secrets.token_bytes(32)).decode("ascii"))
    try:
        good = len(base64.b64decode(text, validate=True)) == 32
    except ValueError:
        good = False
    if not good:  # it is not repeated: it is the secret itself
        where = "VELKOMMEN_SIGNING_KEY" if given else f"The file {DATA_DIR / 'signing_key'}"
        raise ImproperlyConfigured(f"{where} must be 32 bytes in base64 (openssl rand -base64 32)")
    return text


def database() -> dict[str, Any]:
    """The one database: VELKOMMEN_DATABASE_URL, else SQLite in the data folder."""
    url = os.environ.get("VELKOMMEN_DATABASE_URL")
    if not url:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{DATA_DIR / 'velkommen.sqlite3'}"
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS}
        config["TEST"] = {"NAME": f"{config['NAME']}.test"}
    else:  # a desk asks the same few things all day: PostgreSQL plans each of them once per connection
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "server_side_binding": True, "prepare_threshold": 3}
    return config


DEBUG = False
SECRET_KEY = secret_key()
SIGNING_KEY = signing_key()
ALLOWED_HOSTS = env_list("VELKOMMEN_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("VELKOMMEN_ORIGINS", "")
HTTPS = env_bool("VELKOMMEN_HTTPS", default=False)
PROXIES = env_list("VELKOMMEN_PROXIES", "")  # addresses of proxies whose X-Forwarded-For is believed

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "velkommen.shared.log",
    "velkommen.apps.places",
    "velkommen.apps.catalogue",
    "velkommen.apps.people",
    "velkommen.apps.placement",
    "velkommen.apps.messages",
    "velkommen.apps.roster",
    "velkommen.apps.pickups",
    "velkommen.apps.courses",
    "velkommen.apps.knowledge",
    "velkommen.apps.visits",
    "velkommen.apps.enquiries",
    "velkommen.apps.appointments",
    "velkommen.apps.learning",
    "velkommen.apps.lifelines",
    "velkommen.apps.readiness",
    "velkommen.apps.counting",
    "velkommen.apps.surveys",
    "velkommen.apps.yearbook",
    "velkommen.apps.statistics",
    "velkommen.apps.atlas",
    "velkommen.apps.evaluation",
    "velkommen.interfaces",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "velkommen.interfaces.web.middleware.SecurityHeaders",
    "velkommen.interfaces.api.middleware.Straight",
    "velkommen.interfaces.web.middleware.Cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "velkommen.interfaces.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "velkommen.interfaces.web.middleware.Refusals",
]
ROOT_URLCONF = "velkommen.project.urls"
WSGI_APPLICATION = "velkommen.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "velkommen.interfaces.web.context.house",
            ],
            "builtins": ["velkommen.interfaces.web.templatetags.words"],
        },
    }
]

DATABASES = {"default": database()}
AUTH_USER_MODEL = "people.Staff"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/staff/"
SESSION_COOKIE_AGE = 60 * 60 * 12  # a working day; the desk must not log out in front of a citizen
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"  # not "no-referrer": browsers then send "Origin: null" and every form is refused
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a sheet of 100 tasks x 100 places is one form

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "velkommen_language"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("VELKOMMEN_TIME_ZONE", "Europe/Copenhagen")

#: How long something that lies ready is kept before it is destroyed unclaimed: passports for more than half a year.
PICKUP_KEPT_DAYS = env_days("VELKOMMEN_PICKUP_KEPT_DAYS", 185)

#: How long after an appointment it is kept where whoever had it was reached.
CONTACT_KEPT_DAYS = env_days("VELKOMMEN_CONTACT_KEPT_DAYS", 7)
#: How long after the last step of a lifeline (its end, as a rule) the words that went along are kept, and how long a number to ring.
NOTE_KEPT_DAYS = env_days("VELKOMMEN_NOTE_KEPT_DAYS", 30)
CALL_BACK_KEPT_DAYS = env_days("VELKOMMEN_CALL_BACK_KEPT_DAYS", 7)
#: The address citizens know the house by: links in messages begin with it. Empty: the one `serve` listens at.
BASE_URL = env_address("VELKOMMEN_BASE_URL", ("https", "http"))
#: How messages leave the house; what is not set only appears in the terminal.
SMTP_URL = env_address("VELKOMMEN_SMTP_URL", ("smtp", "smtp+tls", "smtps"))
SMTP_FROM = mail_author()
SMS_PROVIDER = sms_provider()
SMS_SENDER = os.environ.get("VELKOMMEN_SMS_SENDER", "")
GATEWAYAPI_TOKEN = os.environ.get("VELKOMMEN_GATEWAYAPI_TOKEN", "")
GATEWAYAPI_URL = env_address("VELKOMMEN_GATEWAYAPI_URL", ("https", "http"), "https://messaging.gatewayapi.eu")

#: Where the Parquet files lie that analysts put questions to.
DATASETS_DIR = Path(os.environ.get("VELKOMMEN_DATASETS_DIR") or DATA_DIR / "datasets").resolve()

#: The statement at was.digst.dk that the law asks of every public body; each page links to it.
ACCESSIBILITY_STATEMENT = os.environ.get("VELKOMMEN_WAS_URL", "")

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "no_cpr": {"()": "velkommen.shared.privacy_filter.BlankCpr"},
        # The address of a paired screen, of a citizen's number and of a stream is all the authority it takes.
        "no_secrets": {
            "()": "velkommen.shared.privacy_filter.BlankAddresses",
            "beginnings": (
                "/kiosk/",
                "/board/",
                "/n/",
                "/a/",
                "/courses/mine/",
                "/surveys/visit/",
                "/live/",
                "/setup/code/",
                "/setup/password/",
                "/calendar/feed/",
            ),
        },
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_cpr", "no_secrets"]}
    },
    "root": {"handlers": ["console"], "level": os.environ.get("VELKOMMEN_LOG_LEVEL", "WARNING")},
}
