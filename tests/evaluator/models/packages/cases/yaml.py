"""Programs over PyYAML and ruamel.yaml; each sets X."""

REQUIREMENTS = ("PyYAML", "ruamel.yaml")

SAFE = "import yaml\nX = yaml.safe_load(open('data.yml'))\n"
MODERN = "from ruamel.yaml import YAML\nwith open('data.yml') as file:\n    X = YAML(typ='safe').load(file)\n"
TEXTS = [
    "a: 1\nb: [1, 2.5, x]\nc:\n  d: true\n  e: ~\n",
    "- yes\n- No\n- on\n- OFF\n- y\n- True\n- 'true'\n- null\n- Null\n- ''\n-\n",
    "- 010\n- 0o10\n- 0x1F\n- 0b11\n- 1_000\n- 1:30\n- 190:20:30\n- -5\n- +5\n- 08\n",
    "- 1.5\n- 1e3\n- 1.5e+3\n- .5\n- -.inf\n- 1_0.5\n- 1.e3\n- 1e+3\n- '1.5'\n",
    "a: &x [1]\nb: *x\nc: {<<: {d: 1, e: 2}, d: 3}\n",
    "base: &base\n  a: 1\n  b: 2\nother:\n  <<: *base\n  b: 3\nlist:\n  <<: [{c: 1}, *base]\n",
    "a: |\n  one\n  two\nb: >\n  one\n  two\nc: \"x\\ty\"\nd: 'it''s'\n",
    "1: a\ntrue: b\n1.5: c\nnull: d\n",
    "",
    "just text",
    "# only a comment\n",
    "a: !!str 5\nb: !!int '5'\nc: !!float 1\nd: !!set {x, y}\ne: !!binary aGk=\nf: !!bool yes\n",
    "a: 1\nb: [1\n",
    "a: !custom 5\n",
    "a: !!python/object/apply:os.getcwd []\n",
    "a: *missing\n",
    "? [1, 2]\n: pair\n",
    "key: value: other\n",
    "\tx: 1\n",
    "host: a.example.com:80\nurl: https://x/y#z\nn: 1 # note\nm: a#b\n",
    "{a: 1, 'b': [x, {c: d}]}",
    "a: é\n",
    "--- 1\n",
    "A: yes\nB: \"yes\"\nC: 'on'\nD: off\n",
    "d: 0777\n",
    "a: 12e03\nb: 1e5\n",
]
SAME_IN_BOTH = [text for text in TEXTS if "1:30" not in text and "!!" not in text]
PROGRAMS = [
    ("import yaml\nX = yaml.safe_load('')\n",),
    ("import yaml\nX = yaml.safe_load(open('data.yml', 'rb'))\n", {}, {"data.yml": "a: 1\n"}),
    ("import yaml\nX = yaml.safe_load(b'a: 1')\n",),
    ("import yaml\nX = yaml.safe_load(5)\n",),
    ("import yaml\nX = yaml.safe_load(open('gone.yml'))\n",),
    ("import yaml, os\nX = yaml.safe_load(os.environ.get('CONF', 'a: 1'))\n", {"CONF": "b: [2]"}),
    ("import yaml, os\nX = yaml.safe_load(os.environ['CONF'])['hosts']\n", {"CONF": "hosts: [x, y]"}),
    (
        "import yaml, os\ntry:\n    X = yaml.safe_load(os.environ['CONF'])\nexcept yaml.YAMLError:\n    X = 'bad'\n",
        {"CONF": "a: ["},
    ),
    (
        "import yaml\nwith open('data.yml') as f:\n    X = yaml.safe_load(f)['db']['port']\n",
        {},
        {"data.yml": "db:\n  port: 5432\n"},
    ),
    ("import yaml\nX = list(yaml.safe_load_all(open('data.yml')))\n", {}, {"data.yml": "a: 1\n---\nb: 2\n"}),
    ("import yaml\nX = list(yaml.load_all('--- 1\\n--- 2\\n', Loader=yaml.SafeLoader))\n",),
    ("import yaml\nX = yaml.load('a: 1', yaml.FullLoader)\n",),
    ("import yaml\nX = yaml.load('a: 1', Loader=yaml.CSafeLoader) if hasattr(yaml, 'CSafeLoader') else {'a': 1}\n",),
    ("import yaml\nX = yaml.unsafe_load('a: 1')\n",),
    ("import yaml\nX = yaml.safe_load('a: &x [1]\\nb: *x\\n')\nX['a'].append(2)\n",),
    ("import yaml\nX = yaml.safe_load('[' * 60 + ']' * 60) is not None\n",),
    (
        "import yaml\ntry:\n    X = yaml.safe_load('a: [')\nexcept yaml.YAMLError as error:\n    X = type(error).__name__\n",
    ),
    ("import yaml\nX = yaml.safe_load('a: 2020-01-02\\nb: 2020-01-02 03:04:05\\n')\n",),
    ("import yaml\nX = yaml.safe_load('a: 2020-13-02\\n')\n",),
    (
        "import yaml\nglobals().update(yaml.safe_load(open('data.yml')))\nX = [DEBUG, HOSTS]\n",
        {},
        {"data.yml": "DEBUG: no\nHOSTS: [a]\n"},
    ),
    (
        "import yaml\nfor key, value in yaml.safe_load(open('data.yml'))['django'].items():\n    globals()[key.upper()] = value\nX = DEBUG\n",
        {},
        {"data.yml": "django:\n  debug: on\n"},
    ),
    ("from ruamel.yaml import YAML\nyaml = YAML()\nX = dict(yaml.load('a: 1'))\n",),
    ("from ruamel.yaml import YAML\nyaml = YAML(typ='safe', pure=True)\nX = yaml.load('a: yes\\nb: 010\\n')\n",),
    ("from ruamel.yaml import YAML\nyaml = YAML(typ='safe')\nyaml.indent = 4\nX = yaml.load('a: 1\\n')\n",),
    (
        "from ruamel.yaml import YAML\nfrom pathlib import Path\nX = YAML(typ='safe').load(Path('data.yml'))\n",
        {},
        {"data.yml": "a: 1\n"},
    ),
]
CASES = [
    *PROGRAMS,
    *((SAFE, {}, {"data.yml": text}) for text in TEXTS),
    *(
        (MODERN, {}, {"data.yml": text})
        for text in SAME_IN_BOTH
        if "custom" not in text
        and text
        not in (
            TEXTS[5],
            TEXTS[7],
            "? [1, 2]\n: pair\n",
            "a: 1\nb: [1\n",
            "a: *missing\n",
            "key: value: other\n",
            "\tx: 1\n",
            "a: é\n",
        )
    ),
    *(
        (f"import yaml\nX = yaml.load({text!r}, Loader=yaml.{loader})\n",)
        for text in ("a: [1, yes, null]", "a: !!python/tuple [1]", "- 010\n- 1.5\n")
        for loader in ("SafeLoader", "BaseLoader")
    ),
    *(
        (f"import yaml\nX = yaml.load('a: [1, yes, null]', Loader=yaml.{loader})\n",)
        for loader in ("FullLoader", "Loader", "UnsafeLoader", "CSafeLoader")
    ),
    ("import yaml\nX = yaml.full_load('a: 1')\n",),
    ("import yaml\nX = list(yaml.safe_load_all('--- 1\\n--- [2]\\n'))\n",),
    ("import yaml\nX = yaml.safe_load('--- 1\\n--- 2\\n')\n",),
    (
        "import yaml\nfrom pathlib import Path\nX = yaml.safe_load(Path('data.yml').read_text())['a']\n",
        {},
        {"data.yml": "a: 1"},
    ),
    ("import yaml\ntry:\n    yaml.safe_load('a: [')\nexcept yaml.YAMLError:\n    X = 'bad'\n",),
    ("import yaml\ntry:\n    yaml.safe_load('a: [')\nexcept yaml.parser.ParserError:\n    X = 'bad'\n",),
    ("import yaml\ntry:\n    yaml.safe_load('a: !x 1')\nexcept yaml.constructor.ConstructorError:\n    X = 'bad'\n",),
    ("import yaml\nd = yaml.safe_load('a: &x [1]\\nb: *x\\n')\nd['a'].append(2)\nX = d\n",),
    ("import yaml\nX = yaml.safe_load(b'a: 1')\n",),
    ("import yaml\nglobals().update(yaml.safe_load('X: 5\\nY: 6\\n'))\n",),
    (
        "from pathlib import Path\nfrom ruamel.yaml import YAML\nX = YAML().load(Path('data.yml'))['a']\n",
        {},
        {"data.yml": "a: 10\n"},
    ),
    ("import yaml\nX = yaml.safe_load(5)\n",),
]
SEVERAL = ("1: a\ntrue: b\n1.5: c\nnull: d\n", "? [1, 2]\n: pair\n", TEXTS[5])
UNDETERMINED = [
    ("import yaml\nX = yaml.load('a: 1')\n",),
    ("import yaml\nX = yaml.full_load('a: !!python/tuple [1, 2]')\n",),
    ("import yaml\nclass L(yaml.SafeLoader): pass\nX = yaml.load('a: 1', Loader=L)\n",),
    (
        "import yaml\nyaml.SafeLoader.add_constructor('!env', lambda loader, node: 'x')\nX = yaml.safe_load('a: !env B')\n",
    ),
    ("import yaml\nX = yaml.dump({'a': [1, 'x']})\n",),
    ("import yaml\nX = yaml.safe_load(yaml.safe_dump({'a': 1}))\n",),
    ("import yaml\nX = yaml.safe_load('a: &x\\n  b: *x\\n')\n",),
    ("from ruamel.yaml import YAML\nyaml = YAML(typ='safe')\nyaml.version = (1, 1)\nX = yaml.load('a: yes\\n')\n",),
    (
        "from ruamel.yaml import YAML\nyaml = YAML(typ='safe')\nyaml.allow_duplicate_keys = True\nX = yaml.load('a: 1\\na: 2\\n')\n",
    ),
    ("from ruamel.yaml import YAML\nX = YAML(typ='safe').load(5)\n",),
    ("from ruamel.yaml import YAML\nX = YAML(typ='unsafe').load('a: 1')\n",),
    *((MODERN, {}, {"data.yml": text}) for text in SEVERAL),
    ("import yaml\nX = yaml.load('a: 1')\n",),
    ("import yaml\nX = yaml.load('a: 1', Loader=type('L', (yaml.SafeLoader,), {}))\n",),
    ("import yaml\nX = yaml.load('!!python/tuple [1]', Loader=yaml.UnsafeLoader)\n",),
    ("import yaml\nyaml.SafeLoader.add_constructor('!x', lambda loader, node: 7)\nX = yaml.safe_load('a: !x 1')\n",),
    ("import yaml\nX = yaml.dump({'a': 1})\n",),
    (MODERN, {}, {"data.yml": "a: 1\na: 2\n"}),
    (MODERN, {}, {"data.yml": "%YAML 1.1\n---\na: yes\n"}),
    (
        "import yaml\nX = len(str(yaml.safe_load("
        + repr(
            "a: &a [1,1,1,1,1,1,1,1,1]\n"
            + "".join(f"{y}: &{y} [{','.join(['*' + x] * 9)}]\n" for x, y in zip("abcde", "bcdef", strict=True))
        )
        + "))) > 0\n",
    ),
]
