"""Programs over environs; each sets X."""

REQUIREMENTS = ("environs", "dj-database-url", "dj-email-url", "django-cache-url", "Django")
PRELOAD = ("environs", "dj_database_url")

HEAD = "import os, enum\nfrom environs import Env, EnvError, FileAwareEnv, validate\nenv = Env({options})\n"


def case(expression, environment=None, options="", files=None, more=""):
    return (f"{HEAD.format(options=options)}{more}X = {expression}\n", environment or {}, files or {})


TEXTS = [
    "",
    "1",
    "0",
    "true",
    "Off",
    " yes ",
    "y",
    "maybe",
    "5",
    " 5 ",
    "1.5",
    "-3",
    "1_0",
    "a,b",
    "1, 2",
    "a=1,b= 2",
    "[1]",
    "nan",
    "7h 7s",
    "P1D",
    "DEBUG",
    "${B}",
]
METHODS = [
    "__call__",
    "str",
    "bool",
    "int",
    "float",
    "decimal",
    "json",
    "list",
    "dict",
    "timedelta",
    "path",
    "log_level",
]
BASIC = [
    case(f"env.{method}('A')" if method != "__call__" else "env('A')", {"A": text})
    for method in METHODS
    for text in TEXTS
]
DEFAULTS = {
    "str": "'d'",
    "bool": "True",
    "int": "5",
    "float": "1.5",
    "json": "{'a': 1}",
    "list": "['a']",
    "dict": "{'a': 'b'}",
    "log_level": "10",
}
SAME = [case(f"env.{method}('A', {default})") for method, default in DEFAULTS.items()]
SAME += [
    case(f"env.{method}('A', default={default})", {"A": "1"})
    for method, default in DEFAULTS.items()
    if method != "dict"
]
SAME += [case(f"env.{method}('A', None)") for method in DEFAULTS]
SAME += [case(f"env.{method}('A')") for method in DEFAULTS]
SAME += [
    case("env.str('A', None)", {"A": ""}),
    case("env('A', 5)"),
    case("env.list('A', [])"),
    case("env.int('A', ...)", {"A": "2"}),
    case("env('A', ...)"),
]
OTHERS = [
    case("env.list('A', subcast=int)", {"A": "1, 2"}),
    case("env.list('A', subcast=bool)", {"A": "true,0"}),
    case("env.list('A', subcast=int)", {"A": "x"}),
    case("env.list('A', subcast=lambda v: v.strip().upper())", {"A": "a, b"}),
    case("env.list('A', ['x'], str)", {"A": "a,b"}),
    case("env.list('A', delimiter=' ')", {"A": "a b"}),
    case("env.list('A', subcast=str, delimiter=';')", {"A": "a;b"}),
    case("env.dict('A', subcast_values=int)", {"A": "a=1,b=2"}),
    case("env.dict('A', subcast_keys=int, subcast_values=bool)", {"A": "1=true,2=no"}),
    case("env.dict('A', subcast_values=lambda v: v + '!')", {"A": "a=1"}),
    case("env.dict('A', delimiter=';', key_value_delimiter=':')", {"A": "a:1;b:2"}),
    case("env.dict('A', subcast_values=int)", {"A": "a=x"}),
    case("env.json('A')['a'][0]", {"A": '{"a": [null]}'}),
    case("env.dj_db_url('A', default='sqlite:///x')"),
    case("env.dj_db_url('A', conn_max_age=5, ssl_require=True)", {"A": "postgres://h/d"}),
    case("env.dj_db_url('A')", {"A": "nothing://"}),
    case("env.dj_email_url('A', default='console:')"),
    case("env.dj_email_url('A')", {"A": "smtp://u:p@h"}),
    case("env.dj_cache_url('A', 'locmem://')"),
    case("env.dj_cache_url('A')", {"A": "other://"}),
    case("env.int('A', validate=lambda v: v > 1)", {"A": "5"}),
    case("env.str('A', validate=validate.OneOf(['a', 'b']))", {"A": "a"}),
    case("env.str('A', validate=validate.OneOf(['a', 'b']))", {"A": "c"}),
    case("env.str('A', 'd', validate=[validate.Length(max=3), validate.OneOf(('a', 'b'))])", {"A": "b"}),
    case("env.str('A', 'z', validate=validate.OneOf(['a', 'b']))"),
    case("env.int('A')", {"P_A": "3"}, "prefix='P_'"),
    case("[env.int('A'), env('B', 'd')]", {"P_A": "3", "B": "outer"}, "prefix='P_'"),
    case("x", {"P_A": "3"}, more="with env.prefixed('P_'):\n    x = env.int('A')\n"),
    case(
        "[x, y, env('A', 'none')]",
        {"P_Q_A": "3", "P_A": "1"},
        more="with env.prefixed('P_'):\n    with env.prefixed('Q_') as inner:\n        x = inner('A')\n    y = env('A')\n",
    ),
    case("env.enum('A', enum=E).value", {"A": "ONE"}, more="class E(enum.Enum):\n    ONE = 1\n"),
    case("env.enum('A', enum=E).value", {"A": "1"}, more="class E(enum.Enum):\n    ONE = 1\n"),
    case("env.enum('A', enum=E, by_value=True).name", {"A": "one"}, more="class E(enum.Enum):\n    ONE = 'one'\n"),
    case("env('A')", {"A": "${B}", "B": "b"}, "expand_vars=True"),
    case("env.int('A')", {"A": "${B}", "B": "7"}, "expand_vars=True"),
    case("env('A')", {"A": "x${B}y${C:-z}", "B": "b"}, "expand_vars=True"),
    case("env('A', 'd')", {"A": "${B}"}, "expand_vars=True"),
    case("env('A')", {"A": "${B:-dd}"}, "expand_vars=True"),
    case("env('A')", {"A": "\\${B}"}, "expand_vars=True"),
    case("env('A')", {"A": "x${B}"}, "expand_vars=True"),
    case("[env.int('A'), env('B', 'b')]", {}, "eager=False"),
    case("env.seal()", {"A": "1"}, "eager=False", more="env.int('A')\n"),
    case("env.seal()", {"A": "x"}, "eager=False", more="env.int('A')\n"),
    case("env.seal()", {}, "eager=False", more="env.int('A')\n"),
    case(
        "env.shout('A')",
        {"A": "a"},
        more="@env.parser_for('shout')\ndef shout(value, mark='!'):\n    return value.upper() + mark\n",
    ),
    case(
        "env.shout('A', default='d', mark='?')", more="env.add_parser('shout', lambda value, mark='!': value + mark)\n"
    ),
    case("env.shout('A')", more="env.add_parser('shout', str.upper)\n"),
    (HEAD.format(options="") + "try:\n    env('A')\nexcept EnvError:\n    X = 'missing'\n",),
    (HEAD.format(options="") + "try:\n    env.int('A')\nexcept ValueError:\n    X = 'bad'\n", {"A": "x"}),
    ("from environs import env\nX = env.int('A', 3)\n", {"A": "4"}),
    ("from environs import FileAwareEnv\nX = FileAwareEnv()('A')\n", {"A_FILE": "secret"}, {"secret": "s\n"}),
    (
        "from environs import FileAwareEnv\nX = FileAwareEnv(strip_whitespace=True)('A')\n",
        {"A_FILE": "secret"},
        {"secret": "s\n"},
    ),
    ("from environs import FileAwareEnv\nX = FileAwareEnv(file_suffix='_PATH').int('A', 5)\n", {"A": "6"}),
]
FILE = "A=1\nexport B='two'\nC=${A}x\nD\n"
FILES = [
    case("[env(key, None) for key in 'ABCD']", environment, files={".env": FILE}, more=f"{read}\n")
    for read in (
        "env.read_env()",
        "env.read_env('.env')",
        "env.read_env(os.path.join(os.path.dirname(__file__), '.env'))",
        "env.read_env('.env', recurse=False)",
        "env.read_env('missing')",
    )
    for environment in ({}, {"A": "given"})
] + [
    case(
        "[env('A'), loaded]",
        files={"a.env": "A=1", "b.env": "A=2"},
        more="loaded = [env.read_env('a.env'), env.read_env('b.env')]\n",
    ),
    case(
        "env('A')",
        files={"a.env": "A=1", "b.env": "A=2"},
        more="env.read_env('a.env')\nenv.read_env('b.env', override=True)\n",
    ),
    case("env.read_env('missing.env')"),
]
CASES = [*BASIC, *SAME, *OTHERS, *FILES]
UNCLEAR = [row for row in CASES if "env.timedelta('A')" in row[0] and row[1].get("A") == "1.5"]
CASES = [row for row in CASES if row not in UNCLEAR]
UNDETERMINED = [
    case("env.bool('A', 'false')"),
    case("env.int('A', '5')"),
    case("env.list('A', 'a,b')"),
    case("env.float('A', 5)"),
    case("env.datetime('A')", {"A": "2020-01-01T00:00:00"}),
    case("env.timedelta('A', format='iso8601')", {"A": "P1D"}),
    case("env.url('A').netloc", {"A": "https://h/p"}),
    case("os.environ.get('A')", files={".env": FILE}, more="env.read_env()\n"),
]
