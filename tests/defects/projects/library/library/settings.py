"""Settings of the library's catalogue, as classes."""

from pathlib import Path

from configurations import Configuration, values


class Sessions:
    """How people stay logged in."""

    SESSION_ENGINE = "django.contrib.sessions.backends.db"
    SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
    SESSION_COOKIE_AGE = 1209600
    SESSION_COOKIE_NAME = "library_session"
    SESSION_COOKIE_PATH = "/"
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_EXPIRE_AT_BROWSER_CLOSE = False
    CSRF_COOKIE_NAME = "library_csrf"
    CSRF_COOKIE_AGE = 60 * 60 * 24 * 364
    CSRF_COOKIE_SAMESITE = "Lax"
    CSRF_USE_SESSIONS = False


class Base(Sessions, Configuration):
    """What all deployments share."""

    BASE_DIR = Path(__file__).resolve().parent.parent

    SECRET_KEY = values.SecretValue()
    DEBUG = False
    ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

    INSTALLED_APPS = [
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "loans",
    ]

    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.auth.middleware.RemoteUserMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]

    ROOT_URLCONF = "library.urls"
    WSGI_APPLICATION = "library.wsgi.application"

    TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [BASE_DIR / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.debug",
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        },
    ]

    DATABASES = values.DatabaseURLValue("postgres://library@localhost/library")
    CACHES = values.CacheURLValue("redis://localhost:6379/0")
    DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

    AUTHENTICATION_BACKENDS = [
        "loans.backends.ReaderBackend",
        "django.contrib.auth.backends.ModelBackend",
    ]
    AUTH_USER_MODEL = "auth.User"
    AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ]
    LOGIN_URL = "/login/"
    LOGIN_REDIRECT_URL = "/loans/"
    LOGOUT_REDIRECT_URL = "/"

    LANGUAGE_CODE = "en-us"
    TIME_ZONE = "UTC"
    USE_TZ = True
    STATIC_URL = "/static/"
    STATIC_ROOT = BASE_DIR / "static"

    EMAIL = values.EmailURLValue("smtp://localhost:25")
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"console": {"class": "logging.StreamHandler"}},
        "loggers": {"django": {"handlers": ["console"], "level": "INFO"}},
    }


class Development(Base):
    """On the machine of who works on it."""

    DEBUG = True
    SECRET_KEY = "not-a-secret"
    EMAIL = values.EmailURLValue("console://")


class Production(Base):
    """At the library, behind a proxy."""

    ALLOWED_HOSTS = values.ListValue(["catalogue.example.net"])
    DATABASES = values.DatabaseURLValue(environ_required=True)

    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = ["https://catalogue.example.net"]

    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = values.BooleanValue(True)
    SECURE_HSTS_SECONDS = values.IntegerValue(31536000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REFERRER_POLICY = "same-origin"

    @property
    def SERVER_EMAIL(self):
        return f"root@{self.ALLOWED_HOSTS[0]}"
