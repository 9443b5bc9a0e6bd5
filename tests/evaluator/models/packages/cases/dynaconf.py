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
CASES = [
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
    *(plain("settings.get('A')", "", {"DYNACONF_A": text}) for text in ("@int x", "@json bad", "@empty")),
    plain("settings.get('A', 'absent')", "", {"DYNACONF_A": "@jinja {{ env.OTHER }}", "OTHER": "o"}),
    plain("settings.get('A', cast='@int')", "", {"DYNACONF_A": "5"}),
    plain("[settings.set('A', 5), settings.A][1]"),
    plain("settings.NAME", "settings_files=['s.toml'], index_separator='___'", {}, {"s.toml": FLAT}),
    django("NAME", {}, {"dynaconf_hooks.py": "def post(settings):\n    return {'NAME': 'h'}\n"}),
    django("NAME", options="validators=[dynaconf.Validator('NAME', cast=str.upper)]"),
    django("NAME", {}, {"settings.toml": "[default\n"}),
]
