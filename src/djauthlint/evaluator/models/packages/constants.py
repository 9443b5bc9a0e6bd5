"""Names that settings take from packages and that hold no secret: constants, objects, functions of Python under another name."""

from __future__ import annotations

from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.standard.urls import parse_module as urllib_parse
from djauthlint.values import Object

corsheaders = Model("corsheaders.defaults")
corsheaders.constant(
    default_headers=("accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with"),
    default_methods=("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"),
)

csp = Model("csp.constants")
csp.constant(
    HEADER="Content-Security-Policy",
    HEADER_REPORT_ONLY="Content-Security-Policy-Report-Only",
    NONE="'none'",
    REPORT_SAMPLE="'report-sample'",
    SELF="'self'",
    STRICT_DYNAMIC="'strict-dynamic'",
    UNSAFE_ALLOW_REDIRECTS="'unsafe-allow-redirects'",
    UNSAFE_EVAL="'unsafe-eval'",
    UNSAFE_HASHES="'unsafe-hashes'",
    UNSAFE_INLINE="'unsafe-inline'",
    WASM_UNSAFE_EVAL="'wasm-unsafe-eval'",
)

celery_schedules = Model("celery.schedules")
celery_schedules.cls("crontab", lift=False)(lambda call: Object("celery.schedules.crontab", {}, call.origin))

kombu = Model("kombu")
kombu.cls("Queue", lift=False)(lambda call: Object("kombu.entity.Queue", {}, call.origin))
kombu.cls("Exchange", lift=False)(lambda call: Object("kombu.entity.Exchange", {}, call.origin))

requests_utils, requests_compat = Model("requests.utils"), Model("requests.compat")
for _name in ("quote", "unquote", "urlparse", "urlunparse"):
    requests_utils.names[_name] = requests_compat.names[_name] = urllib_parse.names[_name]
