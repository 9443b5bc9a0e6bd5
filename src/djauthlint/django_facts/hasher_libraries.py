"""The packages that password hashers import, and packages that are known not to bring them.

Sources: `library` of the classes in `django/contrib/auth/hashers.py`, and the metadata of the packages: `pip install --dry-run`
of all of `BRING_NONE` in 2026 installs none of the libraries; an extra that `project/packages.py` does not know makes a
package another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DISTRIBUTIONS: Final[Mapping[str, str]] = {"argon2": "argon2-cffi", "bcrypt": "bcrypt"}
"""What to install for each module that a hasher imports."""

BRING_NONE: Final = frozenset(
    """
    amqp annotated-types anyio argon2-cffi-bindings asgiref ast-serialize astroid asttokens attrs automat
    beautifulsoup4 billiard black boto3 botocore build cbor2 celery certifi cffi cfgv channels channels-redis
    charset-normalizer click click-didyoumean click-plugins click-repl colorama constantly coverage
    crispy-bootstrap4 crispy-bootstrap5 cron-descriptor cryptography daphne diff-match-patch dill distlib
    dj-database-url django django-allauth django-anymail django-appconf django-axes django-bootstrap4
    django-bootstrap5 django-braces django-cache-url django-celery-beat django-celery-results django-ckeditor
    django-compressor django-configurations django-cors-headers django-crispy-forms django-csp
    django-debug-toolbar django-environ django-extensions django-filter django-formtools django-guardian
    django-import-export django-jazzmin django-js-asset django-model-utils django-mptt
    django-permissions-policy django-phonenumber-field django-polymorphic django-prometheus django-ratelimit
    django-redis django-reversion django-simple-history django-storages django-stubs django-stubs-ext
    django-taggit django-tailwind django-timezone-field django-tinymce django-widget-tweaks
    djangorestframework djangorestframework-simplejwt drf-spectacular drf-yasg environs et-xmlfile executing
    factory-boy faker fido2 filelock flake8 freezegun gevent greenlet gunicorn h11 hiredis httpcore httptools
    httpx hyperlink identify idna importlib-resources incremental inflection iniconfig ipython
    ipython-pygments-lexers isort jedi jinja2 jmespath jsonschema jsonschema-specifications kombu librt lxml
    markdown markupsafe marshmallow matplotlib-inline mccabe model-bakery mozilla-django-oidc msgpack mypy
    mypy-extensions mysqlclient nodeenv numpy oauthlib openpyxl packaging pandas parso pathspec pexpect
    phonenumbers pillow pip pip-tools platformdirs pluggy pre-commit prometheus-client prompt-toolkit psutil
    psycopg psycopg-binary psycopg-pool psycopg2 psycopg2-binary ptyprocess pure-eval pycodestyle pycparser
    pydantic pydantic-core pydantic-settings pyflakes pygments pyjwt pylint pymysql pyopenssl pyproject-hooks
    pytailwindcss pytest pytest-cov pytest-django python-crontab python-dateutil python-decouple
    python-discovery python-dotenv pytokens pytz pyyaml qrcode rcssmin redis referencing reportlab requests
    rjsmin rpds-py ruff s3transfer sentry-sdk service-identity setuptools six soupsieve sqlparse stack-data
    stripe swagger-spec-validator tablib tomlkit tqdm traitlets txaio types-pyyaml typing-extensions
    typing-inspection tzdata tzlocal ujson uritemplate urllib3 uvicorn uvloop uwsgi vine virtualenv waitress
    watchfiles wcwidth websockets werkzeug wheel whitenoise xlsxwriter zope-event zope-interface
    """.split()
)
