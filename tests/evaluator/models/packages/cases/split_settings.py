"""Programs over django-split-settings; each sets X."""

REQUIREMENTS = ("django-split-settings",)
PRELOAD = ("split_settings.tools",)

HEAD = "import os\nfrom split_settings.tools import include, optional\n"
FILES = {
    "parts/a.py": "A = 'a'\nX = X + ['a'] if 'X' in globals() else ['a']\n",
    "parts/b.py": "B = 'b'\nX = X + ['b'] if 'X' in globals() else ['b']\n",
    "parts/c.cfg": "X = X + ['text']\n",
    "parts/.hidden.py": "X = ['hidden']\n",
    "parts/order/one.py": "import os\nONE = 'one'\nSAME = os.sep\n",
    "parts/order/two.py": "import os\nTWO = 'two'\nSAME = os.sep\n",
    "parts/order/three.py": "LATER = [TWO] if 'TWO' in globals() else []\n",
    "parts/order/four.py": "BEFORE = BEFORE + '4' if 'BEFORE' in globals() else '4'\n",
    "parts/inner/d.py": "X = X + ['d']\n",
    "parts/more.py": "from split_settings.tools import include, optional\nX = X + ['more']\ninclude('inner/d.py', optional('nothing.py'))\n",
    "parts/where.py": "WHERE = (os.path.basename(__file__), __included_file__.rpartition('parts/')[2], __name__)\n",
    "parts/own.py": "import os\nX = X + [os.path.basename(__included_file__)]\n",
    "parts/fails.py": "X = 1\nraise ValueError('no')\n",
    "parts/wrong.py": "X = (\n",
}


def case(text, result=None, environment=None):
    ending = "" if result is None else f"X = {result}\n"
    return (f"{HEAD}{text}\n{ending}", environment or {}, FILES)


CASES = [
    case("include('parts/a.py')"),
    case("X = []\ninclude('parts/a.py', 'parts/b.py')"),
    case("X = []\ninclude('parts/b.py', 'parts/a.py', scope=globals())"),
    case("X = []\ninclude('parts/a.py', scope=locals())"),
    case("X = []\ninclude('parts/a.py', 'parts/a.py')"),
    case("X = []\ninclude('parts/a.py')\ninclude('parts/a.py')"),
    case("X = []\ninclude('parts/a.py')\ninclude('parts/../parts/a.py')"),
    case("X = []\ninclude('parts/more.py', 'parts/b.py')"),
    case("X = []\ninclude('parts/b.py')", "A if 'A' in globals() else B"),
    case("X = include('parts/nothing.py')"),
    case("X = []\ninclude(optional('parts/nothing.py'))"),
    case("X = []\ninclude(optional('parts/nothing.py'), 'parts/a.py')"),
    case("X = []\ninclude(optional('parts/a.py'))"),
    case("X = []\ninclude(optional(''))"),
    case("X = []\ninclude(optional(None), 'parts/b.py')"),
    case("X = []\ninclude(optional(os.environ.get('MORE')), 'parts/b.py')"),
    case("X = []\ninclude(optional(os.environ.get('MORE')), 'parts/b.py')", None, {"MORE": "parts/a.py"}),
    case("X = []\ninclude(f\"parts/{os.environ.get('PART', 'a')}.py\")"),
    case("X = []\ninclude(f\"parts/{os.environ.get('PART', 'a')}.py\")", None, {"PART": "b"}),
    case("X = []\ninclude()"),
    case("X = []\ninclude('parts/inner/*.py')"),
    case("X = []\ninclude('parts/a*.py')"),
    case("include('parts/order/*.py')", "ONE + TWO"),
    case("include('parts/order/*.py')", "SAME"),
    case("BEFORE = 'b'\ninclude('parts/order/*.py')", "SAME"),
    case("X = include('parts/[!.a-z]*.py')"),
    case("X = []\ninclude('parts/.h*.py')"),
    case("X = []\ninclude('*/a.py')"),
    case("X = []\ninclude('**/a.py')"),
    case("X = []\ninclude('p*/inner/d.py')"),
    case("X = include('parts/nothing*.py')"),
    case("X = []\ninclude(optional('parts/nothing*.py'))"),
    case("include('parts/where.py')", "WHERE"),
    case("X = []\ninclude('parts/own.py')"),
    case("X = []\ninclude('parts/own.py')", "'__included_file__' in globals()"),
    case("X = []\ninclude('parts/own.py')", "[os.path.basename(each) for each in __included_files__]"),
    case("X = []\ninclude('parts/more.py')", "[os.path.basename(each) for each in __included_files__]"),
    case("X = []\ninclude(os.path.join(os.path.dirname(__file__), 'parts', 'a.py'))"),
    case("X = []\ninclude(*['parts/a.py', 'parts/b.py'])"),
    case("X = []\nfor each in ('a', 'b'):\n    include('parts/' + each + '.py')"),
    case("X = []\ndef f():\n    include('parts/a.py')\nf()"),
    case("X = []\ndef f():\n    X = ['local']\n    include('parts/a.py', scope=globals())\nf()"),
    case("X = []\ntry:\n    include('parts/nothing.py')\nexcept OSError:\n    X = ['caught']"),
    case("X = []\ntry:\n    include('parts/fails.py')\nexcept ValueError:\n    X = ['caught', X]"),
    case("X = include('parts')"),
    case("X = optional('a') + 'b'"),
    case("X = os.path.exists(optional('settings.py'))"),
    case("X = isinstance(optional('a'), str)"),
    case("X = []\ninclude(__import__('pathlib').Path('parts/a.py'))"),
]
UNDETERMINED = [
    case("X = []\ninclude('parts/[ab].py')"),
    case("X = []\ninclude('parts/?.py')"),
    case("scope = {'__file__': __file__, 'X': []}\ninclude('parts/a.py', scope=scope)", "scope['X']"),
]
