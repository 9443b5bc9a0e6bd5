"""Which middleware does whose work: Django's own, and that of packages whose classes were looked at.

Sources: the ordering table of the rule catalogue, for which each class below was installed, read and run. A class that
only inherits from one of Django's without doing its work (`djangosaml2.middleware.SamlSessionMiddleware` never sets
`request.session`, `login_required.middleware.LoginRequiredMiddleware` never sets `request.user`) counts as unrelated.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

SESSION: Final = "django.contrib.sessions.middleware.SessionMiddleware"
AUTHENTICATION: Final = "django.contrib.auth.middleware.AuthenticationMiddleware"
MESSAGES: Final = "django.contrib.messages.middleware.MessageMiddleware"

SESSION_STORAGES: Final = (
    # FallbackStorage makes a SessionStorage beside its CookieStorage, for every request.
    "django.contrib.messages.storage.fallback.FallbackStorage",
    "django.contrib.messages.storage.session.SessionStorage",
)
"""Message storages that need a session."""

REPLACEMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    # Both set request.session in process_request and save it in process_response, as Django's class does.
    "qsessions.middleware.SessionMiddleware": (SESSION,),
    "user_sessions.middleware.SessionMiddleware": (SESSION,),
}
"""Classes of packages that take the place of a class of Django, with that class."""

UNRELATED: Final = frozenset(
    [
        "allauth.account.middleware.AccountMiddleware",
        "allauth.usersessions.middleware.UserSessionsMiddleware",
        "allow_cidr.middleware.AllowCIDRMiddleware",
        "auditlog.middleware.AuditlogMiddleware",
        "axes.middleware.AxesMiddleware",
        "cms.middleware.language.LanguageCookieMiddleware",
        "cms.middleware.page.CurrentPageMiddleware",
        "cms.middleware.toolbar.ToolbarMiddleware",
        "cms.middleware.user.CurrentUserMiddleware",
        "cms.middleware.utils.ApphookReloadMiddleware",
        "corsheaders.middleware.CorsMiddleware",
        "crum.CurrentRequestUserMiddleware",
        "csp.contrib.rate_limiting.RateLimitedCSPMiddleware",
        "csp.middleware.CSPMiddleware",
        "debug_toolbar.middleware.DebugToolbarMiddleware",
        "defender.middleware.FailedLoginMiddleware",
        "django_auth_adfs.middleware.LoginRequiredMiddleware",
        "django_browser_reload.middleware.BrowserReloadMiddleware",
        "django_cas_ng.middleware.CASMiddleware",
        "django_cookies_samesite.middleware.CookiesSameSite",
        "django_currentuser.middleware.ThreadLocalUserMiddleware",
        "django_hosts.middleware.HostsRequestMiddleware",
        "django_hosts.middleware.HostsResponseMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
        "django_otp.middleware.OTPMiddleware",
        "django_permissions_policy.PermissionsPolicyMiddleware",
        "django_prometheus.middleware.PrometheusAfterMiddleware",
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        "django_ratelimit.middleware.RatelimitMiddleware",
        "django_session_timeout.middleware.SessionTimeoutMiddleware",
        "django_structlog.middlewares.RequestMiddleware",
        "django_tenants.middleware.TenantMainMiddleware",
        "django_tenants.middleware.TenantSubfolderMiddleware",
        "django_tenants.middleware.main.TenantMainMiddleware",
        "django_tenants.middleware.subfolder.TenantSubfolderMiddleware",
        "django_tenants.middleware.suspicious.SuspiciousTenantMiddleware",
        "djangosaml2.middleware.SamlSessionMiddleware",
        "easyaudit.middleware.easyaudit.EasyAuditMiddleware",
        "hijack.middleware.HijackUserMiddleware",
        "impersonate.middleware.ImpersonateMiddleware",
        "lockdown.middleware.LockdownMiddleware",
        "login_required.middleware.LoginRequiredMiddleware",
        "maintenance_mode.middleware.MaintenanceModeMiddleware",
        "mozilla_django_oidc.middleware.SessionRefresh",
        "oauth2_provider.middleware.OAuth2ExtraTokenMiddleware",
        "oauth2_provider.middleware.OAuth2TokenMiddleware",
        "pghistory.middleware.HistoryMiddleware",
        "session_security.middleware.SessionSecurityMiddleware",
        "shibboleth.middleware.ShibbolethRemoteUserMiddleware",
        "silk.middleware.SilkyMiddleware",
        "simple_history.middleware.HistoryRequestMiddleware",
        "social_django.middleware.SocialAuthExceptionMiddleware",
        "stronghold.middleware.LoginRequiredMiddleware",
        "subdomains.middleware.SubdomainMiddleware",
        "subdomains.middleware.SubdomainURLRoutingMiddleware",
        "waffle.middleware.WaffleMiddleware",
        "wagtail.contrib.redirects.middleware.RedirectMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "xff.middleware.XForwardedForMiddleware",
    ]
)
"""Middleware of packages that does the work of none of Django's."""


def is_unrelated(path: str) -> bool:
    """Whether a class is known to be none of Django's nor to do its work, unless it is that very class."""
    package, _, name = path.rpartition(".")
    top = package.partition(".")[0]
    return top == "django" or name == "object" or top in sys.stdlib_module_names or path in UNRELATED
