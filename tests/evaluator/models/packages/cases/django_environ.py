"""Programs over django-environ; each sets X."""

REQUIREMENTS = ("django-environ", "Django")
PRELOAD = ("environ",)

HEAD = "import os, environ\nenv = environ.Env({schema})\n"


def case(expression, environment=None, schema="", more="", files=None):
    return (f"{HEAD.format(schema=schema)}{more}X = {expression}\n", environment or {}, files or {})


TEXTS = [
    "",
    "1",
    "0",
    "true",
    "On",
    " yes ",
    "no",
    "5",
    "1.5",
    "1,234.5",
    "a,b,,c",
    "(a,b)",
    "a=1,b=2=3",
    "[1]",
    '{"a": 1}',
    "$OTHER",
    "$$OTHER",
    "\\$x",
    "$",
]
METHODS = ["str", "bool", "int", "float", "json", "list", "tuple", "dict", "bytes"]
BASIC = [case(f"env.{method}('A')", {"A": text, "OTHER": "7"}) for method in METHODS for text in TEXTS]
BASIC += [
    case(f"env.{method}('A'{default})")
    for method in METHODS
    for default in ("", ", default=None", ", default='x'", ", default=5")
]
BASIC += [case(f"env.{method}('A', None)", {"A": ""}) for method in ("str", "bool", "int")]
CALLS = [
    case("env('A')", {"A": "x"}),
    case("env('A')"),
    case("env('A', default='d')"),
    case("env('A', str, 'd')"),
    case("env('A', int)", {"A": "5"}),
    case("env('A', default=3)", {"A": "5"}),
    case("env('A', default=3)", {"A": "x"}),
    case("env('A', default=False)", {"A": "on"}),
    case("env('A', default=[])", {"A": "a,b"}),
    case("env('A', default=('z',))", {"A": "a,b"}),
    case("env('A', default={})", {"A": "a=1"}),
    case("env('A', default=1.5)", {"A": "2"}),
    case("env('A', default=None)", {"A": ""}),
    case("env('A', default=None)", {"A": "x"}),
    case("env('A', default='')", {"A": ""}),
    case("env('A', default='$OTHER')", {"OTHER": "o"}),
    case("env('A', default='$OTHER')"),
    case("env('A')", {"A": "$B", "B": "$C", "C": "c"}),
    case("env('A', cast=lambda v: v + '!')", {"A": "x"}),
    case("env('A', cast=lambda v: v + '!', default='d')"),
    case("env('A', cast=lambda v: v + '!', default='d', parse_default=True)"),
    case("env('A', cast=[int])", {"A": "1,2"}),
    case("env('A', cast=(int,))", {"A": "1,2"}),
    case("env('A', cast=[lambda v: v.strip()])", {"A": "a, b"}),
    case("env('A', cast=dict(value=int))", {"A": "a=1;b=2"}),
    case("env('A', cast=dict(key=str, value=str, cast=dict(b=bool)))", {"A": "a=1;b=on"}),
    case("env.dict('A', cast={'value': int})", {"A": "a=1;b=2"}),
    case("env.dict('A', default={'z': 1})"),
    case("env.list('A', int)", {"A": "1,2"}),
    case("env.list('A', cast=str, default=['z'])"),
    case("env.list('A', int, [5])"),
    case("env.list('A', default='a,b')"),
    case("env.tuple('A', int)", {"A": "(1,2)"}),
    case("env.str('A', multiline=True)", {"A": "a\\nb\\r\\nc"}),
    case("env.str('A', 'd', True)"),
    case("env.str('A', choices=('x', 'y'))", {"A": "x"}),
    case("env.str('A', choices=('x', 'y'))", {"A": "z"}),
    case("env.bytes('A', encoding='latin-1')", {"A": "é"}),
    case("env.bytes('A', default=b'x')"),
    case("env.bytes('A', default=None)"),
    case("'A' in env", {"A": "x"}),
    case("'A' in env"),
    case("env('D')", {}, "D=(bool, False)"),
    case("env('D')", {"D": "on"}, "D=(bool, False)"),
    case("env('D', default=True)", {}, "D=(bool, False)"),
    case("env('D')", {"D": "5"}, "D=int"),
    case("env('D')", {}, "D=int"),
    case("env('D')", {"D": "a,b"}, "D=(list, [])"),
    case("env('D')", {"D": "1,2"}, "D=([int], [])"),
    case("env.str('D')", {"D": "5"}, "D=(int, 1)"),
    case("env('D')", {}, "D=(str, None)"),
    case("env('D', cast=str)", {"D": "5"}, "D=(int, 1)"),
    case("env('A')", {"P_A": "x"}, more="env.prefix = 'P_'\n"),
    case("env('A')", {"P_A": "$B", "P_B": "b"}, more="env.prefix = 'P_'\n"),
    case("env('A')", {"P_A": "5"}, "P_A=(int, 1)", more="env.prefix = 'P_'\n"),
    case("env('A', default=3)", {"A": "5"}, more="env.smart_cast = False\n"),
    case("env('A')", {"A": "\\$x\\$"}, more="env.escape_proxy = True\n"),
    case("env('A', default=5)", {}, more="env.warn_on_default = True\n"),
    case("environ.Env.BOOLEAN_TRUE_STRINGS"),
    case("env.ENVIRON is os.environ"),
    case("env('A')", {"A": "x"}, more="os.environ['A'] = 'written'\n"),
    case("env.get_value('A', cast=int, default=1)", {"A": "4"}),
    case("env.parse_value('1', bool)"),
    case("environ.Env().int('A', default=4)"),
    (
        "import environ\nfrom django.core.exceptions import ImproperlyConfigured\ntry:\n    environ.Env()('A')\nexcept ImproperlyConfigured:\n    X = 'missing'\n",
    ),
    ("import environ\ntry:\n    environ.Env()('A')\nexcept environ.ImproperlyConfigured:\n    X = 'missing'\n",),
    ("import environ\ntry:\n    environ.Env().int('A')\nexcept ValueError:\n    X = 'bad'\n", {"A": "x"}),
]
DATABASES = [
    "postgres://u:p%40@h:5432/d",
    "postgresql://h/d",
    "psql://u@h/d",
    "pgsql://h/d?sslmode=require&CONN_MAX_AGE=5",
    "postgis://u:p@h:1/d",
    "postgres://u:p@h1:1,h2:2/d",
    "postgres://u:p@h1,h2/d",
    "postgres:////socket/path/d",
    "postgres://u:p@%2Fsock/d",
    "cockroachdb://h/d",
    "mysql://u:p@h:3306/d?x=1&y=z",
    "mysql2://h/d",
    "mysqlgis://h/d",
    "mysql-connector://h/d",
    "mysql:////cloudsql/x/d",
    "sqlite:///f.db",
    "sqlite:////abs/f.db",
    "sqlite://",
    "sqlite://:memory:",
    "spatialite:///d",
    "oracle://u:p@h:1521/sid",
    "oracle://u:p@(description=x)",
    "oracle://u:p@h",
    "mssql://u:p@h/d?driver=x",
    "pyodbc://h/d",
    "redshift://h/d",
    "ldap://cn=admin:p@h:389",
    "ldap://h",
    "prometheus_postgresql://h/d",
    "custom.backend://h/d",
    "postgres://u:p#w@h/d",
    "postgres://u:p@h:port/d",
    "text",
    "",
    "postgres://u:p@h/d?atomic_requests=True&autocommit=0",
]
CACHES = [
    "dbcache://t",
    "dummycache://",
    "filecache:///tmp",
    "locmemcache://",
    "locmemcache://n?timeout=5&key_prefix=k",
    "memcache://h:1,h2:2",
    "memcache:///s",
    "pymemcache://h:1",
    "pymemcache:///s",
    "pylibmc://h",
    "rediscache://h:1/1",
    "redis://h:1/1?client_class=x",
    "rediss://:p@h/1",
    "redis:///sock",
    "rediscache://h1:1,h2:2/0",
    "valkey://h:1/1",
    "other://h",
    "",
]
EMAILS = [
    "smtp://u:p%40@h:25",
    "smtps://u@h:465",
    "smtp+tls://u:p@h:587",
    "smtp+ssl://h",
    "consolemail://",
    "filemail:///var/mail",
    "memorymail://",
    "dummymail://",
    "smtp://h?email_use_tls=1&x=2",
    "other://h",
    "",
]
SEARCHES = [
    "elasticsearch://h:9200/i",
    "elasticsearchs://h/p/i/?TIMEOUT=5",
    "elasticsearch7://h/i?EXCLUDED_INDEXES=a,b&INCLUDE_SPELLING=1&BATCH_SIZE=9",
    "solr://h/solr?TIMEOUT=1",
    "whoosh:///p/i?STORAGE=f&POST_LIMIT=3",
    "xapian:///p?FLAGS=f",
    "simple:///",
    "other://h",
]
CHANNELS = ["inmemory://", "redis://h:6379/0", "rediss://h/1", "redis+pubsub://h:1/2", "other://h"]
URLS = [
    *(case(f"env.db('D', default={url!r})") for url in DATABASES),
    *(case("env.db()", {"DATABASE_URL": url}) for url in DATABASES[:4]),
    *(case(f"env.cache('D', default={url!r})") for url in CACHES),
    *(case("env.cache_url()", {"CACHE_URL": url}) for url in CACHES[:3]),
    *(case(f"env.email('D', default={url!r})") for url in EMAILS),
    *(case("env.email_url()", {"EMAIL_URL": url}) for url in EMAILS[:3]),
    *(case(f"env.search_url('D', default={url!r})") for url in SEARCHES),
    *(case(f"env.channels_url('D', default={url!r})") for url in CHANNELS),
    case("env.channels()", {"CHANNELS_URL": "inmemory://"}),
    case("env.db('D', default='sqlite:///x', engine='e')"),
    case("env.db_url('D', default=None)"),
    case("env.cache('D', default='redis://h', backend='b.c')"),
    case("env.email('D', default='smtp://h', backend='b.c')"),
    case("env.db()"),
    case("env.url('D', default='https://u@h:1/p?q=1').hostname"),
    case("env.url('D').netloc", {"D": "https://h/p"}),
    case("env.url('D', default=None)"),
    case("env.db('D')", {"D": "$E", "E": "sqlite:///x"}),
    case("environ.Env.db_url_config('postgres://h/d')"),
    case("env.cache_url_config('locmemcache://')"),
    case("environ.Env.email_url_config('consolemail://')"),
]
FILE = "A=1\nexport B=two\nC='three'\nD=\"fo\\nur\\\"\"\nE=a#b # c\n# comment\nbad line\nF = 6\nG=\nH='x' # note\n"
READ = "X = {key: os.environ.get(key) for key in 'ABCDEFGH'}\n"
FILES = [
    *(
        (f"import os, environ\n{read}\n{READ}", environment, {".env": FILE})
        for read in (
            "environ.Env.read_env()",
            "environ.Env.read_env('.env')",
            "environ.Env().read_env(os.path.join(os.path.dirname(__file__), '.env'))",
            "environ.Env.read_env('.env', overwrite=True)",
            "environ.Env.read_env('.env', parse_comments=True)",
            "environ.Env.read_env('missing.env')",
            "environ.Env.read_env('.env', A='override', Z='z')",
            "environ.Env.read_env(open('.env'))",
            "environ.Env.read_env(env_file='.env', overwrite=False)",
        )
        for environment in ({}, {"A": "given", "C": ""})
    ),
    ("import environ\nenv = environ.FileAwareEnv()\nX = env('A')\n", {"A": "plain"}),
    (
        "import environ\nenv = environ.FileAwareEnv()\nX = env('A')\n",
        {"A_FILE": "secret.txt"},
        {"secret.txt": "from file\n"},
    ),
    ("import environ\nenv = environ.FileAwareEnv()\nX = env.int('A', default=3)\n",),
]
PATHS = [
    ("import environ\nX = str(environ.Path('/a/b') - 1)\n",),
    ("import environ\nX = (environ.Path('/a/b/c.py') - 2)('d', 'e')\n",),
    ("import environ\nX = environ.Path(__file__)('x')\n",),
    ("import environ\nX = str(environ.Path(__file__, is_file=True))\n",),
    ("import environ\nX = str(environ.Path('/a').path('b', 'c'))\n",),
    ("import environ\nX = str(environ.Path('/a') + 'b')\n",),
    ("import environ\nX = environ.Path('/a').root\n",),
    ("import environ\nX = environ.Path('/a')('b') + '/c'\n",),
    ("import environ\nroot = environ.Path('/a/b')\nX = [root == environ.Path('/a/b'), root != '/a/b', bool(root)]\n",),
    ("import environ, os\nX = os.path.join(environ.Path('/a'), 'b')\n",),
    ("import environ\nX = str(environ.Path('/a', 'b', 'c'))\n",),
    ("import environ\nX = environ.Path('/a/b')[0:2]\n",),
    ("import environ\nX = str(environ.Env().path('A', default='/x/y'))\n",),
    ("import environ\nX = environ.Env().path('A')('z')\n", {"A": "/q"}),
    ("import environ\nX = f\"{environ.Path('/a')}\"\n",),
    ("import environ\nX = str(environ.Path('rel'))\n",),
]
EVERYTHING = [*BASIC, *CALLS, *URLS, *FILES, *PATHS]
PROXIED = [row for row in EVERYTHING if any(text.startswith("$") for part in row[1:2] for text in part.values())]
INSTALLED = [
    row
    for row in EVERYTHING
    if any(f"env.cache('D', default='{scheme}" in row[0] for scheme in ("redis", "valkey", "pymemcache"))
    and "backend" not in row[0]
]
CASES = [row for row in EVERYTHING if row not in PROXIED and row not in INSTALLED]
CASES.append(("import environ\nX = '%s/x' % environ.Path('/a/../b')\n",))
GIVEN = PROXIED
UNDETERMINED = INSTALLED
