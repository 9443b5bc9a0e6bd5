"""Settings that read, list and change files or import modules, executed by Python and by the evaluator."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluator.models.comparison import project_differences

TREE: dict[str, str] = {
    "data/a.txt": "one\ntwo\nthree\n",
    "data/b.txt": "b\n",
    "data/sub/c.txt": "c\n",
    "data/sub/deep/d.py": "D = 1\n",
    "data/.hidden": "",
    "latin.txt": "x\n",
    "empty.txt": "",
    "env.list": "A=1\nB=2\n",
}
"""Files that several projects have."""

PROJECTS: dict[str, dict[str, str]] = {
    "configparser": {
        "settings.py": r"""
import configparser
from configparser import ConfigParser, RawConfigParser
config = ConfigParser()
A = config.read(['missing.ini', 'site.ini'])
B = config.sections(), config['django']['DEBUG'], config.getboolean('django', 'debug'), config.getint('django', 'port'), config.getfloat('django', 'ratio')
C = config.get('django', 'name'), config.get('django', 'nope', fallback='f'), config.getint('django', 'nope', fallback=7), config.has_option('django', 'name'), config.has_section('zz'), 'django' in config, 'zz' in config
D = config.items('db'), config.options('db'), dict(config['db']), list(config['db']), config['db'].get('user'), config['db'].get('nope', 'dd'), config['db'].getint('port'), 'user' in config['db']
E = [s for s in config], config.defaults(), config['db'].keys() if False else list(config['db'].items()), config['db'].name
try:
    config.get('zz', 'x')
except configparser.NoSectionError:
    F = 'no section'
try:
    config.get('db', 'zz')
except configparser.NoOptionError:
    G = 'no option'
try:
    config['zz']
except KeyError:
    H = 'no section'
try:
    config.getint('django', 'name')
except ValueError:
    I = 'no number'
raw = RawConfigParser()
raw.read('site.ini')
J = raw.get('db', 'path'), raw.get('db', 'raw') if raw.has_option('db', 'raw') else None
other = ConfigParser(interpolation=None, allow_no_value=True, defaults={'z': '1'})
other.read_string('[a]\nx = %(y)s\nflag\n')
K = other['a']['x'], other['a']['flag'], other['a']['z'], other.get('a', 'z')
other.set('a', 'x', 'new')
other.add_section('b')
other.read_dict({'c': {'k': 'v'}})
L = other['a']['x'], other.sections(), other['c']['k'], other.remove_option('a', 'flag'), other.has_option('a', 'flag')
with open('site.ini') as handle:
    third = ConfigParser()
    third.read_file(handle)
M = third.get('django', 'name')
try:
    ConfigParser().read_string('x = 1')
except configparser.MissingSectionHeaderError:
    N = 'no header'
try:
    ConfigParser(wrong=1)
except TypeError:
    O = 'no such option'
P = config.get('db', 'path'), config['DEFAULT'] is not None if False else 1
ini = ConfigParser()
ini.optionxform = str
Q = ini.read('nope.ini')
config.remove_section('db')
R = config.sections()
""",
        "site.ini": """
[DEFAULT]
base = /srv
[django]
debug = yes
port = 80
ratio = 1.5
name = site
[db]
user = me
port = 5432
path = %(base)s/db
""",
    },
    "toml and json": {
        "settings.py": """
import json, sys
from pathlib import Path
try:
    import tomllib
except ImportError:
    import tomli as tomllib
HERE = Path(__file__).parent
with open('conf.toml', 'rb') as f:
    A = tomllib.load(f)
B = tomllib.loads('a = [1, 2]')
try:
    tomllib.loads('a = ')
except tomllib.TOMLDecodeError:
    C = 'bad'
try:
    tomllib.loads('x = 1 x')
except ValueError:
    D = 'bad'
E = json.load(open(HERE / 'data.json')), json.loads((HERE / 'data.json').read_text())
try:
    json.load(open('conf.toml'))
except json.JSONDecodeError:
    F = 'no json'
try:
    open('missing.json')
except FileNotFoundError:
    G = 'no file'
try:
    open('missing.json')
except OSError as error:
    H = type(error).__name__
I = json.dumps(E[0], sort_keys=True), json.dumps({'a': (1, None)}), json.loads('[1.5, true]')
try:
    json.dumps({1, 2})
except TypeError:
    J = 'a set'
""",
        "conf.toml": """
title = "x"
[database]
ports = [1, 2]
ok = true
[[items]]
n = 1.5
""",
        "data.json": '{"a": [1, null], "b": {"c": "é"}}',
    },
    "csv and literals": {
        "settings.py": """
import ast, csv
with open('table.csv', newline='') as f:
    A = list(csv.reader(f))
with open('table.csv') as f:
    B = [dict(row) for row in csv.DictReader(f)]
C = list(csv.reader(['a;b', 'c;d'], delimiter=';')), next(csv.reader(['x,"y,z"']))
D = ast.literal_eval(open('literal.txt').read())
try:
    ast.literal_eval('x()')
except ValueError:
    E = 'no literal'
try:
    ast.literal_eval('(')
except SyntaxError:
    F = 'no syntax'
""",
        "table.csv": """
k,v
a,1
b,2
""",
        "literal.txt": "{'a': [1, (2, None)]}\n",
    },
    "importlib": {
        "settings.py": """
import importlib, importlib.util, pkgutil, sys
from importlib import import_module
A = import_module('part').VALUE, importlib.import_module('.inner', 'pkg').X, import_module('pkg.inner').X, import_module('..part', 'pkg.inner').VALUE if False else 1
C = importlib.util.find_spec('part') is not None, bool(importlib.util.find_spec('json')), importlib.util.find_spec('part').name
spec = importlib.util.spec_from_file_location('loaded', 'other/file.py')
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
D = module.LOADED, module.__name__
E = importlib.reload(import_module('part')).VALUE
F = __import__('pkg.inner').inner.X, __import__('pkg.inner', fromlist=['X']).X, __import__('pkg', globals(), locals(), ['inner'], 0).inner.X
for name in ('part', 'pkg.inner'):
    globals().update({k: v for k, v in vars(import_module(name)).items() if k.isupper()})
G = VALUE, X
H = sys.modules['part'].VALUE, 'pkg' in sys.modules
def load(name):
    try:
        return import_module(name)
    except ModuleNotFoundError:
        return None
I = load('part').VALUE
""",
        "part.py": "VALUE = 1\n",
        "pkg/__init__.py": "",
        "pkg/inner.py": "X = 'x'\n",
        "other/file.py": "LOADED = __name__\n",
    },
    "inspect": {
        "settings.py": """
import inspect, sys
class Base:
    a = 1
class Child(Base):
    B = 2
    def method(self): pass
    @property
    def p(self): return 5
def function(): pass
A = [n for n, v in inspect.getmembers(Child) if not n.startswith('_')], [n for n, v in inspect.getmembers(Child(), lambda v: isinstance(v, int)) if not n.startswith('_')]
B1 = inspect.isclass(Child), inspect.isclass(Child()), inspect.isfunction(function), inspect.isfunction(len), inspect.ismodule(sys), inspect.ismodule(1), inspect.ismethod(Child().method), inspect.isbuiltin(len)
C = [n for n, v in inspect.getmembers(sys.modules[__name__], inspect.isclass)], inspect.isfunction('x'), inspect.isclass(None)
D = [n for n, v in inspect.getmembers(Child, inspect.isfunction)], dict(inspect.getmembers(Child))['B']
""",
    },
    "reading files": {
        **TREE,
        "settings.py": r"""
import io, os, codecs
from pathlib import Path
HERE = Path(__file__).resolve().parent
A = open('data/a.txt').read(), open(HERE / 'data' / 'a.txt').readlines(), [l.strip() for l in open('data/a.txt')], (HERE / 'data/b.txt').read_text(), (HERE / 'data/b.txt').read_bytes(), Path('data/b.txt').open().read()
with open('data/a.txt') as f:
    B = f.readline(), f.read(2), f.read(), f.read(), f.readlines(), f.readline()
    f.seek(0)
    C = f.read(3), f.name
with open('data/a.txt', 'rb') as f:
    D = f.read(4), f.readline(), f.readlines()
E = open('data/a.txt', encoding='utf-8').read(), open('data/a.txt', 'r', -1, 'ascii').read(), codecs.open('data/b.txt', 'r', 'utf-8').read(), io.open('data/b.txt').read(), open('empty.txt').read()
def attempt(f):
    try:
        return f()
    except OSError as error:
        return type(error).__name__, error.errno
    except (ValueError, LookupError) as error:
        return type(error).__name__
F = attempt(lambda: open('nope.txt')), attempt(lambda: open('data').read()), attempt(lambda: Path('nope').read_text()), attempt(lambda: open('data/a.txt', 'x')), attempt(lambda: os.listdir('nope'))
G = attempt(lambda: open('data/a.txt', encoding='nonsense').read()), attempt(lambda: b'\xff'.decode())
H = io.StringIO('a\nb').read(), list(io.StringIO('a\nb')), io.BytesIO(b'ab').read(1), io.StringIO('x').getvalue()
I = dict(line.strip().split('=', 1) for line in open('env.list')), {k: v for k, v in (l.split('=') for l in open('env.list').read().splitlines())}
J = (HERE / 'data' / 'a.txt').read_text(encoding='utf-8').splitlines()[0], Path('data/a.txt').read_text('ascii')[:3], Path('data/a.txt').open('rb').read(2)
stream = open('data/a.txt')
K = next(stream)
stream.close()
""",
    },
    "looking at the disk": {
        **TREE,
        "settings.py": """
import glob, os
from pathlib import Path
HERE = Path(__file__).resolve().parent
A = os.path.exists('data'), os.path.isfile('data/a.txt'), os.path.isdir('data'), os.path.isdir('data/a.txt'), os.path.exists('nope'), os.path.lexists('data'), os.access('data/a.txt', os.R_OK) if False else 1
B = (HERE / 'data').exists(), (HERE / 'data').is_dir(), (HERE / 'data/a.txt').is_file(), (HERE / 'nope').exists(), Path('data').is_file()
C = sorted(os.listdir('data')), sorted(os.listdir(HERE / 'data' / 'sub')), sorted(p.name for p in (HERE / 'data').iterdir()), sorted(e.name for e in os.scandir('data') if e.is_file()), sorted(e.path for e in os.scandir('data') if e.is_dir())
D = sorted(glob.glob('data/*.txt')), sorted(p.name for p in (HERE / 'data').glob('*.txt')), sorted(p.name for p in (HERE / 'data').rglob('*.txt')), sorted(p.name for p in HERE.glob('data/*/*.txt')), sorted(p.name for p in HERE.glob('data/**/*.py')), sorted(str(p) for p in Path('data').glob('sub/*'))
E = sorted((r, sorted(d), sorted(f)) for r, d, f in os.walk('data')), [n for r, d, f in os.walk('data') for n in f if n == 'd.py'], sorted(os.path.join(r, n) for r, _, fs in os.walk('data') for n in fs)
F = os.path.abspath('data') == str(HERE / 'data'), os.getcwd() == str(HERE), Path.cwd() == HERE, Path('data').resolve() == HERE / 'data', Path('data').absolute() == HERE / 'data', os.path.realpath('data') == str(HERE / 'data')
G = os.path.relpath('data/a.txt'), os.path.relpath(HERE / 'data', HERE), os.path.samefile('data', 'data') if False else 1, os.path.getsize('data/b.txt') if False else 2
H = sorted(glob.glob('data/**/*.txt', recursive=True)), sorted(glob.iglob('data/sub/*')), glob.glob('nope*'), sorted(glob.glob(str(HERE / 'data' / '?.txt')))
I = os.path.ismount('/') if False else 1, os.path.islink('data'), (HERE / 'data').is_symlink()
""",
    },
    "changing the disk": {
        **TREE,
        "settings.py": """
import os, shutil
from pathlib import Path
HERE = Path(__file__).resolve().parent
def attempt(f):
    try:
        return f() and 0
    except OSError as error:
        return type(error).__name__
A = os.path.exists('new')
os.makedirs('new/deep/er', exist_ok=True)
B = os.path.isdir('new'), os.path.exists('new/deep'), os.path.isdir('new/deep/er')
C = attempt(lambda: os.makedirs('new')), attempt(lambda: os.mkdir('data')), attempt(lambda: os.makedirs('new', exist_ok=True))
Path('made').mkdir(exist_ok=True)
(HERE / 'with' / 'parents').mkdir(parents=True, exist_ok=True)
D = Path('made').exists(), Path('made').is_dir(), (HERE / 'with').exists(), attempt(lambda: Path('made').mkdir())
with open('written.txt', 'w') as f:
    f.write('text')
    f.flush()
E = os.path.exists('written.txt'), os.path.isfile('written.txt')
Path('touched').touch()
F = Path('touched').exists(), attempt(lambda: Path('touched').touch(exist_ok=False))
Path('t2').write_text('x')
os.remove('t2')
G = os.path.exists('t2'), attempt(lambda: os.remove('t2')), attempt(lambda: Path('t2').unlink()), attempt(lambda: Path('t2').unlink(missing_ok=True))
os.rename('touched', 'renamed')
H = os.path.exists('touched'), os.path.exists('renamed')
Path('renamed').rename('again')
I = Path('renamed').exists(), Path('again').exists()
shutil.copy('data/a.txt', 'copied.txt')
J = os.path.exists('copied.txt')
os.mkdir('single')
K = os.path.isdir('single'), attempt(lambda: os.mkdir('single'))
os.unlink('again')
L = os.path.exists('again')
os.chdir('data')
M = os.path.exists('a.txt'), os.path.basename(os.getcwd()), Path('sub').exists()
with open('more.txt', 'a') as f: print('x', file=f)
N = os.path.exists('more.txt')
os.chdir(HERE)
O = os.path.exists('data/more.txt')
""",
    },
    "paths": {
        "settings.py": """
import os, pathlib
from os import path
from pathlib import Path, PurePath, PurePosixPath
p = Path('/srv/app/conf.d/settings.local.py')
A = p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parents[1], p.parts, p.anchor, p.root, p.drive, len(p.parents), list(p.parents)[-1]
B = p / 'x', p / '/abs', p.joinpath('a', 'b'), p.with_name('n'), p.with_suffix('.txt'), p.with_stem('s'), p.parent / '..' / 'x', str(p), repr(p), f'{p}', p.as_posix(), p.as_uri()
C = p.relative_to('/srv'), p.is_absolute(), p.match('*.py'), p.is_relative_to('/srv'), p.is_relative_to('/other'), p == Path(str(p)), p != p.parent, p < p.parent, hash(p) == hash(Path(str(p))), p in {p: 1}
def attempt(f):
    try:
        return f()
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        return type(error).__name__
D = attempt(lambda: p.relative_to('/other')), attempt(lambda: p / 1), attempt(lambda: Path(1)), attempt(lambda: p.with_name('')), attempt(lambda: p.parents[99]), attempt(lambda: p.nope), attempt(lambda: p + 'x'), attempt(lambda: p.with_suffix('x')), attempt(lambda: p.relative_to())
E = Path(), Path('.'), Path('a//b/./c'), Path('a', 'b', '..'), Path(p, 'x'), Path('~'), Path('/'), Path('//x') == Path('/x'), Path('a') / Path('b'), 'x' / Path('y'), PurePath('a') / 'b', PurePosixPath('/a').name
F = os.path.join(p, 'x'), os.path.dirname(p), os.fspath(p), os.path.join('a', p), str(p.parent.parent), path.join(str(p.parent), '..'), path.normpath(path.join('/a/b', '../c')), os.path.basename(p), os.path.splitext(p), os.path.isabs(p)
G = isinstance(p, Path), isinstance(p, PurePath), isinstance(p, str), isinstance(p, os.PathLike), bool(p), type(p) is type(Path()), callable(p.exists), p.__class__ is type(p), p.__str__(), p.__fspath__()
H = [str(x) for x in (p.parent, p.parent.parent)], sorted([Path('b'), Path('a')]), max(Path('a'), Path('b')), {Path('a'): 1}[Path('a')], [Path('a')] == [Path('a')], Path('a') == 'a', Path('a') in ['a']
I = p.expanduser() == p, Path('a').expanduser(), os.path.expanduser('a/b'), os.path.expandvars('a/b'), os.path.expanduser(b'x'), os.path.join(b'a', b'b'), os.path.commonpath(['/a/b', '/a/c']), os.path.commonprefix(['abc', 'abd'])
J = p.samefile if False else 1, str(Path('/a/b').absolute()), p.as_posix().split('/')[1], os.path.sep.join(['a', 'b']), p.parent.name, p.exists(), Path('/nonexistent-surely').exists() if False else 0
K = str(Path('a').with_suffix('')), Path('a.tar.gz').stem, Path('.bashrc').suffix, Path('a.').suffix, Path('/').name, Path('..').name, Path('a/..').parts, Path('x').is_absolute()
L = Path('/a/b/c').relative_to('/a', 'b') if False else Path('/a/b/c').relative_to('/a/b'), Path('a').joinpath('/b'), Path('/a').joinpath(Path('b'), 'c')
""",
    },
    "processes and randomness": {
        "settings.py": """
import os, random, secrets, string, subprocess, sys, tempfile, time, uuid, shutil, platform, socket
values = [1, 2, 3]
random.shuffle(values)
A = 3 in values
chosen = random.choice('abc')
B = isinstance(chosen, str), isinstance(secrets.token_hex(4), str), isinstance(random.randint(1, 2), int), isinstance(uuid.uuid4(), uuid.UUID), isinstance(str(uuid.uuid4()), str)
C = uuid.UUID('12345678123456781234567812345678') == uuid.UUID('12345678-1234-5678-1234-567812345678'), uuid.UUID(int=1) == uuid.UUID(int=2), uuid.uuid5(uuid.NAMESPACE_DNS, 'a').hex, str(uuid.uuid3(uuid.NAMESPACE_URL, 'b'))
KEY = ''.join(random.choice(string.ascii_letters) for _ in range(50))
D = isinstance(KEY, str), bool(KEY) if False else True
def attempt(f):
    try:
        return f()
    except (ValueError, OSError, subprocess.SubprocessError) as error:
        return type(error).__name__
E = attempt(lambda: uuid.UUID('x')), isinstance(random.Random(3).random(), float)
with tempfile.TemporaryDirectory() as folder: F = isinstance(folder, str)
with tempfile.NamedTemporaryFile() as handle: G = isinstance(handle.name, str)
H = isinstance(time.time(), float), isinstance(os.getpid(), int), isinstance(socket.gethostname(), str), isinstance(platform.system(), str), isinstance(sys.argv, list), sys.byteorder in ('little', 'big')
out = subprocess.run([sys.executable, '-c', 'print(1)'], capture_output=True, text=True)
I = isinstance(out.stdout, str), isinstance(out.returncode, int)
J = isinstance(subprocess.check_output([sys.executable, '-c', ''], text=True), str), isinstance(subprocess.getoutput('echo'), str), isinstance(subprocess.call([sys.executable, '-c', '']), int)
process = subprocess.Popen([sys.executable, '-c', ''], stdout=subprocess.PIPE)
stdout, stderr = process.communicate()
K = isinstance(stdout, bytes), isinstance(process.returncode, int)
L = len(random.sample([1, 2, 3], 2)) if False else 2, random.seed(1), isinstance(random.sample([1], 1), list), isinstance(shutil.which('nope-nope'), str) if False else False
""",
    },
}
UNDETERMINED: dict[str, str] = {
    "csv and literals": "B C",
    "reading files": "K",
    "changing the disk": "C",
    "processes and randomness": "A E B C D F G H I J K KEY L",
    "paths": "G J",
    "looking at the disk": "E I",
}
"""Names that the evaluator need not determine."""


@pytest.mark.parametrize("name", PROJECTS)
def test_python_and_the_evaluator_agree(name: str, tmp_path: Path) -> None:
    assert project_differences(tmp_path, PROJECTS[name], UNDETERMINED.get(name, "").split()) == []
