"""Programs over python-dotenv; each sets X."""

REQUIREMENTS = ("python-dotenv",)

LOAD = (
    "import os\nfrom dotenv import load_dotenv\nload_dotenv({})\nX = {{key: os.environ.get(key) for key in 'ABCDEF'}}\n"
)
VALUES = "from dotenv import dotenv_values\nX = dict(dotenv_values({}))\n"
TEXTS = [
    "A=1\nB = 2\nexport C=3\n\n# comment\nD='4' # note\nE=\"5\\n6\" \nF=7 # note\n",
    "A=1#2\nB= # note\nC=\"a#b\"\nD='a#b'\nE\nF=\n",
    "A='it\\'s'\nB=\"q\\\"q\\\\n\"\nC='\\n'\nD=\"\\t|\\x\"\n",
    "A=1\nB=${A}2\nC=${NO}x\nD=${NO:-y}\nE='${A}'\nF=$A\n",
    "A=${HOST}/x\nB=${HOST:-none}\nHOST=inner\nC=${HOST}\n",
    "A=\"one\ntwo\"\nB='three\nfour'\nC=5",
    "A=1\rB=2\r\nC=3\n",
    "bad line\nA=1\n=x\nB=2\n'C'=3\n'D E'=4\n",
    'A="unclosed\nB=2\n',
    "A=a b c  \nB=  padded\nC=a=b\nD==x\n",
    "\ufeffA=1\n",
    "A=1\nA=2\nB=${A}\n",
    'A=é\nB="é\\u00e9"\n',
    "export A\nB=1\nexport=2\n",
    "A='1'x\nB=2\n",
    'A=""\nB=\'\'\nC="\'"\n',
]
HEAD_ = "import os, io\nfrom pathlib import Path\nimport dotenv\nfrom dotenv import dotenv_values, find_dotenv, get_key, load_dotenv\n"
PROGRAMS = [
    (HEAD_ + "X = dict(dotenv_values(os.environ['F']))\n", {"F": "x.env"}, {"x.env": "A=1"}),
    (HEAD_ + "X = [get_key('.env', 'A'), get_key('.env', 'B')]\n", {}, {".env": "A=1"}),
    (HEAD_ + "X = get_key(os.environ['F'], 'A')\n", {"F": ".env"}, {".env": "A=1"}),
    (HEAD_ + "X = get_key('.env', os.environ['F'])\n", {"F": "A"}, {".env": "A=1"}),
    (HEAD_ + "X = [load_dotenv('gone'), dict(dotenv_values('gone')), find_dotenv('gone.env')]\n",),
    (HEAD_ + "X = find_dotenv('gone.env', raise_error_if_not_found=True)\n",),
    (HEAD_ + "X = os.path.basename(find_dotenv(usecwd=True))\n", {}, {".env": "A=1"}),
    (HEAD_ + "X = os.path.basename(find_dotenv(os.environ.get('F', '.env')))\n", {"F": "x.env"}, {"x.env": "A=1"}),
    (HEAD_ + "load_dotenv(find_dotenv())\nX = os.environ['A']\n", {}, {".env": "A=1"}),
    (
        HEAD_ + "load_dotenv(dotenv_path=Path(__file__).resolve().parent / 'conf' / '.env')\nX = os.environ['A']\n",
        {},
        {"conf/.env": "A=1"},
    ),
    (HEAD_ + "load_dotenv(stream=io.StringIO('A=1'))\nX = os.environ['A']\n",),
    (HEAD_ + "X = dict(dotenv_values(stream=io.StringIO('A=1\\nB')))\n",),
    (
        HEAD_ + "load_dotenv('.env', override=bool(os.environ.get('O')))\nX = os.environ['A']\n",
        {"A": "0", "O": "1"},
        {".env": "A=1"},
    ),
    (
        HEAD_ + "load_dotenv('.env', override=os.environ['O'] == 'x')\nX = os.environ['A']\n",
        {"A": "0", "O": "1"},
        {".env": "A=1"},
    ),
    (HEAD_ + "load_dotenv('.env', verbose=True, encoding='utf-8')\nX = os.environ['A']\n", {}, {".env": "A=1"}),
    (
        HEAD_ + "X = {**dotenv_values('.env.shared'), **dotenv_values('.env'), **os.environ}['A']\n",
        {"A": "0"},
        {".env": "A=1", ".env.shared": "A=2\nB=3"},
    ),
    (
        HEAD_
        + "config = {**dotenv_values('.env.shared'), **dotenv_values('.env')}\nX = [config['A'], config.get('B'), config.get('C')]\n",
        {},
        {".env": "A=1\nC", ".env.shared": "A=2\nB=3"},
    ),
    (
        HEAD_ + "for name in ('.env', '.env.local'):\n    load_dotenv(name)\nX = [os.environ['A'], os.environ['B']]\n",
        {},
        {".env": "A=1", ".env.local": "A=2\nB=3"},
    ),
    (HEAD_ + "dotenv.read_dotenv = None\nX = dotenv.load_dotenv('.env')\n", {}, {".env": ""}),
    (HEAD_ + "X = dict(dotenv_values('.env', interpolate=bool(os.environ.get('I'))))\n", {}, {".env": "A=1\nB=${A}"}),
    (HEAD_ + "if load_dotenv():\n    X = os.getenv('A', 'd')\nelse:\n    X = 'none'\n", {}, {".env": "B=1"}),
]
CASES = [
    *(
        (VALUES.format("'.env'"), environment, {".env": text})
        for text in TEXTS
        for environment in ({}, {"HOST": "h", "A": "given"})
    ),
    *(
        (LOAD.format(options), environment, {".env": text})
        for text in TEXTS[3:5] + TEXTS[11:12]
        for options in ("", "override=True", "interpolate=False")
        for environment in ({}, {"HOST": "h", "A": "given"})
    ),
    ("import os\nfrom dotenv import load_dotenv\nX = (load_dotenv(), os.environ.get('A'))\n", {}, {"../.env": "A=1"}),
    (
        "from dotenv import find_dotenv, dotenv_values\nX = dotenv_values(find_dotenv('other.env'))['A']\n",
        {},
        {"other.env": "A=1"},
    ),
    ("from dotenv import load_dotenv\nX = load_dotenv('missing.env')\n",),
    ("from dotenv import load_dotenv\nX = load_dotenv('.env')\n", {}, {".env": "# nothing\n"}),
    ("from dotenv import find_dotenv\nX = find_dotenv()\n",),
    ("from dotenv import find_dotenv\nX = find_dotenv(raise_error_if_not_found=True)\n",),
    ("from dotenv import get_key\nX = (get_key('.env', 'A'), get_key('.env', 'B'))\n", {}, {".env": "A=1"}),
    ("import io, os\nfrom dotenv import load_dotenv\nload_dotenv(stream=io.StringIO('A=1'))\nX = os.environ['A']\n",),
    (
        "import os\nfrom pathlib import Path\nfrom dotenv import load_dotenv\nload_dotenv(Path(__file__).parent / 'conf' / '.env')\nX = os.environ['A']\n",
        {},
        {"conf/.env": "A=1"},
    ),
]
CASES = [case for case in CASES if "../.env" not in dict(*case[2:])]
CASES += PROGRAMS
UNDETERMINED = [
    (HEAD_ + "X = [dotenv.set_key('.env', 'B', '2')[1:], get_key('.env', 'A')]\n", {}, {".env": "A=1\n"}),
]
