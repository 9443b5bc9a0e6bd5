"""Settings of the servers."""

from .base import *
from .base import DATABASES, env

# General
SECRET_KEY = env("DJANGO_SECRET_KEY")
ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["clinic.example.com"])
DEBUG = False

# Data
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": env("REDIS_URL"),
        "OPTIONS": {"CLIENT_CLASS": "django_redis.client.DefaultClient"},
    },
}

# Sessions
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Secure-clinic"
SESSION_COOKIE_SAMESITE = "Lax"

# CSRF
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Secure-clinic-csrf"
CSRF_COOKIE_PATH = "/"
CSRF_TRUSTED_ORIGINS = ["https://clinic.example.com"]

# Transport
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("DJANGO_SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# Mail
DEFAULT_FROM_EMAIL = env("DJANGO_DEFAULT_FROM_EMAIL", default="Clinic <noreply@clinic.example.com>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = ["webmaster@clinic.example.com"]
