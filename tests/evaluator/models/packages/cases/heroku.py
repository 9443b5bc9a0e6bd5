"""Programs over django-heroku and django-on-heroku; each sets X."""

REQUIREMENTS = ("django-heroku", "django-on-heroku", "psycopg2-binary", "dj-database-url", "Django")
PRELOAD = ("django_heroku", "django_on_heroku")

HEAD = """
from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent
MIDDLEWARE = [{middleware}]
ALLOWED_HOSTS = ['example.com']
SECRET_KEY = 'k'
DATABASES = {{'default': {{'ENGINE': 'x'}}}}
DEBUG = False
import {package}
"""
TAIL = """
NAMES = ("MIDDLEWARE", "ALLOWED_HOSTS", "SECRET_KEY", "DATABASES", "DEBUG", "LOGGING", "STATIC_URL", "STATICFILES_STORAGE", "TEST_RUNNER")
X = [globals().get(name) for name in NAMES]
"""
ENVIRONMENTS = (
    {},
    {"DATABASE_URL": "postgres://u:p@h:5432/d"},
    {"SECRET_KEY": "from the environment"},
    {"CONN_MAX_AGE": "5", "DATABASE_URL": "mysql://u@h/d"},
)
OPTIONS = (
    "",
    ", staticfiles=False",
    ", allowed_hosts=False, logging=False, secret_key=False",
    ", databases=False, test_runner=False",
    ", **{'logging': False}",
)
PACKAGES = ("django_heroku", "django_on_heroku")


def program(package, options="", middleware="'a', 'b'", more=""):
    return f"{HEAD.format(package=package, middleware=middleware)}{more}{package}.settings(locals(){options}){TAIL}"


CASES = [
    *(
        (program(package, options), environment)
        for package in PACKAGES
        for options in OPTIONS
        for environment in ENVIRONMENTS
    ),
    *((program(package, middleware="'django.middleware.security.SecurityMiddleware', 'b'"),) for package in PACKAGES),
    *(
        (
            program(package, more="MIDDLEWARE_CLASSES = ('c',)\n").replace(
                "NAMES = (", "NAMES = ('MIDDLEWARE_CLASSES', "
            ),
        )
        for package in PACKAGES
    ),
    *(
        (program(package, more="del DATABASES\n"), environment)
        for package in PACKAGES
        for environment in ENVIRONMENTS[:2]
    ),
    *(
        (
            f"import {package}\n{names}try:\n    {package}.settings(locals())\nexcept KeyError as error:\n    X = error.args\n",
        )
        for package in PACKAGES
        for names in ("MIDDLEWARE = []\n", "BASE_DIR = '/b'\n")
    ),
    *((program(package, ", staticfiles=False") + "X = TEST_RUNNER\n", {"CI": "1"}) for package in PACKAGES),
    *((program(package).replace("X =", "X = STATIC_ROOT\nY ="),) for package in PACKAGES),
    (program("django_on_heroku", more="CONN_MAX_AGE = 7\n"), {"DATABASE_URL": "mysql://u@h/d"}),
    (program("django_on_heroku", ", db_ssl_required=False"), {"DATABASE_URL": "mysql://u@h/d"}),
    (program("django_on_heroku", ", staticfiles=False"), {"DATABASE_URL": "mysql://u@h/d", "CI": "1"}),
    *(
        (
            f"import {package}\nconfig = {{'BASE_DIR': '/b', 'MIDDLEWARE': ['a']}}\n{package}.settings(config, logging=False)\nX = config\n",
        )
        for package in PACKAGES
    ),
    *(
        (
            f"import {package}\nBASE_DIR = '/p'\nMIDDLEWARE = []\n{package}.settings(config=locals())\nX = ALLOWED_HOSTS\n",
        )
        for package in PACKAGES
    ),
]
UNDETERMINED = []
