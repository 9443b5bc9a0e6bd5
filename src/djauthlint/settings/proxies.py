"""What Django makes of the scheme of requests that come through a proxy, as far as settings and deployment tell.

Source: `scheme` in `django/http/request.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.django_facts import origins
from djauthlint.django_facts.middleware import SECURITY
from djauthlint.settings.project_classes import runs

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.settings.sequences import Plain
    from djauthlint.settings.setting import Setting

_META_KEY: Final = re.compile(r"HTTP_[A-Z0-9_]+")
_OF_SERVERS: Final = frozenset(("HTTPS", "REQUEST_SCHEME", "SERVER_PROTOCOL", "SERVER_PORT"))
"""What servers put into `request.META` besides the headers of the request."""

_SETS_SCHEME: Final = re.compile(
    r"""url_scheme|_get_scheme|is_secure|X_FORWARDED_PROTO|x-forwarded-proto|["']scheme["']"""
)
"""What code has in it that tells Django the scheme by itself, in a middleware or around the application."""

SENT_FOR_HTTPS: Final = {
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_SCHEME": "https",
    "HTTP_X_SCHEME": "https",
    "HTTP_CLOUDFRONT_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_SSL": "on",
    "HTTP_FRONT_END_HTTPS": "on",
}
"""What proxies put into the headers that they agree about. X-Forwarded-Protocol is none of these: some send "ssl", others "https"."""

USUAL: Final = ("HTTP_X_FORWARDED_PROTO", "https")
"""What SECURE_PROXY_SSL_HEADER is behind nearly every proxy."""

UNLESS: Final = "anyone can pretend to use HTTPS unless the proxy sets or removes X-Forwarded-Proto in every request"
"""What has to be known before it is set."""


class ProxyHeader(NamedTuple):
    """The two items of SECURE_PROXY_SSL_HEADER.

    Arguments:
        setting: where they are.
        name: of the header, as `request.META` has it.
        value: what it has for HTTPS.
    """

    setting: Setting
    name: str
    value: str


def is_meta_key(name: str) -> bool:
    """Whether `request.META` may have something by this name."""
    # A name with a dot is that of a variable that some servers pass on: "wsgi.url_scheme".
    return _META_KEY.fullmatch(name) is not None or name in _OF_SERVERS or "." in name


def proxy_header(settings: Settings) -> ProxyHeader | None:
    """SECURE_PROXY_SSL_HEADER, None where it is unset or of a form that is wrong by itself (DJA503, DJA504)."""
    setting = settings["SECURE_PROXY_SSL_HEADER"]
    if not setting.truthy or setting.type_name not in ("tuple", "list") or len(setting.elements) != 2:
        return None
    name, value = (element.value for element in setting.elements)
    if not isinstance(name, str) or not isinstance(value, str) or not is_meta_key(name):
        return None
    return ProxyHeader(setting, name, value)


def is_secure_value(sent: str, value: str) -> bool:
    """Whether Django takes a request for HTTPS whose header is `sent`, where SECURE_PROXY_SSL_HEADER has `value`."""
    return sent.partition(",")[0].strip() == value


def is_sent(settings: Settings, header: ProxyHeader) -> bool | None:
    """Whether the proxy sends the header, None where nobody says which ones it sends."""
    sent = settings.deployment.proxy_headers
    return None if sent is None else header.name in sent


def usual_value(settings: Settings, header: ProxyHeader) -> str | None:
    """What the header has for HTTPS: with this proxy, or where nobody says that with any; None where that is not known."""
    sent = settings.deployment.proxy_headers or {}
    return sent.get(header.name, SENT_FOR_HTTPS.get(header.name))


def has_odd_value(settings: Settings, header: ProxyHeader) -> bool:
    """Whether the header never has the value that is asked for: not with this proxy, or with none."""
    usual = usual_value(settings, header)
    return usual is not None and not is_secure_value(usual, header.value)


def lacks_header(settings: Settings) -> bool:
    """Whether the proxy does not send the header that SECURE_PROXY_SSL_HEADER rightly names, with a value that it may have.

    Raises:
        Undetermined: that can't be told.
    """
    header = proxy_header(settings)
    return header is not None and is_sent(settings, header) is False and not has_odd_value(settings, header)


def hides_https(settings: Settings) -> bool:
    """Whether the server that runs Django calls requests HTTP that browsers send over HTTPS, unless a setting helps.

    Raises:
        Undetermined: that can't be told.
    """
    deployment = settings.deployment
    if deployment.tls_at_proxy is not True or deployment.browser_scheme == "http" or deployment.server_trusts_proxy:
        return False
    return not _tells_scheme(settings)


def redirects(settings: Settings) -> bool:
    """Whether Django redirects plain HTTP to HTTPS.

    Raises:
        Undetermined: that can't be told.
    """
    return settings["SECURE_SSL_REDIRECT"].truthy and runs(settings, SECURITY, "__init__", "process_request")


def trusts_itself(settings: Settings) -> bool:
    """Whether CSRF_TRUSTED_ORIGINS lets forms of the site itself through, whatever Django takes the scheme for.

    Raises:
        Undetermined: that can't be told.
    """

    def is_own(origin: Plain) -> bool:
        return (
            isinstance(origin, str) and origin.startswith("https://") and _may_be_own(settings, origins.host_of(origin))
        )

    return settings["CSRF_TRUSTED_ORIGINS"].any(is_own)


def has_visited(hosts: Iterable[str], host: str) -> bool:
    """Whether the host of an origin in CSRF_TRUSTED_ORIGINS is one of some hosts, or a pattern for one."""
    return any(origins.is_same_domain(own, host.removeprefix("*")) for own in hosts)


def _may_be_own(settings: Settings, host: str) -> bool:
    if settings.deployment.hosts is not None:
        return has_visited(settings.deployment.hosts, host)
    pattern = host.removeprefix("*")
    return settings["ALLOWED_HOSTS"].any(
        lambda own: (
            isinstance(own, str)
            and (own == "*" or origins.is_same_domain(own, pattern) or origins.is_same_domain(pattern, own))
        )
    )


def _tells_scheme(settings: Settings) -> bool:
    """Whether code of the project may tell Django the scheme: a middleware, or what is around the application."""
    paths = [element.value for element in settings["MIDDLEWARE"].elements if element.is_known]
    paths += [settings[name].value for name in ("WSGI_APPLICATION", "ASGI_APPLICATION") if settings[name].is_known]
    modules = {path.rpartition(".")[0] for path in paths if isinstance(path, str)}
    texts = (settings.evaluation.text_of(module) for module in sorted(modules))
    return any(text is not None and _SETS_SCHEME.search(text) for text in texts)
