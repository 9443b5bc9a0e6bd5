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
CHOICE = "class E(enum.Enum):\n    ONE = 1\n    TWO = 'two'\n"
SETTINGS = [
    case("[env.bool('D', False), env.list('H', ['${B}'])]", {"D": "${B}", "B": "yes"}, "expand_vars=True"),
    case("env.list('A')", {"A": "${B},${C:-c}", "B": "b,x"}, "expand_vars=True"),
    case("env.str('A')", {"A": "pre-${B}-post", "B": "b"}, "expand_vars=True"),
    case("env.list('A', ['1'], subcast=lambda v: int(v) + 1)"),
    case("env.list('A', subcast=list)", {"A": "ab,c"}),
    case("env.list('A', subcast=bytes)", {"A": "ab,c"}),
    case("env.list('A', 5)"),
    case("env.list('A', {'a': 1})"),
    case("env.list('A', default=None, subcast=lambda v: v.strip())"),
    case("env.list('A', subcast=lambda v: int(v))", {"A": "1,x"}),
    case("env.list('A', subcast=lambda v: v.strip())", {"A": ""}),
    case("env.dict('A', {'a': 1}, subcast_values=str)"),
    case("env.dict('A', {'a': 1}, subcast_values=lambda v: v)"),
    case("env.dict('A', subcast_keys=lambda k: k.upper(), subcast_values=int)", {"A": "a=1,b=2"}),
    case("env.dict('A', subcast_keys=lambda k: k.upper(), subcast_values=int)", {"A": "a=1,b=x"}),
    case("env.dict('A', subcast_keys=lambda k: k[0])", {"A": "ab=1,ac=2"}),
    case("env.dict('A', subcast_values=lambda v: v)", {"A": "a"}),
    case("env.dict('A', subcast_values=lambda v: v)", {"A": ""}),
    case("env.dict('A')", {"A": "a=1,b"}),
    case("env.str('A', 5)"),
    case("env.str('A', True)"),
    case("env.bool('A', [])"),
    case("env.bool('A', {})"),
    case("env.int('A', True)"),
    case("env.int('A', False)"),
    case("env.int('A', [])"),
    case("env.json('A', 'x')"),
    case("env.json('A', 5)"),
    case("env.json('A', [])"),
    case("env.path('A', Path('/srv')) / 'x'", more="from pathlib import Path\n"),
    case("env.path('A') / 'static'", {"A": "/srv"}),
    case("env.path('A', 5)"),
    case("env.timedelta('A', timedelta(days=1))", more="from datetime import timedelta\n"),
    case("env.timedelta('A')", {"A": "99999999999999999"}),
    case("env.timedelta('A', [])"),
    case("env.log_level('A', logging.INFO)", more="import logging\n"),
    case("env.log_level('A', 'nothing')"),
    case("env.str('A', None, validate=validate.OneOf(['a', 'b']))"),
    case("env.str('A', validate=validate.OneOf('abc'))", {"A": "b"}),
    case("env.str('A', validate=validate.OneOf(choices=('a', 'b')))", {"A": "b"}),
    case("env.str('A', validate=validate.OneOf({'a', 'b'}))", {"A": "c"}),
    case("env.int('A', validate=validate.OneOf([1, 2]))", {"A": "2"}),
    case("env.int('A', validate=validate.OneOf([1, 2]))", {"A": "3"}),
    case("env.int('A', validate=validate.Range(min=1, max=65535))", {"A": "8000"}),
    case("env.int('A', validate=validate.Range(min=1, max=65535))", {"A": "0"}),
    case("env.str('A', validate=validate.Length(min=50))", {"A": "short"}),
    case("env.str('A', 'short', validate=validate.Length(min=50))"),
    case(
        "env.str('A', validate=check)",
        {"A": "no"},
        more="def check(value):\n    if value != 'yes':\n        raise EnvError('no')\n",
    ),
    case("env.list('A', validate=validate.Length(min=1))", {"A": ""}),
    case("env.list('A', validate=validate.ContainsOnly(['a', 'b']))", {"A": "a,c"}),
    case("[env.read_env('.env'), env('A')]", files={".env": "A=1"}),
    case("env.read_env('.env', return_path=True) == os.path.join(os.getcwd(), '.env')", files={".env": "A=1"}),
    case("env.read_env(path='conf/.env', recurse=False)", files={"conf/.env": "A=1"}),
    case("env('A')", files={"conf/.env": "A=1"}, more="env.read_env(os.environ.get('ENV_FILE', 'conf/.env'))\n"),
    case(
        "[env('A'), env('B', 'outer')]",
        {"P_A": "1", "P_B": "b"},
        more="env = Env(prefix=os.environ.get('PREFIX', 'P_'))\n",
    ),
    case("env('A', 'd')", {"A": "1"}, more="env = Env(prefix=None)\n"),
    case(
        "values",
        {"DB_NAME": "n"},
        more="names = ['NAME', 'USER']\nvalues = {}\nfor name in names:\n    with env.prefixed('DB_'):\n        values[name] = env(name, '')\n",
    ),
    case("x", {"MY_A": "3", "APP": "MY"}, more="with env.prefixed(os.environ['APP'] + '_'):\n    x = env.int('A')\n"),
    case("env.str(os.environ.get('WHICH', 'A'), 'd')", {"A": "1"}),
    case("env.str(os.environ['WHICH'], 'd')", {"A": "1", "WHICH": "A"}),
    case("env.enum('A', enum=E).value", {"A": "TWO"}, more=CHOICE),
    case("env.enum('A', E.TWO, enum=E).value", more=CHOICE),
    case("env.enum('A', enum=E)", {"A": "three"}, more=CHOICE),
    case("env.enum('A', enum=E)", more=CHOICE),
    case(
        "env.enum('A', enum=S, by_value=True).name",
        {"A": "prod"},
        more="class S(str, enum.Enum):\n    DEV = 'dev'\n    PROD = 'prod'\n",
    ),
    case(
        "env.enum('A', enum=S) is S.PROD",
        {"A": "PROD"},
        more="class S(str, enum.Enum):\n    DEV = 'dev'\n    PROD = 'prod'\n",
    ),
    case("env.shout('A', None)", more="env.add_parser('shout', lambda value: value)\n"),
    case(
        "env.commas('A')",
        {"P_A": "a, b"},
        "prefix='P_'",
        more="@env.parser_for('commas')\ndef commas(value):\n    return [part.strip() for part in value.split(',')]\n",
    ),
    case(
        "env.bool('A')",
        {"A": "True"},
        more="def parse(value):\n    return value == 'True'\nenv.add_parser('flag', parse)\n",
    ),
    case(
        "env.str('A')", {"A": "x"}, more="try:\n    env.add_parser('str', str)\nexcept Exception as error:\n    pass\n"
    ),
    case(
        "[env.bool('DEBUG', default=False), env.list('ALLOWED_HOSTS', default=['*'] if env.bool('DEBUG', False) else [])]",
        {"DEBUG": "on"},
    ),
    case("env.seal()", {"A": "x"}, "eager=False", more="env.int('A')\nenv.str('B', 'd')\nenv.list('C', subcast=int)\n"),
    case("[env.int('A'), env.str('A', validate=validate.OneOf(['b']))]", {"A": "x"}, "eager=False"),
    case("env.dj_db_url('A', 'postgres://u:p@h:5/d')['PORT']"),
    case("env.dj_email_url('A', default=None)"),
    case("env.dj_cache_url('A', default='redis://h:1/2')"),
    case("env.decimal('A', Decimal('1.5'))", more="from decimal import Decimal\n"),
    case("env.decimal('A')", {"A": "inf"}),
    case("env.uuid('A', None)"),
    case("env.date('A', None)"),
    case("env.url('A', 'https://x')"),
    case("env.int('A', default='x')"),
    case("env.str('SECRET_KEY', default=get())", more="def get():\n    return 'k' * 3\n"),
    (
        "from environs import Env\nenv = Env()\nenv.read_env()\nDEBUG = env.bool('DEBUG', False)\nX = [DEBUG, env.str('HOST', 'localhost' if DEBUG else 'h')]\n",
        {},
        {".env": "DEBUG=1"},
    ),
    ("import environs\nX = environs.Env().str('A', 'd')\n",),
    ("from environs import FileAwareEnv\nX = FileAwareEnv().list('A')\n", {"A_FILE": "list"}, {"list": "a,b"}),
    ("from environs import FileAwareEnv\nX = FileAwareEnv()('A', 'd')\n", {"A_FILE": "", "A": "x"}),
    ("from environs import FileAwareEnv\nX = FileAwareEnv()('A')\n", {"A_FILE": "secret", "A": "x"}, {"secret": "s"}),
    (
        "from environs import FileAwareEnv\nX = FileAwareEnv(prefix='P_')('A')\n",
        {"P_A_FILE": "secret"},
        {"secret": "s"},
    ),
    case(
        "x",
        {"MY_A": "3"},
        more="app = os.environ.get('APP', 'MY')\nwith env.prefixed(app + '_'):\n    x = env.int('A')\n",
    ),
    case(
        "[get(), env('A')]",
        {"P_A": "p", "A": "a"},
        more="def get():\n    with env.prefixed('P_'):\n        return env('A')\n",
    ),
    case(
        "[x, env('A')]",
        {"P_A": "p", "A": "a"},
        more="try:\n    with env.prefixed('P_'):\n        x = env('B')\nexcept EnvError:\n    x = 'none'\n",
    ),
    case(
        "[x, env('A')]",
        {"P_A": "p", "A": "a"},
        more="for name in ('P_', 'Q_'):\n    with env.prefixed(name):\n        x = env('A')\n        break\n",
    ),
    case("env.read_env('conf')", {}, files={"conf/.env": "A=1"}),
    case("env.read_env('gone.env', return_path=True)"),
]
CASES = [*BASIC, *SAME, *OTHERS, *FILES, *SETTINGS]
UNCLEAR = [row for row in CASES if "env.timedelta('A')" in row[0] and row[1].get("A") == "1.5"]
CASES = [row for row in CASES if row not in UNCLEAR]
UNDETERMINED = [
    case("env.str('A')", {"A": "${B}", "B": "${A}"}, "expand_vars=True"),
    case("env.list('A', [1, '2'], subcast=int)"),
    case("env.list('A', ('a', 'b'))"),
    case("env.str('A', b'x')"),
    case("env.bool('A', 1)"),
    case("env.path('A', '/srv')"),
    case("env.timedelta('A', 3600)"),
    case("env.log_level('A', 'INFO')"),
    case("env('A')", files={".env": "A=1\n"}, more="env.read_env(override=True)\n", environment={"A": "0"}),
    case("env.enum('A', enum=E, by_value=True).name", {"A": "two"}, more=CHOICE),
    case("env.dump()", {"A": "1"}, more="env.int('A')\n"),
    case("env.dj_db_url('A', default=None)"),
    case("env.decimal('A', '1.5')"),
    case("env.float('A', default='1.5')"),
    case("env.FOO"),
    case(
        "env.int()",
    ),
    ("from environs import FileAwareEnv\nX = FileAwareEnv()('A', 'd')\n", {"A_FILE": "gone"}),
    case("env.bool('A', 'false')"),
    case("env.int('A', '5')"),
    case("env.list('A', 'a,b')"),
    case("env.float('A', 5)"),
    case("env.datetime('A')", {"A": "2020-01-01T00:00:00"}),
    case("env.timedelta('A', format='iso8601')", {"A": "P1D"}),
    case("env.url('A').netloc", {"A": "https://h/p"}),
    case("os.environ.get('A')", files={".env": FILE}, more="env.read_env()\n"),
]
