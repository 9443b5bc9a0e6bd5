"""Sites with real Django that somebody tries to log in to: the test client of `log_in.py`, asked from tests."""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME, PASSWORD = "ada", "lovelace"

SITE = """
SECRET_KEY = "only-for-this-test-3f9a2c7d1e8b4056"
DEBUG = False
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"
LOGIN_REQUIRED = "django.contrib.auth.middleware.LoginRequiredMiddleware"
REMOTE_USER = "django.contrib.auth.middleware.RemoteUserMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
SECURITY = "django.middleware.security.SecurityMiddleware"
FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
POLICY = "django.middleware.csp.ContentSecurityPolicyMiddleware"
UPDATE_CACHE = "django.middleware.cache.UpdateCacheMiddleware"
FETCH_FROM_CACHE = "django.middleware.cache.FetchFromCacheMiddleware"
CACHE = "django.middleware.cache.CacheMiddleware"
MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, MESSAGES]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/private/"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
"""
FILES = {
    "accounts.py": """
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend as EmailBackend
from django.contrib.auth.middleware import RemoteUserMiddleware


class Header(RemoteUserMiddleware):
    header = "HTTP_X_REMOTE_USER"


class Named:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "REMOTE_USER" in request.META:
            request.user = get_user_model().objects.get(username=request.META["REMOTE_USER"])
        return self.get_response(request)
""",
    "requirements.txt": "Django\ngunicorn\n",
    "Procfile": "web: gunicorn wsgi\n",
    "wsgi.py": """
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
""",
    "people/models.py": """
from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    pass
""",
    "pages.py": """
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("login/", LoginView.as_view(template_name="login.html")),
    path("private/", login_required(lambda request: HttpResponse("private"))),
]
""",
    "protected.py": """
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("login/", login_required(LoginView.as_view(template_name="login.html"))),
    path("private/", login_required(lambda request: HttpResponse("private"))),
]
""",
    "templates/login.html": "<form method=post>{% csrf_token %}{{ form }}<button>Log in</button></form>",
    "urls.py": """
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


class Login(LoginView):
    def render_to_response(self, context, **kwargs):
        form = "<form method=post>{% csrf_token %}{{ form }}<button>Log in</button></form>"
        return HttpResponse(engines["django"].from_string(form).render(context, self.request))


def message(request):
    messages.info(request, "Welcome")
    return HttpResponse("There is a message for you.")


def leave(request):
    logout(request)
    return HttpResponse("Goodbye.")


urlpatterns = [
    path("login/", Login.as_view()),
    path("logout/", leave),
    path("message/", message),
    path("private/", login_required(lambda request: HttpResponse("private"))),
    path("callback/", csrf_exempt(login_required(lambda request: HttpResponse("signed on")))),
]
""",
}


def write_site(folder: Path, text: str) -> Path:
    """Make a site, with more text at the end of its settings. Returns the path of the settings."""
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    path = folder / "settings.py"
    path.write_text(f"{SITE}{text}\n", encoding="utf-8")
    return path


class Logins:
    """How logging in to sites ends, each asked once."""

    def __init__(self, client: "subprocess.Popen[str]", folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.known: dict[tuple[str, tuple[str, ...]], str] = {}

    def site(self, text: str) -> Path:
        """The settings of the site with this text at the end of them."""
        folder = self.folder / hashlib.sha256(text.encode()).hexdigest()[:16]
        if not folder.exists():
            folder.mkdir()
            write_site(folder, text)
        return folder / "settings.py"

    def outcome(self, text: str, how: tuple[str, ...] = ()) -> str:
        """Where logging in fails, or "ok"."""
        if (text, how) not in self.known:
            self.known[text, how] = self.ask(self.site(text).parent, how)
        return self.known[text, how]

    def copy(self, text: str) -> Path:
        """The settings of a site of its own with this text at the end of them."""
        return write_site(Path(tempfile.mkdtemp(dir=self.folder)), text)

    def ask(self, folder: Path, how: tuple[str, ...] = ()) -> str:
        """Where logging in to the site in a folder fails, or "ok"."""
        assert self.client.stdin is not None
        assert self.client.stdout is not None
        print(json.dumps({"folder": str(folder), "how": how}), file=self.client.stdin, flush=True)
        return str(json.loads(self.client.stdout.readline()))


@contextmanager
def logins(folder: Path) -> Iterator[Logins]:
    """A client, and a folder for its sites."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.rules.log_in"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as client:
        yield Logins(client, folder)
        assert client.stdin is not None
        client.stdin.close()
