"""Programs over dj-email-url, django-cache-url and dj-search-url; each sets X."""

REQUIREMENTS = ("dj-email-url", "django-cache-url", "dj-search-url")

EMAIL = [
    "smtp://",
    "smtp://u:p%40x@h:2525",
    "submission://u@h",
    "submit://u:p@h:25",
    "smtps://u:p@h:465",
    "console://",
    "console:",
    "file:///var/mail",
    "file:relative",
    "memory:",
    "dummy:",
    "other://h",
    "smtp://h?ssl=True",
    "smtp://h?tls=on",
    "smtp://h?ssl=no&tls=1",
    "submission://h?ssl=1",
    "smtp://h?timeout=5",
    "smtp://h?timeout=x",
    "smtp://h?_server_email=a@b&_default_from_email=c%40d",
    "smtp://H",
    "smtp://h:port",
    "",
]
CACHE = [
    "db://table",
    "dummy://",
    "file:///tmp/c",
    "locmem://",
    "locmem://name",
    "locmem://?timeout=5&key_prefix=k",
    "memcached://h:1,h2:2",
    "memcached:///unix",
    "pymemcached://h",
    "pymemcache:///s",
    "djangopylibmc://h",
    "elasticache://h",
    "uwsgicache://",
    "uwsgicache://n",
    "redis://h",
    "redis://h:1/3",
    "redis://:p@h:1/3",
    "redis://u:p@h",
    "rediss://:p@h:1/3",
    "hiredis://h/1",
    "redis:///path/to/3",
    "redis:///path",
    "hiredis:///path/1",
    "redis://:p@h/1?lib=redis-cache",
    "redis://h?lib=redis-cache&max_connections=5&timeout=2&parser_class=x&connection_pool_class=y",
    "redis://h?lib=other",
    "redis://:p@h?lib=locmem",
    "locmem://?max_entries=10&cull_frequency=2",
    "locmem://?max_entries=x",
    "other://h",
    "",
    "text",
]
SEARCH = [
    "elasticsearch://h:9200/index",
    "elasticsearch://h/path/index/",
    "elasticsearch://u:p@h/i?x=1",
    "solr://h:8983/solr",
    "whoosh:///path/to/index",
    "simple:///",
    "other://h",
    "",
]
PACKAGES = (
    ("dj_email_url", EMAIL, "EMAIL_URL"),
    ("django_cache_url", CACHE, "CACHE_URL"),
    ("dj_search_url", SEARCH, "SEARCH_URL"),
)
CASES = [
    *((f"import {name}\nX = {name}.parse({url!r})\n",) for name, urls, _ in PACKAGES for url in urls),
    *(
        (f"import {name}\nX = {name}.config()\n", {variable: url})
        for name, urls, variable in PACKAGES
        for url in (urls[0], urls[2], "")
    ),
    *((f"import {name}\nX = {name}.config()\n",) for name, _, _ in PACKAGES),
    *((f"import {name}\nX = {name}.config(default={urls[0]!r})\n",) for name, urls, _ in PACKAGES),
    *((f"import {name}\nX = {name}.config('OTHER', default='')\n", {"OTHER": urls[0]}) for name, urls, _ in PACKAGES),
    *((f"import {name}\nX = {name}.config('OTHER', '')\n",) for name, _, _ in PACKAGES),
    *((f"import {name}\nX = {name}.DEFAULT_ENV\n",) for name, _, _ in PACKAGES),
    ("import dj_email_url\nglobals().update(dj_email_url.config(default='console:'))\nX = EMAIL_BACKEND\n",),
]
UNDETERMINED = []
