"""At which hosts browsers visit the site, as far as the deployment or ALLOWED_HOSTS tell, and what becomes of cookies there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.deployment import is_host
from djauthlint.diagnostics import Confidence, Severity
from djauthlint.django_facts import cookies, registries
from djauthlint.django_facts.origins import host_of
from djauthlint.project import Profile
from djauthlint.settings.scenarios import Undetermined
from djauthlint.settings.sequences import Plain

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.settings.setting import Setting

_WITH_DEBUG: Final = (".localhost", "127.0.0.1", "[::1]")
"""What Django allows with DEBUG while ALLOWED_HOSTS is empty (`django/http/request.py`, `get_host`)."""

_WITH_TLS: Final = ("django_extensions", "sslserver")
"""Apps with a development server that can speak TLS: `runserver_plus --cert-file`, `runsslserver`."""


class Hosts(NamedTuple):
    """Where the site is visited.

    Arguments:
        names: single hosts, in lower case.
        domains: domains that are hosts with all that are below them, as `.example.com` in ALLOWED_HOSTS.
        any: whether every other host is one, too.
        declared: whether the user says so, and all of them are visited; ALLOWED_HOSTS has those that Django puts up with.
    """

    names: tuple[str, ...]
    domains: tuple[str, ...] = ()
    any: bool = False
    declared: bool = False


class Refusal(NamedTuple):
    """Where browsers refuse a cookie.

    Arguments:
        host: one of the hosts at which they do.
        everywhere: whether that is so at all hosts of the site.
        named_by: the setting that has these hosts, None where the user declares them.
    """

    host: str
    everywhere: bool
    named_by: Setting | None

    @property
    def severity(self) -> Severity:
        """Nobody can log in, or those at some hosts can't."""
        return Severity.ERROR if self.everywhere else Severity.WARNING

    @property
    def confidence(self) -> Confidence:
        """Whether anybody visits one of several hosts is not known."""
        return Confidence.HIGH if self.everywhere else Confidence.MEDIUM

    @property
    def related(self) -> list[tuple[Setting, str]]:
        """The place that has the hosts, for `Rule.diagnostic`."""
        return [(self.named_by, "the hosts of the site")] if self.named_by else []


def hosts_of(settings: Settings) -> Hosts:
    """The hosts of the site.

    Raises:
        Undetermined: ALLOWED_HOSTS has to tell, and is unknown, or known only where nobody says what it is in production.
    """
    deployment = settings.deployment
    if deployment.hosts is not None:
        return Hosts(deployment.hosts, declared=True)
    if deployment.host_header == "upstream":
        raise Undetermined("ALLOWED_HOSTS has the names that a proxy uses")
    allowed = settings["ALLOWED_HOSTS"]
    if settings.profile is Profile.PRODUCTION and allowed.is_open:
        raise Undetermined("ALLOWED_HOSTS is known where it is not configured only")
    entries = allowed.value
    if not isinstance(entries, (list, tuple)):
        raise Undetermined("ALLOWED_HOSTS is no list")
    if not entries and settings["DEBUG"].truthy:
        entries = _WITH_DEBUG
    texts = [entry.lower() for entry in entries if isinstance(entry, str)]
    return Hosts(
        tuple(text for text in texts if is_host(text)),
        tuple(text[1:] for text in texts if text.startswith(".") and is_host(text[1:])),
        "*" in texts,
    )


def is_named(settings: Settings, host: str) -> bool:
    """Whether the deployment or, as far as it is known, ALLOWED_HOSTS has a host by its full name."""
    if settings.deployment.hosts is not None:
        return host in settings.deployment.hosts
    try:
        return settings["ALLOWED_HOSTS"].any(lambda entry: isinstance(entry, str) and entry.lower() == host)
    except Undetermined:
        return False


def refusal(settings: Settings, name: str) -> Refusal | None:
    """Where browsers refuse a cookie, because the setting with its domain names one that the visited host is not in.

    None: nowhere that is known of, or the domain is a public suffix or no domain at all.

    Raises:
        Undetermined: that can't be told.
    """
    value = settings[name].value
    domain = cookies.domain(value) if isinstance(value, str) else ""
    if not domain or not domain.isascii() or not cookies.may_be_domain(domain):
        return None
    hosts = hosts_of(settings)
    if settings.profile is Profile.TEST or (registries.is_public(domain) and domain not in hosts.names):
        return None
    refusing = [host for host in hosts.names if not registries.is_kept(domain, host)]
    below = any(registries.is_kept(domain, host) or domain.endswith(f".{host}") for host in hosts.domains)
    if below or hosts.any or len(refusing) < len(hosts.names):
        # Of those that are merely allowed, addresses and local names are for health checks and proxies.
        refusing = [host for host in refusing if hosts.declared or registries.is_registered(host)]
        return Refusal(refusing[0], False, _naming(settings)) if refusing and not hosts.any else None
    first = next(iter((*refusing, *hosts.domains)), None)
    # Behind a proxy that replaces the host, the forms come from origins that must be trusted.
    if first is None or (not hosts.declared and settings["CSRF_TRUSTED_ORIGINS"].any(_is_within(domain))):
        return None
    return Refusal(first, True, _naming(settings))


def _naming(settings: Settings) -> Setting | None:
    allowed = settings["ALLOWED_HOSTS"]
    return allowed if settings.deployment.hosts is None and allowed.is_set else None


def _is_within(domain: str) -> Callable[[Plain], bool]:
    def test(origin: Plain) -> bool:
        host = host_of(origin).lstrip("*.") if isinstance(origin, str) else ""
        return bool(host) and (registries.is_kept(domain, host) or domain.endswith(f".{host}"))

    return test


def narrower(settings: Settings, domain: str) -> str | None:
    """A host of the site if all of them are names below a domain, None if one is not or there is none.

    Raises:
        Undetermined: that can't be told.
    """
    hosts = hosts_of(settings)
    names = [host for host in hosts.names if hosts.declared or registries.is_registered(host)]
    names += hosts.domains
    if hosts.any or not names or any(host == domain or not registries.is_kept(domain, host) for host in names):
        return None
    return names[0]


def without_tls(settings: Settings) -> Refusal | None:
    """Where browsers visit the site over plain HTTP and refuse cookies that are `Secure`: not on the machine itself.

    In production the deployment tells. In development `manage.py runserver` has no TLS; a proxy that has it makes Django refuse
    the login form, unless a setting says that it is there.

    Raises:
        Undetermined: that can't be told.
    """
    if settings["SECURE_SSL_REDIRECT"].truthy:
        return None
    if settings.profile is Profile.DEVELOPMENT:
        return _of_runserver(settings)
    if settings.deployment.browser_scheme != "http":
        return None
    hosts = hosts_of(settings)
    plain = [host for host in (*hosts.names, *hosts.domains) if not cookies.is_loopback(host)]
    if not plain:
        return None
    everywhere = not hosts.any and len(plain) == len(hosts.names) + len(hosts.domains)
    return Refusal(plain[0], everywhere, _naming(settings))


def _is_private(host: str) -> bool:
    """Whether it is another machine, and not one of the internet that serves the site to developers."""
    if cookies.is_address(host):
        return cookies.is_private_address(host)
    return not cookies.is_loopback(host) and not registries.is_registered(host)


def may_have_tls(settings: Settings) -> bool:
    """Whether settings for development say that a server or a proxy speaks TLS, or have an app whose server can.

    Raises:
        Undetermined: that can't be told.
    """
    if settings["SECURE_PROXY_SSL_HEADER"].value is not None:
        return True
    if settings["INSTALLED_APPS"].any(lambda app: app in _WITH_TLS):
        return True
    return settings["CSRF_TRUSTED_ORIGINS"].any(lambda origin: isinstance(origin, str) and origin.startswith("https:"))


def _of_runserver(settings: Settings) -> Refusal | None:
    if not settings["DEBUG"].truthy or settings["SECURE_PROXY_SSL_HEADER"].value is not None:
        return None
    hosts = hosts_of(settings)
    names = (*hosts.names, *hosts.domains)
    private = [host for host in names if _is_private(host)]
    everywhere = len(private) == len(names) and not hosts.any
    if not everywhere:
        private = [host for host in private if cookies.is_address(host)]
    if not private or may_have_tls(settings):
        return None
    return Refusal(private[0], everywhere, _naming(settings))
