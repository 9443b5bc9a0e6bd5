"""Programs over django-configurations; each has a class Dev that sets X."""

REQUIREMENTS = ("django-configurations[cache,database,email,search]", "Django")
PRELOAD = ("configurations", "configurations.values", "django.conf")

HEAD = "import os\nfrom configurations import Configuration, pristinemethod, values\n"


def case(body, environment=None, files=None, more=""):
    """A class body, or an expression for X."""
    lines = body if "=" in body.partition("(")[0] or "def " in body or body.startswith("pass") else f"X = {body}"
    text = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        f"{HEAD}{more}class Dev(Configuration):\n{text}",
        {"DJANGO_CONFIGURATION": "Dev", **(environment or {})},
        files or {},
    )


TEXTS = [
    "",
    "1",
    "0",
    "true",
    "Yes",
    "no",
    " y ",
    "maybe",
    "5",
    "-5",
    "1.5",
    " 7 ",
    "a, b,,c",
    "a,b;c,d",
    "{'a': 1}",
    "[1]",
    "{",
    "nan",
]
KINDS = [
    "Value",
    "BooleanValue",
    "IntegerValue",
    "PositiveIntegerValue",
    "FloatValue",
    "DecimalValue",
    "ListValue",
    "TupleValue",
    "SetValue",
    "SingleNestedListValue",
    "SingleNestedTupleValue",
    "DictValue",
]
PLAIN = [
    case(f"values.{kind}({'True' if kind == 'BooleanValue' else ''})", {"DJANGO_X": text})
    for kind in KINDS
    for text in TEXTS
]
DEFAULTS = [
    case(f"values.{kind}({default})")
    for kind in KINDS
    for default in ("", "None", "True", "0", "5", "'a,b'", "['a', 'b']", "('a',)", "[['a'], ['b']]", "{'a': 1}", "''")
]
OPTIONS = [
    case("values.Value('d', environ=False)", {"DJANGO_X": "t"}),
    case("values.Value('', environ=False)", {"DJANGO_X": "t"}),
    case("values.Value('d', False)", {"DJANGO_X": "t"}),
    case("values.Value('d', environ_name='N')", {"DJANGO_N": "t"}),
    case("values.Value('d', environ_name='N')"),
    case("values.Value('d', environ_name='N', environ_prefix=None)", {"N": "t"}),
    case("values.Value('d', environ_name='N', environ_prefix='')", {"N": "t"}),
    case("values.Value('d', environ_name='N', environ_prefix='P')", {"P_N": "t"}),
    case("values.Value('d', environ_name='N', environ_prefix='P_')", {"P_N": "t"}),
    case("values.Value('d', environ_name='N', environ_prefix='P__')", {"P__N": "t"}),
    case("values.Value('d', environ_prefix=None)", {"X": "t"}),
    case("values.Value('d', True, 'N', 'P')", {"P_N": "t"}),
    case("values.Value(environ_required=True)"),
    case("values.Value('d', environ_required=True)"),
    case("values.Value(environ_required=True)", {"DJANGO_X": "t"}),
    case("values.IntegerValue(5, environ_name='N')", {"DJANGO_N": "7"}),
    case("values.IntegerValue(5, environ_name='N')", {"DJANGO_N": "x"}),
    case("values.IntegerValue(5, environ_name='N') + 1", {"DJANGO_N": "7"}),
    case("values.IntegerValue(5, environ_name='N', late_binding=True)", {"DJANGO_N": "7"}),
    case("values.IntegerValue(5, environ_name='N', late_binding=True).value", {"DJANGO_N": "7"}),
    case("values.IntegerValue(5, environ_name='N', late_binding=True).value"),
    case("values.IntegerValue(5).value", {"DJANGO_X": "7"}),
    case("values.BooleanValue(False, environ=False)"),
    case("values.Value(values.Value('inner'))"),
    case("values.ListValue(values.ListValue(['a']))"),
    case("values.SecretValue()", {"DJANGO_X": "s"}),
    case("values.SecretValue()", {"DJANGO_X": ""}),
    case("values.SecretValue()"),
    case("values.SecretValue('d')", {"DJANGO_X": "s"}),
    case("values.SecretValue(environ_name='N')", {"DJANGO_N": "s"}),
    case("values.SecretValue(environ_name='N')"),
]
SEQUENCES = [
    case(f"values.{kind}({arguments})", {"DJANGO_X": text} if text is not None else {})
    for kind in ("ListValue", "TupleValue", "SetValue", "SingleNestedListValue", "SingleNestedTupleValue")
    for arguments in (
        "separator=';'",
        "converter=int",
        "['1', '2'], converter=int",
        "['1', '2'], separator=' ', converter=str.upper",
        "seq_separator='|'",
        "[['1'], ['2']], converter=int",
        "(('1',), ('2',)), converter=int",
    )
    for text in (None, "1;2", "1, 2", "1,2;3", "a b|c", "x")
    if arguments[:2] not in ("[[", "((")
    or kind == {"[": "SingleNestedListValue", "(": "SingleNestedTupleValue"}[arguments[0]]
]
ADDRESSES = [
    case("values.DatabaseURLValue()"),
    case("values.DatabaseURLValue()", {"DATABASE_URL": "postgres://u:p@h:5/d"}),
    case("values.DatabaseURLValue('sqlite:///x.db')"),
    case("values.DatabaseURLValue('sqlite:///x.db', alias='other')"),
    case("values.DatabaseURLValue('nothing://x')"),
    case("values.DatabaseURLValue()", {"DATABASE_URL": "nothing://x"}),
    case("values.DatabaseURLValue(environ_name='N')", {"N": "mysql://h/d"}),
    case("values.DatabaseURLValue(environ_prefix='P')", {"P_DATABASE_URL": "mysql://h/d"}),
    case("values.DatabaseURLValue(environ=False)", {"DATABASE_URL": "mysql://h/d"}),
    case("values.DatabaseURLValue('mysql://h/d', environ=False)"),
    case("values.DatabaseURLValue(conn_max_age=60, ssl_require=True)", {"DATABASE_URL": "postgres://h/d"}),
    case("values.DatabaseURLValue('sqlite://:memory:').value"),
    case("values.DatabaseURLValue('sqlite://:memory:').value", {"DATABASE_URL": "mysql://h/d"}),
    case("values.DatabaseURLValue('sqlite://:memory:', environ_required=True)"),
    case("values.CacheURLValue()"),
    case("values.CacheURLValue('locmem://')"),
    case("values.CacheURLValue()", {"CACHE_URL": "redis://h:1/2"}),
    case("values.CacheURLValue('nothing://')"),
    case("values.CacheURLValue(alias='x')", {"CACHE_URL": "memcached://h:1,g:2"}),
    case("values.SearchURLValue('simple://')"),
    case("values.SearchURLValue()", {"SEARCH_URL": "whoosh:///tmp/x"}),
    case("EMAIL = values.EmailURLValue()\nX = None"),
    case("EMAIL = values.EmailURLValue('console://')\n@property\ndef X(self): return self.EMAIL_BACKEND"),
    case(
        "EMAIL = values.EmailURLValue('console://')\n@property\ndef X(self): return self.EMAIL",
        {"EMAIL_URL": "smtps://u:p@h:465"},
    ),
    case(
        "EMAIL = values.EmailURLValue('console://')\n@property\ndef X(self): return self.EMAIL_PORT, self.EMAIL_USE_TLS",
        {"EMAIL_URL": "smtps://u:p@h:465"},
    ),
    case(
        "EMAIL = values.EmailURLValue('nothing://')\n@property\ndef X(self): return self.EMAIL_HOST, self.EMAIL_BACKEND"
    ),
]
TESTED = [
    case("values.EmailValue('a@b.org')"),
    case("values.EmailValue()", {"DJANGO_X": "a@b.org"}),
    case("values.URLValue('https://b.org/x')"),
    case("values.URLValue()", {"DJANGO_X": "https://b.org"}),
    case("values.IPValue('1.2.3.4')"),
    case("values.IPValue('1.2.3.400')"),
    case("values.IPValue('')"),
    case("values.IPValue()", {"DJANGO_X": "::1"}),
    case("values.IPValue()", {"DJANGO_X": "x"}),
    case("values.RegexValue('a1', regex=r'\\d$')"),
    case("values.RegexValue('a', regex=r'\\d$')"),
    case("values.RegexValue(regex=r'^\\d')", {"DJANGO_X": "1a"}),
    case("values.RegexValue(regex=r'^\\d')", {"DJANGO_X": "a"}),
    case("values.RegexValue()", {"DJANGO_X": "a"}),
    case("values.PathValue('settings.py')"),
    case("values.PathValue('nothing.py')"),
    case("values.PathValue('nothing.py', check_exists=False)"),
    case("values.PathValue()"),
    case("values.PathValue('.', environ_name='N')"),
    case("values.PathValue('.', environ=False)"),
    case("values.PathValue('settings.py', environ=False)"),
    case("values.PathValue('no/../settings.py', environ=False, check_exists=False)"),
    case("values.PathValue(environ_name='N', check_exists=False)", {"DJANGO_N": "a/b"}),
    case("values.BackendsValue(['django.core.mail.send_mail'])"),
    case("values.BackendsValue()", {"DJANGO_X": "django.core.mail.send_mail, django.conf.settings"}),
]
BODIES = [
    case("A = values.IntegerValue(5)\nX = A", {"DJANGO_A": "7"}),
    case("A = values.IntegerValue(5)\nX = A", {"DJANGO_X": "7"}),
    case("A = values.BooleanValue(True)\nX = 'yes' if A else 'no'"),
    case("A = values.BooleanValue(False)\nX = 'yes' if A else 'no'", {"DJANGO_A": "1"}),
    case("A = values.Value('a')\nX = A == 'a'"),
    case("A = values.Value('a')\nX = f'{A}/b'"),
    case("A = values.Value('a')\nX = '%s/b' % A"),
    case("A = values.Value('a')\nX = str(A) + 'b'"),
    case("A = values.Value('a', environ_name='A')\nX = A + 'b'", {"DJANGO_A": "c"}),
    case("A = values.IntegerValue(5)\nX = property(lambda self: self.A + 1)", {"DJANGO_A": "7"}),
    case("A = values.IntegerValue(5)\n@property\ndef X(self): return self.A + 1", {"DJANGO_A": "7"}),
    case("A = 5\ndef X(self): return self.A + 1"),
    case("X = lambda self: 'called'"),
    case("X = lambda: 'called'"),
    case("@staticmethod\ndef X(): return 'called'"),
    case("@classmethod\ndef X(cls): return cls.__name__"),
    case("def X(self): return values.IntegerValue(5)", {"DJANGO_X": "7"}),
    case("def X(self): return values.IntegerValue(5, environ_name='N')", {"DJANGO_N": "7"}),
    case("X = property(lambda self: self.DEBUG)"),
    case("X = Configuration.LOGIN_URL"),
    case("X = property(lambda self: self.SESSION_COOKIE_NAME)"),
    case("X = property(lambda self: hasattr(self, 'DEFAULT_AUTO_FIELD'))"),
    case("X = property(lambda self: hasattr(self, 'DEFAULT_CHARSET'))"),
    case("X = property(lambda self: self.CONFIGURATION)"),
    case("pass", more="X = 'module'\n"),
    case("X = 'class'", more="X = 'module'\n"),
    case("@classmethod\ndef pre_setup(cls):\n    super().pre_setup()\n    cls.X = 'set'\nX = 'class'"),
    case("@classmethod\ndef post_setup(cls):\n    cls.X = 'set'\nX = 'class'"),
    case(
        "A = values.Value('a')\n@classmethod\ndef setup(cls):\n    super().setup()\n    cls.X = cls.A + 'b'\nX = 'class'",
        {"DJANGO_A": "c"},
    ),
    case("@classmethod\ndef setup(cls):\n    pass\nX = values.Value('a').default"),
    case("def __init__(self):\n    self.X = 'instance'\nX = 'class'"),
    case("X = values.Value('d').default"),
    case("X = property(lambda self: self.missing)"),
]
FILE = 'X=1\nDJANGO_X=\'q\'\nDJANGO_Y="a\\"b"\n# DJANGO_Z=1\n DJANGO_W=1\nDJANGO_V = 1\nDJANGO_U=a b\nDJANGO_X=second\n'
FILES = [
    case("DOTENV = '.env'\nX = values.Value('d')", files={".env": FILE}),
    case("DOTENV = '.env'\nX = values.Value('d')", {"DJANGO_X": "given"}, files={".env": FILE}),
    case("DOTENV = '.env'\nY = values.Value('d')\nX = property(lambda self: self.Y)", files={".env": FILE}),
    case("DOTENV = '.env'\nW = values.Value('d')\nX = property(lambda self: self.W)", files={".env": FILE}),
    case("DOTENV = '.env'\nV = values.Value('d')\nX = property(lambda self: self.V)", files={".env": FILE}),
    case("DOTENV = '.env'\nU = values.Value('d')\nX = property(lambda self: self.U)", files={".env": FILE}),
    case("DOTENV = '.env'\nX = values.Value('d', environ_name='X')", files={".env": FILE}),
    case("DOTENV = '.env'\nX = property(lambda self: self.DOTENV_LOADED)", files={".env": FILE}),
    case("DOTENV = ''\nX = property(lambda self: self.DOTENV_LOADED)"),
    case("DOTENV = '.env'\nX = values.Value('d')"),
    case(
        "DOTENV = os.path.join(os.path.dirname(os.path.abspath(__file__)), '.env')\nX = values.Value('d')",
        files={".env": FILE},
    ),
]


def tree(text, environment=None):
    return (HEAD + text, {"DJANGO_CONFIGURATION": "Dev", **(environment or {})})


TREES = [
    tree("class Base(Configuration):\n    X = values.IntegerValue(5)\nclass Dev(Base):\n    pass\n", {"DJANGO_X": "7"}),
    tree("class Base(Configuration):\n    X = ['a']\nclass Dev(Base):\n    X = Base.X + ['b']\n"),
    tree(
        "class Base(Configuration):\n    X = ['a']\nclass Dev(Base):\n    X = property(lambda self: super(Dev, self).X + ['b'])\n"
    ),
    tree("class Base(Configuration):\n    X = 1\nclass Dev(Base):\n    pass\nBase.X = 2\n"),
    tree(
        "class A(Configuration):\n    pass\nclass B(Configuration):\n    DEBUG = True\nclass Dev(A, B):\n    X = property(lambda self: self.DEBUG)\n"
    ),
    tree(
        "class A(Configuration):\n    pass\nclass B(Configuration):\n    DEBUG = True\nclass Dev(B, A):\n    X = property(lambda self: self.DEBUG)\n"
    ),
    tree(
        "class Mixin:\n    DEBUG = True\nclass Dev(Mixin, Configuration):\n    X = property(lambda self: self.DEBUG)\n"
    ),
    tree(
        "class Mixin:\n    DEBUG = True\nclass Dev(Configuration, Mixin):\n    X = property(lambda self: self.DEBUG)\n"
    ),
    tree("class Mixin:\n    X = 1\nclass Dev(Configuration, Mixin):\n    pass\n"),
    tree(
        "class Top(Configuration):\n    A = 1\nclass Left(Top):\n    pass\nclass Right(Top):\n    A = 2\nclass Dev(Left, Right):\n    X = property(lambda self: self.A)\n"
    ),
    tree(
        "class Top(Configuration):\n    a = 1\nclass Left(Top):\n    pass\nclass Right(Top):\n    a = 2\nclass Dev(Left, Right):\n    X = property(lambda self: self.a)\n"
    ),
    tree(
        "class Base(Configuration):\n    DEFAULT_AUTO_FIELD = 'a'\nclass Dev(Base):\n    X = property(lambda self: self.DEFAULT_AUTO_FIELD)\n"
    ),
    tree(
        "class Base(Configuration):\n    @property\n    def X(self): return self.a\nclass Dev(Base):\n    a = 'own'\n"
    ),
    tree("class Base(Configuration):\n    @staticmethod\n    def X(): return 'static'\nclass Dev(Base):\n    pass\n"),
    tree(
        "class Base(Configuration):\n    @classmethod\n    def X(cls): return cls.__name__\nclass Dev(Base):\n    pass\n"
    ),
    tree("class Mixin:\n    def X(self): return 'mixed'\nclass Dev(Mixin, Configuration):\n    pass\n"),
    tree(
        "class Base(Configuration):\n    A = values.Value('a')\n    def X(self): return self.A\nclass Dev(Base):\n    A = 'b'\n"
    ),
    tree(
        "class Own(values.Value):\n    def to_python(self, value): return value.split('|')\nclass Dev(Configuration):\n    X = Own(['d'])\n",
        {"DJANGO_X": "a|b"},
    ),
    tree(
        "class Own(values.Value):\n    def to_python(self, value): return value.split('|')\nclass Dev(Configuration):\n    X = Own(['d'])\n"
    ),
    tree("class Own(values.ListValue):\n    pass\nclass Dev(Configuration):\n    X = Own()\n", {"DJANGO_X": "a,b"}),
    tree(
        "from configurations.utils import uppercase_attributes\nclass A:\n    P = 1\n    q = 2\nclass B(A):\n    R = 3\n    _S = 4\nclass Dev(Configuration):\n    X = uppercase_attributes(B)\n"
    ),
]
CASES = PLAIN + DEFAULTS + OPTIONS + SEQUENCES + ADDRESSES + TESTED + BODIES + FILES + TREES
UNDETERMINED = [
    case("@property\ndef X(self): return values.IntegerValue(5)", {"DJANGO_X": "7"}),
    case("X = len"),
    case("X = dict"),
    case("@pristinemethod\ndef X(): return 'called'"),
    case("X = pristinemethod(lambda: 'called')"),
    case("values.EmailValue()", {"DJANGO_X": "x"}),
    tree(
        "class Own(values.ListValue):\n    separator = ';'\nclass Dev(Configuration):\n    X = Own()\n",
        {"DJANGO_X": "a,b"},
    ),
]
