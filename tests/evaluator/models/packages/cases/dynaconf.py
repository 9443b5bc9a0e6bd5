"""Programs over dynaconf; each sets X."""

REQUIREMENTS = ("dynaconf", "Django")
PRELOAD = ("dynaconf", "django.conf")

PLAIN = "from dynaconf import Dynaconf\nsettings = Dynaconf({options})\nX = {expression}\n"
DJANGO = "{module}import dynaconf\nsettings = dynaconf.DjangoDynaconf(__name__{options})\nX = {expression}\n"
MODULE = """
DEBUG = True
HOSTS = ["a"]
PAIR = ("x", "y")
NESTED = {"One": {"two": 2, "list": [1]}, "three": 3}
NAME = "n"
NUMBER = 5
NOTHING = None
"""
HERE = {"DJANGO_SETTINGS_MODULE": "settings"}


def plain(expression, options="", environment=None, files=None):
    return (PLAIN.format(options=options, expression=expression), environment or {}, files or {})


def django(expression, environment=None, files=None, options="", module=MODULE):
    program = DJANGO.format(module=module, options=f", {options}" if options else "", expression=expression)
    return (program, {**HERE, **(environment or {})}, files or {})


VALUES = [
    "true",
    "True",
    "false",
    "1",
    "1.5",
    "text",
    "'quoted'",
    "[1, 'a']",
    "{a=1, b='c'}",
    '{"a": 1}',
    "@int 5",
    "@bool off",
    "@bool Yes",
    "@float 2",
    "@json [1, 2]",
    '@json {"a": {"b": null}}',
    "@json {'a': True}",
    "@str 5",
    "@none",
    "@note x",
    "@upper abc",
    "@split a b",
    "2020-01-01",
    "",
    " padded ",
    "@format {env[OTHER]}!",
    "@format {this.NAME}-x",
    "@int @format {this.NUMBER}",
    "a,b",
    "None",
    '"x"',
    "0x10",
    "@format {this.MISSING}",
    "@merge b",
    '@merge ["b"]',
    "@merge_unique a,c",
    '@merge {"four": 4}',
    "@merge four=4",
    "@insert b",
    "@insert 0 b",
    "@del",
]
KEYS = ["DEBUG", "HOSTS", "PAIR", "NESTED", "NAME", "NUMBER", "NOTHING"]
TOML = """
[default]
NAME = "from default"
number = 6
HOSTS = ["f", "dynaconf_merge"]
[development]
NAME = "from development"
[production]
NAME = "from production"
DEBUG = false
[production.NESTED]
dynaconf_merge = true
four = 4
[global]
EXTRA = "everywhere"
"""
ENVIRONMENTS = (
    {},
    {"DJANGO_ENV": "production"},
    {"DJANGO_ENV": "PRODUCTION"},
    {"DJANGO_ENV": "other"},
    {"DJANGO_NAME": "v"},
)
FLAT = "NAME = 'flat'\nLIST = [1]\n[NESTED]\nx = 1\n"
T1 = "NAME = 'x'\nLIST = [1, 2]\n[NESTED]\nx = 1\nitems = [1]\n[NESTED.deep]\ny = 1\n"


def two(second, expression="settings.NESTED", options="", environment=None, first=T1):
    return plain(
        f"{expression}",
        f"settings_files=['s.toml', 't.toml']{options}",
        environment or {},
        {"s.toml": first, "t.toml": second},
    )


PROGRAMS = [
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@get NAME", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@get number", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@get MISSING dflt", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@int @get NUMBER", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@get NAME dflt", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@format {{{this.NAME}}}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@format plain", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@bool @format {this.NUMBER}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@float nan", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@merge a=1,b=2", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@merge a=1", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@merge {a=1}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@merge 'a'", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@merge [1", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@merge a,b", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@insert 0 b", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@insert -1 b", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@list", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@none", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "{a = 1}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "[1, 2", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "+1", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "1e3", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "1_000", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "-0", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "inf", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@merge_unique [1, 1]", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "[settings.A, settings.B]",
        "",
        {"DYNACONF_A": "@format {this.B}", "DYNACONF_B": "@format {this.C}", "DYNACONF_C": "c"},
    ),
    plain("[settings.A.b, settings.a['b'], settings.A.get('b')]", "", {"DYNACONF_A": "{b=1}"}),
    two("NESTED = 5\n"),
    two("[NESTED]\ndynaconf_merge = false\ny = 2\n"),
    two("[NESTED]\ny = 2\n"),
    two("[NESTED.deep]\nz = 2\ndynaconf_merge = true\n"),
    two("[NESTED]\ndynaconf_merge = true\n[NESTED.deep]\nz = 2\n"),
    two("[NESTED]\ndynaconf_merge = true\n[NESTED.deep]\ndynaconf_merge = false\nz = 2\n"),
    two("[NESTED]\ndynaconf_merge = true\nitems = [2]\n"),
    two("[NESTED]\ndynaconf_merge = true\nitems = [2, 'dynaconf_merge']\n"),
    two("[NESTED]\ndynaconf_merge = true\nitems = [1, 2, 'dynaconf_merge_unique']\n"),
    two("[NESTED]\ndynaconf_merge = true\nitems = '@merge 3'\n"),
    two("[NESTED]\ndynaconf_merge = true\nitems = '@insert 3'\n"),
    two("[NESTED]\ndynaconf_merge = true\nX = '@del'\n"),
    two("[NESTED]\ndynaconf_merge = true\nnew = '@merge 3'\n"),
    two("[NESTED]\ndynaconf_merge = true\nnew = '@insert 3'\n"),
    two("[NESTED]\ndynaconf_merge_unique = true\nitems = [1]\n"),
    two("NESTED__items = '@insert 0 5'\n"),
    two("NESTED__items = '@merge_unique 1,2'\n"),
    two("NESTED__new = '@insert 5'\n"),
    two("NESTED__new = '@merge 5'\n"),
    two("NESTED__deep = {z = 1, dynaconf_merge = true}\n"),
    two("NESTED__deep__y = '@del'\n"),
    two("NESTED = '@del'\nNAME = 1\n"),
    two("NESTED = '@merge {deep = {z = 3}}'\n"),
    two("NESTED = '@insert 5'\n"),
    two("LIST = '@insert 0'\n", "settings.LIST"),
    two("LIST = '@insert 0 9'\n", "settings.LIST"),
    two("LIST = '@insert -1 9'\n", "settings.LIST"),
    two("LIST = '@merge 2,3'\n", "settings.LIST"),
    two("LIST = '@merge_unique 2,3'\n", "settings.LIST"),
    two("LIST = ['dynaconf_merge', 3]\n", "settings.LIST"),
    two("LIST = {a = 1, dynaconf_merge = true}\n", "settings.LIST"),
    two("LIST__x = 1\n", "settings.LIST"),
    two("LIST = [1, 2, 'dynaconf_merge_unique', 'dynaconf_merge']\n", "settings.LIST"),
    two("NESTED = {deep = {z = 1}}\nLIST = [3]\n", "[settings.NESTED, settings.LIST]", ", merge_enabled=True"),
    two("LIST = ['dynaconf_merge_unique', 2, 3]\n", "settings.LIST", ", merge_enabled=True"),
    two("NEW = ['dynaconf_merge', 3]\n[OTHER]\ndynaconf_merge = true\nx = 1\n", "[settings.NEW, settings.OTHER]"),
    two("", "settings.NESTED", "", {"DYNACONF_NESTED__DEEP__Y": "5", "DYNACONF_NESTED__ITEMS": "@insert 0 7"}),
    two("", "settings.LIST", "", {"DYNACONF_LIST": "['dynaconf_merge', 5]"}),
    plain("settings.NAME", "settings_files=['*.toml']", {}, {"a.toml": "NAME = 'a'\n", "b.toml": "NAME = 'b'\n"}),
    plain(
        "settings.NAME",
        "settings_files=['s.toml'], includes=['conf.d/*.toml']",
        {},
        {"s.toml": "NAME = 's'\n", "conf.d/a.toml": "NAME = 'a'\n"},
    ),
    plain("settings.NAME", "settings_files=['s.json']", {}, {"s.json": '{"name": "j"}'}),
    plain("settings.get('NAME', 1)", "settings_files=['s.yaml']", {}, {"s.yaml": ""}),
    plain(
        "settings.NAME",
        "settings_files=['s.toml'], environments=True",
        {},
        {"s.toml": "[default]\nname = 'd'\n[development]\nname = 'dev'\n"},
    ),
    plain("settings.NAME", "settings_files=['s.toml'], environments=True", {}, {"s.toml": "[default]\nname = 'd'\n"}),
    plain(
        "settings.NAME",
        "settings_files=['s.toml'], environments=True, default_env='base'",
        {},
        {"s.toml": "[base]\nname = 'd'\n"},
    ),
    plain(
        "settings.NAME",
        "settings_files=['s.toml'], environments=['dev', 'prod'], env='prod'",
        {},
        {"s.toml": "[dev]\nname = 'd'\n[prod]\nname = 'p'\n"},
    ),
    plain(
        "settings.NAME",
        "settings_files=['s.toml', '.secrets.toml'], environments=True",
        {"ENV_FOR_DYNACONF": "prod"},
        {"s.toml": "[default]\nname = 'd'\n[prod]\nname = 'p'\n", ".secrets.toml": "[prod]\nname = 's'\n"},
    ),
    plain(
        "settings.NAME",
        "secrets='sec.toml', settings_files=['s.toml']",
        {},
        {"s.toml": "NAME = 1", "sec.toml": "NAME = 2"},
    ),
    plain("settings.NAME", "settings_files=['s.py']", {}, {"s.py": "NAME = 'p'\nother = 1\n"}),
    plain(
        "settings.NAME", "settings_files=['s.py']", {"N": "e"}, {"s.py": "import os\nNAME = os.environ.get('N', 'p')\n"}
    ),
    plain(
        "settings.NAME",
        "settings_files=[os.path.join(os.path.dirname(os.path.abspath(__file__)), 's.toml')]",
        {},
        {"s.toml": "NAME = 1"},
    ).__class__(
        (
            "import os\n"
            + PLAIN.format(
                options="settings_files=[os.path.join(os.path.dirname(os.path.abspath(__file__)), 's.toml')]",
                expression="settings.NAME",
            ),
            {},
            {"s.toml": "NAME = 1"},
        )
    ),
    (
        "from pathlib import Path\n"
        + PLAIN.format(
            options="root_path=Path(__file__).parent, settings_files=['s.toml']", expression="settings.NAME"
        ),
        {},
        {"s.toml": "NAME = 1"},
    ),
    (
        "from pathlib import Path\n"
        + PLAIN.format(options="settings_files=[Path(__file__).parent / 's.toml']", expression="settings.NAME"),
        {},
        {"s.toml": "NAME = 1"},
    ),
    (
        "from dynaconf import LazySettings\nsettings = LazySettings(settings_files=['s.toml'])\nX = settings.NAME\n",
        {},
        {"s.toml": "NAME = 1"},
    ),
    (
        "from dynaconf import Dynaconf, Validator\nsettings = Dynaconf(settings_files=['s.toml'], validators=[Validator('NAME', must_exist=True)])\nX = settings.NAME\n",
        {},
        {"s.toml": "NAME = 1"},
    ),
    (
        "from dynaconf import Dynaconf, Validator\nsettings = Dynaconf(validators=[Validator('A', 'B', default='d'), Validator('C', default=lambda s, v: 5)])\nX = [settings.A, settings.B]\n",
        {"DYNACONF_A": "1"},
    ),
    (
        "from dynaconf import Dynaconf, Validator\nsettings = Dynaconf(validators=[Validator('A.b', default='d')])\nX = settings.A.b\n",
        {},
    ),
    django(
        "[DATABASES['default']['NAME'], DATABASES['default'].get('HOST')]",
        {"DJANGO_DATABASES__default__NAME": "env"},
        module="DATABASES = {'default': {'NAME': 'n', 'ENGINE': 'e'}}\n",
    ),
    django(
        "DATABASES",
        {"DJANGO_DATABASES__default__NAME": "env"},
        module="import os\nDATABASES = {'default': {'NAME': os.environ.get('N', 'n'), 'ENGINE': 'e'}}\n",
    ),
    django("MIDDLEWARE", {"DJANGO_MIDDLEWARE": "['dynaconf_merge', 'c']"}, module="MIDDLEWARE = ['a', 'b']\n"),
    django("MIDDLEWARE", {"DJANGO_MIDDLEWARE": "@insert 0 z"}, module="MIDDLEWARE = ['a', 'b']\n"),
    django("MIDDLEWARE", {"DJANGO_MIDDLEWARE": "@merge_unique a,c"}, module="MIDDLEWARE = ('a', 'b')\n"),
    django(
        "MIDDLEWARE",
        {},
        {"settings.toml": "[default]\nMIDDLEWARE = ['dynaconf_merge', 'c']\n"},
        module="import os\nMIDDLEWARE = ['a'] + (['b'] if os.environ.get('B') else [])\n",
    ),
    django(
        "MIDDLEWARE",
        {"B": "1"},
        {"settings.toml": "[default]\nMIDDLEWARE = '@insert 0 c'\n"},
        module="import os\nMIDDLEWARE = ['a'] + (['b'] if os.environ.get('B') else [])\n",
    ),
    django(
        "C",
        {},
        {"settings.toml": "[default]\n[default.C]\ndynaconf_merge = true\nx = ['dynaconf_merge', 2]\n"},
        module="import os\nC = {'x': [os.environ.get('B')], 'y': 1}\n",
    ),
    django(
        "C['y']",
        {},
        {"settings.toml": "[default]\n[default.C]\ndynaconf_merge = true\nx = 1\n"},
        module="C = {'x': object(), 'y': 1}\n",
    ),
    django("C['z']", {"DJANGO_C__z": "1"}, module="C = {'x': object(), 'y': (1, 2)}\n"),
    django("C", {"DJANGO_C__z": "1"}, module="C = {'x': [(1, 2)], 1: None}\n"),
    django("C", {"DJANGO_OTHER": "1"}, module="C = {'x': [(1, 2)], 'y': {'z': (3,)}}\n"),
    django(
        "[settings.C.y, settings['C']['y'], settings.get('C').y]",
        {"DJANGO_OTHER": "1"},
        module="C = {'x': 1, 'y': 2}\n",
    ),
    django("SECRET_KEY", {"DJANGO_SECRET_KEY": "@format {env[KEY]}", "KEY": "k"}, module="SECRET_KEY = 'd'\n"),
    django("SECRET_KEY", {"DJANGO_SECRET_KEY": "@get KEY default"}, module="SECRET_KEY = 'd'\n"),
    django("DEBUG", {"DJANGO_DEBUG": "@bool @get FLAG", "DJANGO_FLAG": "on"}, module="DEBUG = True\n"),
    django(
        "A",
        {"DJANGO_ENV": "production"},
        {"settings.toml": "[default]\nA = 1\n[production]\nA = '@del'\nB = 2\n"},
        module="B = 0\n",
    ),
    django("NAME", {}, {"settings.py.toml": "x"}, "root_path='.'"),
    django("settings.as_dict()['NAME']"),
    django("[settings.get('NESTED.three'), settings.get('NESTED.four', 4), settings.exists('NESTED')]"),
    django("settings.get(os.environ.get('WHICH', 'NAME'))", module=MODULE + "import os\n"),
    django("[NAME]", options="post_hooks=[lambda settings: None]"),
    django("[NAME]", options="post_hooks=[lambda settings: {}]"),
]
CASES = [
    *PROGRAMS,
    django("[LOAD_DOTENV, DEFAULT_SETTINGS_PATHS, PAIR]"),
    *(
        plain(
            "settings.get('A', 'absent')",
            "",
            {"DYNACONF_A": text, "OTHER": "o", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7"},
        )
        for text in VALUES
        if "MISSING" not in text and "@split" not in text
    ),
    *(
        django(key, {f"DJANGO_{key}": text, "OTHER": "o"})
        for key in ("HOSTS", "NESTED", "NUMBER")
        for text in VALUES
        if text.startswith(("@merge", "@insert", "@format", "1", "[", "{")) and "MISSING" not in text
    ),
    *(
        django(f"[{', '.join(KEYS)}]", environment)
        for environment in (
            {},
            {"DJANGO_DEBUG": "false"},
            {"DYNACONF_DEBUG": "0"},
            {"DYNACONF_NAME": "a", "DJANGO_NAME": "b"},
        )
    ),
    *(
        django("NESTED", {name: text})
        for name, text in (
            ("DJANGO_NESTED__One__two", "9"),
            ("DJANGO_NESTED__one__new", "@json [1]"),
            ("DJANGO_NESTED__three", "@del"),
            ("DJANGO_NESTED__One__list", "@merge 2"),
            ("DJANGO_NESTED__One", "5"),
            ("DJANGO_NESTED__New__deep__er", "x"),
        )
    ),
    django("FRESH", {"DJANGO_FRESH__a__b": "1", "DJANGO_FRESH__a__c": "true"}),
    django("NUMBER", {"DJANGO_NUMBER__a": "1"}),
    *(
        django("[NAME, NUMBER, DEBUG, HOSTS, NESTED, EXTRA]", environment, {"settings.toml": TOML})
        for environment in ENVIRONMENTS
    ),
    *(
        django(
            "[NAME, NUMBER, HOSTS]",
            environment,
            {
                "settings.yaml": "default:\n  NAME: y\n  number: 1\nproduction:\n  HOSTS: [yes, b]\n  dynaconf_merge: true\n"
            },
        )
        for environment in ENVIRONMENTS[:2]
    ),
    *(
        django("NAME", environment, {"settings.json": '{"default": {"NAME": "j"}, "Production": {"name": "p"}}'})
        for environment in ENVIRONMENTS[:2]
    ),
    django("NAME", {}, {".secrets.toml": "[default]\nNAME = 's'\n", "settings.toml": "[default]\nNAME = 't'\n"}),
    django("NAME", {}, {"settings.toml": "[default]\nNAME = 't'\n", "settings.local.toml": "[default]\nNAME = 'l'\n"}),
    django("NAME", {}, {"config/settings.toml": "[default]\nNAME = 'c'\n"}),
    django(
        "[NAME, A]",
        {},
        {
            "settings.toml": "[default]\nNAME = 't'\ndynaconf_include = ['more/*.toml']\n",
            "more/a.toml": "[default]\nA = 1\n",
            "more/b.toml": "[default]\nNAME = 'b'\n",
        },
    ),
    django(
        "[NAME, A]",
        {"DJANGO_NAME": "v"},
        {"settings.toml": "[default]\nA = 0\ndynaconf_include = 'b.toml'\n", "b.toml": "[default]\nNAME = 'b'\n"},
    ),
    django("NAME", {"MY_NAME": "v"}, options="ENVVAR_PREFIX_FOR_DYNACONF='MY'"),
    django("NAME", {"MY_NAME": "v"}, options="envvar_prefix='MY'"),
    django("NAME", {"NAME": "v"}, options="ENVVAR_PREFIX_FOR_DYNACONF=False"),
    django("NAME", {"DJANGO_NAME": "v"}, options="ENVVAR_PREFIX_FOR_DYNACONF=None"),
    django("NAME", {"A_NAME": "1", "B_NAME": "2"}, options="ENVVAR_PREFIX_FOR_DYNACONF='A,B'"),
    django("NAME", {"MODE": "production"}, {"settings.toml": TOML}, "ENV_SWITCHER_FOR_DYNACONF='MODE'"),
    django("NAME", {}, {"settings.toml": TOML}, "env='production'"),
    django("NAME", {}, {"settings.toml": TOML}, "FORCE_ENV_FOR_DYNACONF='production'"),
    django("[NAME, NESTED]", {}, {"settings.toml": FLAT}, "ENVIRONMENTS_FOR_DYNACONF=False"),
    django("[NAME, NESTED]", {}, {"settings.toml": FLAT}, "environments=False, merge_enabled=True"),
    django(
        "NAME",
        {},
        {"other.toml": "[default]\nNAME = 'o'\n", "settings.toml": TOML},
        "SETTINGS_FILE_FOR_DYNACONF='other.toml'",
    ),
    django("NAME", {}, {"other.toml": "[default]\nNAME = 'o'\n"}, "settings_files=['other.toml', 'missing.toml']"),
    django("NAME", {"SETTINGS_FILE_FOR_DYNACONF": "other.toml"}, {"other.toml": "[default]\nNAME = 'o'\n"}),
    django("NAME", {"WHICH": "other.toml"}, {"other.toml": "[default]\nNAME = 'o'\n"}, "ENVVAR_FOR_DYNACONF='WHICH'"),
    django("NAME", {}, {"first.toml": "[default]\nNAME = 'f'\nA = 1\n"}, "PRELOAD_FOR_DYNACONF=['first.toml']"),
    django("[NAME, A]", {}, {"last.toml": "[default]\nNAME = 'l'\nA = 1\n"}, "INCLUDES_FOR_DYNACONF=['last.toml']"),
    django("NAME", {}, {".env": "DJANGO_NAME=e\n"}),
    django("NAME", {"DJANGO_NAME": "v"}, {".env": "DJANGO_NAME=e\n"}),
    django("NAME", {}, {".env": "DJANGO_NAME=e\n"}, "load_dotenv=False"),
    django("[NAME, ADDED]", {}, options="ADDED=[1], NAME='k'"),
    django(
        "[settings.NAME, settings.name, settings['NAME'], settings.get('name'), settings.get('missing', 1), 'NAME' in settings, settings.NESTED.One.two, settings.nested.one.two, settings.get('NESTED.One.two'), settings('NAME')]"
    ),
    django("[settings.as_bool('NUMBER'), settings.exists('NAME'), settings.as_int('NUMBER')]"),
    django("settings.MISSING"),
    django("settings['MISSING']"),
    django("NAME", options="post_hooks=[lambda settings: {'NAME': settings.NAME + '!'}]"),
    django("[HOSTS, DEBUG]", options="post_hooks=lambda: {'HOSTS': ['h'], 'dynaconf_merge': True}", module=MODULE),
    django(
        "NAME", options="validators=[dynaconf.Validator('ADDED', default=5), dynaconf.Validator('NAME', default='d')]"
    ).__class__(
        (
            DJANGO.format(
                module=MODULE,
                options=", validators=[dynaconf.Validator('ADDED', default=5), dynaconf.Validator('NAME', default='d')]",
                expression="[NAME, ADDED]",
            ),
            HERE,
            {},
        )
    ),
    django("[NAME, A]", {}, {"extra.py": "NAME = 'p'\nA = [1]\nlower = 2\n"}, "settings_files=['extra.py']"),
    django(
        "[NAME, A]",
        {"DJANGO_ENV": "production"},
        {"extra.py": "NAME = 'p'\nA = [1]\n", "production_extra.py": "NAME = 'prod'\n", "global_extra.py": "A = [2]\n"},
        "settings_files=['extra.py']",
    ),
    django("A", {}, module="A = '@int 5'\nB__c = 1\n"),
    django("B", {}, module="B = {'c': 0}\nB__d = 1\n"),
    plain("[settings.NAME, settings.list, settings.nested.x]", "settings_files=['s.toml']", {}, {"s.toml": FLAT}),
    plain("settings.NAME", "settings_files=['s.toml'], envvar_prefix='P'", {"P_NAME": "v"}, {"s.toml": FLAT}),
    plain(
        "settings.NAME",
        "settings_files=['s.toml'], environments=True",
        {"ENV_FOR_DYNACONF": "production"},
        {"s.toml": TOML},
    ),
    plain(
        "settings.NAME",
        "settings_files=['s.toml'], environments=True, env_switcher='E'",
        {"E": "production"},
        {"s.toml": TOML},
    ),
    plain("settings.NAME", "settings_file='s.toml;t.toml'", {}, {"s.toml": FLAT, "t.toml": "NAME = 't'"}),
    plain("settings.NAME", "settings_files=['s.yaml']", {}, {"s.yaml": "name: y\n"}),
    plain("settings.NAME", "settings_files=['conf/s.toml'], root_path='.'", {}, {"conf/s.toml": FLAT}),
    plain("settings.get('NAME')", "settings_files=['s.toml']", {}, {}),
    plain("settings.as_dict()['NAME']", "settings_files=['s.toml']", {}, {"s.toml": FLAT}),
    plain("settings.NAME", "load_dotenv=True", {}, {".env": "DYNACONF_NAME=e\n"}),
    plain(
        "settings.LIST",
        "settings_files=['s.toml', 't.toml'], merge_enabled=True",
        {},
        {"s.toml": FLAT, "t.toml": "LIST = [2]"},
    ),
    plain(
        "settings.LIST",
        "settings_files=['s.toml', 't.toml']",
        {},
        {"s.toml": FLAT, "t.toml": "dynaconf_merge = true\nLIST = [2]"},
    ),
    plain(
        "settings.LIST",
        "settings_files=['s.toml', 't.toml']",
        {},
        {"s.toml": FLAT, "t.toml": "LIST = ['dynaconf_merge_unique', 1, 2]"},
    ),
    plain(
        "settings.NESTED",
        "settings_files=['s.toml', 't.toml']",
        {},
        {"s.toml": FLAT, "t.toml": "[NESTED]\ny = 2\ndynaconf_merge = true"},
    ),
    plain(
        "settings.NESTED",
        "settings_files=['s.toml', 't.toml']",
        {},
        {"s.toml": FLAT, "t.toml": "[NESTED.dynaconf_merge]\ny = 2"},
    ),
    plain(
        "settings.NESTED",
        "settings_files=['s.toml', 't.toml']",
        {},
        {"s.toml": FLAT, "t.toml": "NESTED = '@merge y=2'"},
    ),
    plain("settings.NESTED__x", "settings_files=['s.toml', 't.toml']", {}, {"s.toml": FLAT, "t.toml": "NESTED__x = 5"}),
]
UNDETERMINED = [
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@get MISSING", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@get MISSING @int 5", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@get NAME.x", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@int @format {env[OTHER]}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@format {env[MISSING]}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@format {this.NAME.x}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@format {this.NAME:>5}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@format {this.NAME!r}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@format {other}", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@format {", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@float x", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@json {", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@empty", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain(
        "settings.get('A', 'absent')",
        "",
        {"DYNACONF_A": "@reset x", "DYNACONF_NAME": "n", "DYNACONF_NUMBER": "7", "OTHER": "o"},
    ),
    plain("settings.A", "", {"DYNACONF_A": "@format {this.A}"}),
    plain("settings.A", "", {"DYNACONF_A": "@format {this.B}", "DYNACONF_B": "[1]"}),
    two(
        "",
        "[settings.NAME, settings.NESTED]",
        "",
        {"DYNACONF_NESTED__deep__y": "5", "DYNACONF_NAME": "@format {this.LIST}"},
    ),
    two("", "settings.NESTED.items", "", {"DYNACONF_NESTED": "{items=[5], dynaconf_merge=true}"}),
    plain("settings.get('NAME')", "settings_files=['s.json']", {}, {"s.json": "[1]"}),
    plain("settings.get('NAME', 1)", "settings_files=['s.yaml']", {}, {"s.yaml": "- 1\n"}),
    plain("settings.get('NAME', 1)", "settings_files=['s.ini']", {}, {"s.ini": "name = 1\n"}),
    plain("settings.get('NAME', 1)", "settings_files=['s.yaml'], environments=True", {}, {"s.yaml": "default: 5\n"}),
    (
        "from dynaconf import Dynaconf, Validator\nsettings = Dynaconf()\nsettings.validators.register(Validator('A', default='d'))\nsettings.validators.validate()\nX = settings.A\n",
        {},
    ),
    ("from dynaconf import settings\nX = settings.NAME\n", {}, {"settings.toml": "[default]\nNAME = 'd'\n"}),
    django("settings.current_env"),
    django("settings.from_env('production').NAME", {}, {"settings.toml": TOML}),
    django("[k for k in settings if k == 'NAME']"),
    django("NAME", {}, {"dynaconf_hooks.py": "def post(settings):\n    return {}\n"}),
    django("NAME", {}, {"dynaconf_hooks.py": "X = 1\n"}),
    *(plain("settings.get('A')", "", {"DYNACONF_A": text}) for text in ("@int x", "@json bad", "@empty")),
    plain("settings.get('A', 'absent')", "", {"DYNACONF_A": "@jinja {{ env.OTHER }}", "OTHER": "o"}),
    plain("settings.get('A', cast='@int')", "", {"DYNACONF_A": "5"}),
    plain("[settings.set('A', 5), settings.A][1]"),
    plain("settings.NAME", "settings_files=['s.toml'], index_separator='___'", {}, {"s.toml": FLAT}),
    django("NAME", {}, {"dynaconf_hooks.py": "def post(settings):\n    return {'NAME': 'h'}\n"}),
    django("NAME", options="validators=[dynaconf.Validator('NAME', cast=str.upper)]"),
    django("NAME", {}, {"settings.toml": "[default\n"}),
]
