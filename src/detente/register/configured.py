"""The framework, set from a site: no module of settings, nothing read from the environment."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from detente.errors import RequestError
from detente.register.site import Site
from detente.register.themes import read_theme

PACKAGES = ("django", "argon2", "axes", "django_otp", "segno")
"""What the extra brings."""
LARGEST_FORM = 262_144
"""Bytes of a form without its files."""
LARGEST_UPLOAD = 34_000_000
"""Bytes of a bundle with the form around it."""
TRIES, WAIT_MINUTES = 5, 15
"""Wrong passwords after which a name waits, and for how long."""
SESSION_HOURS = 10
"""Hours after which staff sign in again."""
LINK_HOURS = 48
"""Hours for which a link works by which somebody chooses a password."""
FEWEST_LETTERS = 12
"""Letters that a password has at least."""
APPS = (
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "detente.register.apps.RegisterConfig",
)
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "detente.register.errors_shown.ShowErrors",
    "detente.register.second_factor.RequireSecond",
    "axes.middleware.AxesMiddleware",
)
CONTEXT = (
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "detente.register.themes.context",
)
CODES = {"en": "en-gb", "cs": "cs"}
"""Languages of a site with the codes of the framework."""
LOCALE = Path(__file__).parent / "locale"
"""Catalogues of messages."""
FIXED = {
    "DEBUG": False,
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "ROOT_URLCONF": "detente.register.urls",
    "TIME_ZONE": "UTC",
    "USE_TZ": True,
    "USE_I18N": True,
    "LANGUAGES": [("en", "English"), ("cs", "Čeština")],
    "LOGGING_CONFIG": None,
    "LOGIN_URL": "enter",
    "LOGIN_REDIRECT_URL": "desk",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_FORM,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 200,
    "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.TemporaryFileUploadHandler"],
}
"""Settings that are the same for every site."""
SIGNING_IN = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "AUTHENTICATION_BACKENDS": [
        "axes.backends.AxesStandaloneBackend",
        "django.contrib.auth.backends.ModelBackend",
    ],
    "AXES_FAILURE_LIMIT": TRIES,
    "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
    "AXES_VERBOSE": False,
    "AXES_ENABLE_ACCESS_FAILURE_LOG": False,
    # who signs in is a line of the log of the desk, without address and browser
    "AXES_DISABLE_ACCESS_LOG": True,
    "PASSWORD_RESET_TIMEOUT": LINK_HOURS * 3600,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_FAILURE_VIEW": "detente.register.errors_shown.refused",
    "SECURE_REFERRER_POLICY": "same-origin",
    "SILENCED_SYSTEM_CHECKS": ["axes.W003"],
}
"""Settings of signing in that are the same for every site."""


def settings_of(site: Site) -> dict[str, Any]:
    """Give every setting of the framework.

    Parameters
    ----------
    site : Site
        Where the site keeps what it has.
    """
    secret = {"SECRET_KEY": site.secret}
    own = {
        "ALLOWED_HOSTS": [site.host, "localhost", "127.0.0.1", "[::1]"],
        "DATABASES": {"default": site.connection()},
        "INSTALLED_APPS": list(APPS),
        "MIDDLEWARE": list(MIDDLEWARE),
        "TEMPLATES": [_templates(site)],
        "STATIC_URL": f"{site.prefix}theme/",
        "FORCE_SCRIPT_NAME": site.prefix.rstrip("/") or None,
        "DETENTE_SITE": site,
    }
    said = {"LANGUAGE_CODE": CODES[read_theme(site).language], "LOCALE_PATHS": [str(LOCALE)]}
    return FIXED | secret | own | said | _of_people(site)


def _templates(site: Site) -> dict[str, Any]:
    """Look for a page in the institute's own theme first, then in ours."""
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(site.own_theme / "templates")],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": list(CONTEXT)},
    }


def _of_people(site: Site) -> dict[str, Any]:
    """Give what concerns signing in."""
    check = "django.contrib.auth.password_validation."
    length = {"NAME": f"{check}MinimumLengthValidator", "OPTIONS": {"min_length": FEWEST_LETTERS}}
    others = ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
    origins = [site.absolute("")] if site.is_secure else []
    return SIGNING_IN | {
        "AUTH_PASSWORD_VALIDATORS": [length, *({"NAME": f"{check}{name}"} for name in others)],
        "AXES_COOLOFF_TIME": _minutes,
        "OTP_TOTP_ISSUER": _issuer,
        "SESSION_COOKIE_AGE": SESSION_HOURS * 3600,
        "SESSION_COOKIE_SECURE": site.is_secure,
        "CSRF_COOKIE_SECURE": site.is_secure,
        "CSRF_TRUSTED_ORIGINS": origins,
    }


def _minutes(*_: Any) -> Any:
    """Give the time for which a name waits after too many wrong passwords."""
    from datetime import timedelta

    return timedelta(minutes=WAIT_MINUTES)


def _issuer(_: Any) -> str:
    """Name the institute in the program that gives the codes."""
    from detente.register.themes import read_theme

    return read_theme(current()).name


def require_packages() -> None:
    """Refuse where a package of the extra is missing.

    Raises
    ------
    RequestError
        Where one is missing.
    """
    if any(find_spec(name) is None for name in PACKAGES):
        raise RequestError(
            "the register needs packages that are not installed",
            next_step="install them with: pip install 'detente[web,site]'",
        )


def configure(site: Site) -> None:
    """Set the framework up for a site; a process serves one.

    Parameters
    ----------
    site : Site
        Where the site keeps what it has.

    Raises
    ------
    RequestError
        Where a package is missing, or this process serves another site already.
    """
    require_packages()
    import django
    from django.conf import settings

    if settings.configured:
        if site != settings.DETENTE_SITE:
            raise RequestError("this process serves another site already")
        return
    settings.configure(**settings_of(site))
    django.setup()


def current() -> Site:
    """Give the site that this process serves."""
    from django.conf import settings

    site: Site = settings.DETENTE_SITE
    return site
