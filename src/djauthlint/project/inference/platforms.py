"""Which hosting platform the files of a project are for, and what its proxy does.

What is not confirmed of a platform is assumed: its documentation does not say so, and nobody has measured it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from djauthlint.project.inference.documents import Yaml, json_of, line_of_key, toml_of
from djauthlint.project.inference.facts import Fact, Place

if TYPE_CHECKING:
    from pathlib import Path

    from djauthlint.project.inference.documents import Documents
    from djauthlint.source import SourceFile

LIKE_HEROKU: Final = "a platform like Heroku"
_KNATIVE: Final = re.compile(r"^apiVersion:[ \t]*[\"']?serving\.knative\.dev/", re.MULTILINE)
_RUN_DEPLOY: Final = re.compile(
    r"""\bgcloud\b[^\n]*\brun\b[^\n]*\bdeploy\b|^[ \t]*-[ \t]*["']?run["']?\n[ \t]*-[ \t]*["']?deploy["']?$"""
    r"""|["']run["'],\s*["']deploy["']""",
    re.MULTILINE,
)
_APPSERVICE: Final = re.compile(r"^[ \t]*host:[ \t]*[\"']?appservice[\"']?[ \t]*$", re.MULTILINE)
_OF_HEROKU: Final = frozenset("buildpacks formation addons stack environments".split())


@dataclass(frozen=True)
class Platform:
    """A platform that a file is for.

    Arguments:
        name: what people call it.
        place: the line that says so.
        sends: what its proxy puts into `request.META` of every request over HTTPS; None: not all of it is known.
        is_remote: whether its proxy connects from another machine.
        is_local: whether it probably connects from the same machine.
        makes_trusted: whether it makes gunicorn and uvicorn trust its proxy.
        builds_image: whether it runs an image of the project's own.
        assumed: whether what is known of its proxy is not confirmed.
        further: what else the file says.
    """

    name: str
    place: Place
    sends: Mapping[str, str] | None = None
    is_remote: bool = False
    is_local: bool = False
    makes_trusted: bool = False
    builds_image: bool = False
    assumed: bool = False
    further: tuple[Fact, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the project lies that it runs."""
        path = self.place.file.path
        return path.parent.parent if path.parent.name.startswith(".") else path.parent

    def doubted(self) -> Platform:
        """The same where something else stands before the server, too."""
        return replace(self, assumed=True, further=tuple(replace(fact, assumed=True) for fact in self.further))

    def facts(self) -> Iterator[Fact]:
        """What follows from it alone."""
        reason = f"TLS ends at the proxy of {self.name}"
        yield Fact("tls_at_proxy", True, self.place, reason, self.assumed)
        if self.sends is not None:
            yield Fact("proxy_headers", self.sends, self.place, f"the proxy of {self.name} sends them", self.assumed)
        yield from self.further


def platforms(documents: Documents) -> Iterator[Platform]:
    """The platforms that files of a project are for."""
    for pattern, read in _FILES.items():
        for file in documents.called(pattern):
            found = read(documents, file)
            if found is not None:
                yield found
    for file in documents.below(r"\.(?:ebextensions|elasticbeanstalk|platform)"):
        yield Platform("Elastic Beanstalk", Place(file, 1), is_local=True, assumed=True)
        return


def one_of(found: Sequence[Platform]) -> Platform | None:
    """The platform that several files are for together; what is known of one of several is assumed."""
    strong = [each for each in found if each.name != LIKE_HEROKU] or [*found]
    if not strong:
        return None
    first, *others = strong
    if any(each.name != first.name for each in others):
        return first.doubted()
    said = [{(fact.key, fact.value) for fact in each.further} for each in others]
    return replace(
        first,
        makes_trusted=any(each.makes_trusted for each in strong) and not any(each.builds_image for each in strong),
        further=tuple(fact for fact in first.further if all((fact.key, fact.value) in each for each in said)),
    )


def _https_only(place: Place, reason: str) -> tuple[Fact, ...]:
    return (Fact("browser_scheme", "https", place, reason), Fact("http_redirected", True, place, reason))


def _fly(documents: Documents, file: SourceFile) -> Platform | None:
    table = toml_of(documents, file)
    services = [table.get("http_service"), *_tables(table.get("services"))]
    ports = [port for service in services[1:] if isinstance(service, dict) for port in _tables(service.get("ports"))]
    handlers = [port.get("handlers") for port in ports]
    if not isinstance(services[0], dict) and not any(
        isinstance(each, list) and {"tls", "http"} <= {*map(str, each)} for each in handlers
    ):
        return None
    forced = isinstance(services[0], dict) and services[0].get("force_https") is True
    forced = forced or any(port.get("force_https") is True for port in ports)
    place = line_of_key(file, "force_https")
    return Platform(
        "Fly.io",
        Place(file, 1),
        sends={"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_SSL": "on", "HTTP_X_FORWARDED_PORT": "443"},
        is_remote=True,
        further=_https_only(place, "Fly.io redirects to HTTPS with force_https") if forced else (),
    )


def _tables(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _render(documents: Documents, file: SourceFile) -> Platform | None:
    for service in Yaml.of(documents, file)["services"].elements():
        if service["type"].text == "web" and service["runtime"].text != "static":
            return Platform("Render", service.place, {"HTTP_X_FORWARDED_PROTO": "https"}, is_remote=True, assumed=True)
    return None


def _railway(documents: Documents, file: SourceFile) -> Platform:
    return Platform("Railway", Place(file, 1), is_remote=True)


def _app_engine(documents: Documents, file: SourceFile) -> Platform | None:
    app = Yaml.of(documents, file)
    if file.path.parent.name == ".do":
        return Platform("DigitalOcean's App Platform", Place(file, 1), assumed=True)
    if not (app["runtime"].text or "").startswith("python"):
        return None
    secure = [handler["secure"] for handler in app["handlers"].elements() if handler["script"].text is not None]
    always = bool(secure) and all(each.text == "always" for each in secure)
    return Platform(
        "App Engine",
        app["runtime"].place,
        is_local=True,
        further=_https_only(secure[0].place, "App Engine redirects to HTTPS with secure: always") if always else (),
    )


def _heroku_app(documents: Documents, file: SourceFile) -> Platform | None:
    found = json_of(documents, file)
    if _OF_HEROKU.isdisjoint(found):
        return None
    # The buildpack of images that Heroku does not build itself exports nothing, nor does that of its Fir generation.
    packs = found.get("buildpacks")
    classic = str(found.get("stack", "")) not in {"container", "cnb"} and isinstance(packs, list)
    place = line_of_key(file, "buildpacks") if classic else Place(file, 1)
    python = classic and any("python" in str(pack.get("url", "")) for pack in _tables(packs))
    return _heroku(place, makes_trusted=python and bool([*documents.called("procfile")]))


def _heroku(place: Place, *, makes_trusted: bool) -> Platform:
    sends = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_PORT": "443"}
    return Platform("Heroku", place, sends, makes_trusted=makes_trusted)


def _runtime(documents: Documents, file: SourceFile) -> Platform | None:
    beside = any(each.path.parent == file.path.parent for each in documents.called("procfile"))
    if not beside or not file.text.startswith("python-"):
        return None
    return _heroku(Place(file, 1), makes_trusted=True)


def _cloud_run(documents: Documents, file: SourceFile) -> Platform | None:
    match = _KNATIVE.search(file.text) or _RUN_DEPLOY.search(file.text)
    if match is None:
        return None
    return Platform("Cloud Run", Place(file, file.position(match.start()).line), is_remote=True)


def _azure(documents: Documents, file: SourceFile) -> Platform | None:
    match = _APPSERVICE.search(file.text)
    if match is None:
        return None
    return Platform("Azure App Service", Place(file, file.position(match.start()).line), is_remote=True, assumed=True)


def _procfile(documents: Documents, file: SourceFile) -> Platform:
    return Platform(LIKE_HEROKU, Place(file, 1), assumed=True)


def _vercel(documents: Documents, file: SourceFile) -> Platform:
    return Platform("Vercel", Place(file, 1), assumed=True)


_FILES: Final[Mapping[str, Callable[[Documents, SourceFile], Platform | None]]] = {
    r"fly(?:\.[\w-]+)?\.toml": _fly,
    r"render\.ya?ml": _render,
    r"rail(?:way|pack)\.(?:json|toml)|nixpacks\.toml": _railway,
    r"app\.ya?ml": _app_engine,
    r"app\.json": _heroku_app,
    r"heroku\.ya?ml": lambda _, file: replace(_heroku(Place(file, 1), makes_trusted=False), builds_image=True),
    r"runtime\.txt": _runtime,
    r"service\.ya?ml|cloudbuild\.ya?ml": _cloud_run,
    r"azure\.ya?ml": _azure,
    r"vercel\.json": _vercel,
    r"procfile": _procfile,
}
