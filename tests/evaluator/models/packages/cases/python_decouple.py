"""Programs over python-decouple; each sets X."""

REQUIREMENTS = ("python-decouple",)
PRELOAD = ("decouple",)

HEAD = "import os\nfrom decouple import AutoConfig, Choices, Config, Csv, RepositoryEmpty, RepositoryEnv, RepositoryIni, UndefinedValueError, config\n"


def case(expression, environment=None, files=None, more=""):
    return (f"{HEAD}{more}X = {expression}\n", environment or {}, files or {})


TEXTS = ["", "1", "0", "true", "On", " yes ", "no", "5", "1.5", "a, b,c", "None", "'q'", "a b"]
BOOLEAN = [case("config('A', cast=bool)", {"A": text}) for text in TEXTS]
BOOLEAN += [
    case(f"config('A', default={default}, cast=bool)")
    for default in ("True", "False", "'yes'", "''", "None", "1", "0", "2")
]
NUMBERS = [
    case(f"config('A', cast={cast})", {"A": text}) for cast in ("int", "float", "str", "list") for text in TEXTS[:9]
]
NUMBERS += [
    case(f"config('A', default={default}, cast={cast})")
    for cast in ("int", "float", "str")
    for default in ("'5'", "5", "None", "1.5")
]
CSV = [
    case(f"config('A', cast={cast})", {"A": text})
    for text in ("a, b,c", "", "1,2", "'a,b', c", '"x y",z', "a;b", ",", "a,,b", " [a] , b ")
    for cast in (
        "Csv()",
        "Csv(int)",
        "Csv(post_process=tuple)",
        "Csv(delimiter=';')",
        "Csv(strip=' []')",
        "Csv(cast=lambda s: s.upper())",
        "Csv(str, ',', ' ', set)",
    )
]
CSV += [case(f"config('A', default={default}, cast=Csv())") for default in ("''", "'a,b'", "None", "[]", "'a'")]
CSV += [
    case("Csv(post_process=tuple)('a,b')"),
    case("config('A', default=None, cast=Csv(post_process=tuple))"),
    case("config('A', cast=lambda v: [s.strip() for s in v.split(',')])", {"A": "a, b"}),
]
CHOICES = [
    case(f"config('A', cast=Choices({arguments}))", {"A": text})
    for arguments in ("['a', 'b']", "[1, 2], cast=int", "choices=[('a', 'A'), ('b', 'B')]", "flat=('a',)")
    for text in ("a", "1", "c")
]
PLAIN = [
    case("config('A')", {"A": "x"}),
    case("config('A')"),
    case("config('A', default='d')"),
    case("config('A', 'd')"),
    case("config('A', 'd', str)"),
    case("config('A', default=None)"),
    case("config('A', default=None)", {"A": ""}),
    case("config('A', default=['a'])"),
    case("config('A', cast=eval)", {"A": "1 + 1"}),
    case("config(option='A', default=1, cast=int)", {"A": "3"}),
    case("[config('A', default='d'), os.environ.get('A')]"),
    (f"{HEAD}try:\n    config('A')\nexcept UndefinedValueError:\n    X = 'missing'\n",),
    (f"{HEAD}try:\n    config('A', cast=int)\nexcept ValueError:\n    X = 'bad'\n", {"A": "x"}),
]
ENV = "A=from file\nB = 'quoted'\n# comment\nC=\"x=y\"\nnothing\nD=\nE='a\nexport F=1\nG=a # b\n"
INI = "[settings]\nA=from ini\nb: two\nC = %(A)s!\nD = 100%%\n[other]\nE=1\n"
READ = "[config(key, default=None) for key in 'ABCDEFG']"
FILES = [
    case(READ, {}, {".env": ENV}),
    case(READ, {"A": "given"}, {".env": ENV}),
    case(READ, {}, {"settings.ini": INI}),
    case(READ, {"B": "given"}, {"settings.ini": INI}),
    case("config('A')", {}, {"settings.ini": "[settings]\nA=ini\n", ".env": "A=env\n"}),
    case("config('B', default='d')", {}, {"settings.ini": "[settings]\nA=ini\n", ".env": "B=env\n"}),
    case("config('A', cast=int)", {}, {".env": "A=5\n"}),
    case("config('A', default=1, cast=int)", {}, {".env": "A=\n"}),
    case("Config(RepositoryEnv('other.env'))('A')", {}, {"other.env": "A=o\n"}),
    case("Config(RepositoryEnv('other.env')).get('B', default=2)", {}, {"other.env": "A=o\n"}),
    case("Config(RepositoryEnv('missing.env'))('A')"),
    case("Config(RepositoryIni('x.ini'))('A')", {}, {"x.ini": INI}),
    case("Config(RepositoryIni('x.ini'))('A', default='d')", {}, {"x.ini": "[else]\nA=1\n"}),
    case("Config(RepositoryIni('x.ini'))('A', default='d')", {}, {"x.ini": "A=1\n"}),
    case("Config(RepositoryEmpty())('A', default='d')", {"A": "v"}),
    case("Config(RepositoryEmpty())('A', default='d')"),
    case("AutoConfig(search_path='conf')('A')", {}, {"conf/.env": "A=c\n"}),
    case("AutoConfig(os.path.join(os.path.dirname(__file__), 'conf'))('A')", {}, {".env": "A=up\n"}),
    case("AutoConfig()('A')", {}, {".env": "A=1\n"}),
    case(
        "other.X",
        {},
        {
            ".env": "A=up\n",
            "sub/.env": "A=sub\n",
            "sub/__init__.py": "",
            "sub/other.py": "from decouple import config\nX = [config('A')]\n",
        },
        "config('A')\nfrom sub import other\n",
    ),
    case(
        "[other.X, config('A')]",
        {},
        {
            ".env": "A=up\n",
            "sub/.env": "A=sub\n",
            "sub/__init__.py": "",
            "sub/other.py": "from decouple import config\nX = [config('A')]\n",
        },
        "from sub import other\n",
    ),
    case("'A' in RepositoryEnv('other.env').data", {}, {"other.env": "A=o\n"}),
    case("config('A', default='d')", {}, {".env": "A=1\n"}, "os.environ['A'] = 'written'\n"),
]
CASES = [*BOOLEAN, *NUMBERS, *CSV, *CHOICES, *PLAIN, *FILES]
UNDETERMINED = []
