"""Single expressions over the parts of Python that settings use, evaluated by Python and by the evaluator, errors included."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluator.models.comparison import program, project_differences

FILES = {
    "a.txt": "one\ntwo\nthree\n",
    "sub/b.txt": "b\n",
    "sub/c.py": "C = 1\n",
    "sub/.h": "",
    ".env": "A=1\n",
    "latin.txt": "x",
    "e.py": "Y = 5\n",
    "gone/x": "",
}
ENVIRONMENT = {"A": "1", "B": "", "LIST": "x,y", "HOME": "/home/me"}

GROUPS: dict[str, tuple[str, str]] = {
    "files": (
        """
import os, sys, re, pathlib, json, datetime, decimal, math, io, glob, shutil
from pathlib import Path, PurePosixPath
from os import environ
""",
        r"""
        os.path.join(b'a', b'b'), os.path.exists(b'a.txt'), open(b'a.txt').read()
        os.path.exists(PurePosixPath('a.txt')), open(PurePosixPath('a.txt')).read()
        Path('~/x').expanduser(), Path('~').expanduser(), Path('x').expanduser(), os.path.expanduser('~/x')
        Path.cwd() == Path('.').resolve(), Path('a').cwd() == Path.cwd(), Path('x').home(), Path.home()
        Path('a.txt').absolute().name, Path('a.txt').resolve().parent == Path.cwd()
        Path('a.txt').rename('z.txt'), Path('z.txt').exists(), Path('a.txt').exists(), Path('z.txt').rename(Path('a.txt'))
        sorted(p.name for p in Path('.').glob('*.txt')), sorted(p.name for p in Path('sub').iterdir()), sorted(str(p) for p in Path('.').rglob('*.py') if p.name != 'settings.py')
        sorted(str(p) for p in Path('.').glob('**/*.txt')), sorted(str(p) for p in Path('.').glob('sub/*.p?')), list(Path('.').glob('none/*')), sorted(Path('.').glob('[ab].txt'))
        list(Path('.').glob(''))
        sorted(glob.glob('*.txt')), sorted(glob.glob('sub/*')), sorted(glob.glob('**/*.txt', recursive=True)), glob.glob('zz*'), sorted(glob.glob('sub/**')), sorted(os.path.basename(p) for p in glob.glob(os.path.join(os.getcwd(), '*.txt')))
        Path('sub').mkdir()
        Path('none').unlink()
        open('a.txt', 'x')
        open('sub/.h').read(), open('sub/.h').readlines(), open('sub/.h').readline(), bool(open('sub/.h').read())
        os.makedirs('sub')
        Path('a.txt').frobnicate
        Path('sub/c.py').with_suffix('.txt'), Path('sub/c.py').with_name('d'), Path('sub/c.py').relative_to('sub'), Path('/a/b').is_absolute(), Path('a/../b').as_posix(), Path('sub') in Path('sub/c.py').parents
        list(Path('.').glob(''))
        glob.glob('')
        os.path.exists(''), os.path.isfile(''), os.path.isdir(''), Path('').exists(), os.path.exists(environ.get('NONE', '')), os.path.exists('.')
        open('')
        os.listdir('')
        os.path.exists('gone/x'), shutil.rmtree('gone'), os.path.exists('gone'), os.path.exists('gone/x')
        """,
    ),
    "environ": (
        """
import os, sys, re, pathlib, json, datetime, decimal, math, io, glob, shutil
from pathlib import Path, PurePosixPath
from os import environ
""",
        r"""
        environ['A'], environ.get('B'), environ.get('NONE'), environ.get('NONE', 5), 'A' in environ, 'NONE' in environ, os.getenv('A', 'x'), os.getenv('NONE')
        environ['NONE']
        environ.get()
        environ.get(5)
        environ[5]
        environ.get(b'A')
        environ.get('A', default='x')
        environ.get(key='A')
        os.getenv(key='A', default='x'), os.getenv('NONE', default='x')
        environ.setdefault('N1', 'v'), environ['N1'], environ.setdefault('A', 'z'), environ.pop('N1'), environ.pop('N1', 'gone'), 'N1' in environ
        environ.pop('NONE')
        environ.setdefault('N2')
        environ.setdefault('N2', 5)
        environ.update({'N3': 'x'}), environ['N3'], environ.update(N4='y'), environ['N4'], environ.update([('N5', 'z')]), environ['N5']
        environ.update({'N6': 5})
        environ.update(dict(environ, N7='q')), environ['N7']
        environ.update(json.loads('{"N8": "w"}')), environ['N8']
        sorted(environ.items()) == sorted(dict(environ).items()), sorted(k for k, v in environ.items() if k in 'AB'), [v for k, v in sorted(environ.items()) if k == 'A']
        environ.__setitem__('N9', 'v'), environ['N9'], environ.__delitem__('N9'), environ.__contains__('N9'), environ.__getitem__('A')
        environ.__delitem__('NONE')
        environ.__setitem__(5, 'x')
        environ.__setitem__('x', None)
        environ.__setitem__('x', Path('/a'))
        os.path.expandvars('$A/${LIST}/$NONE'), os.path.expandvars('~'), os.path.expandvars('$HOME')
        environ.__delitem__('NONE')
        environ.items() and sorted(k for k, v in environ.items() if k in ('A', 'B'))
        sorted(k for k in environ.keys() if k in ('A', 'B'))
        dict(environ.items())['A'], [v for k, v in environ.items() if k == 'LIST'], {k: v for k, v in environ.items() if k.startswith('LI')}
        sorted(environ)[:2], list(environ.values()).count('1'), [k for k in environ if k == 'A']
        environ.update(dict(environ, N7='q')), environ['N7']
        environ.update(json.loads('{"N8": "w"}')), environ['N8']
        environ.clear(), environ.get('A'), 'A' in environ, environ.setdefault('A', '9'), environ['A']
        """,
    ),
    "scalars": (
        """
import os, sys, re, pathlib, json, datetime, decimal, math, io, glob, shutil
from pathlib import Path, PurePosixPath
from os import environ
""",
        r"""
        'abc'.frob
        (5).frob
        (5).real, (5).imag, (5).numerator, (1.5).is_integer(), (5).bit_length(), True.real, (2).conjugate(), (1.5).as_integer_ratio(), (5).to_bytes(2, 'big'), int.from_bytes(b'\x01\x00', 'big')
        str.upper('a'), str.join(',', ['a']), int.bit_length(5), bytes.decode(b'a'), str.split('a b'), float.hex(1.5), dict.fromkeys('ab'), str.maketrans('a', 'b')
        str.upper()
        str.upper(5)
        bytes.upper('a')
        b'a'.decode('hex') if False else 2
        '%s %d %r %.2f %%' % ('a', 5, 'b', 1.5), '%(a)s' % {'a': 1}, '%5s|%-5s' % ('a', 'b'), '%x' % 255, '%s' % (('a',),), '%s' % None
        '%d' % 'a'
        '%s %s' % ('a',)
        '{0} {a} {b[0]} {c.real}'.format(1, a=2, b=[3], c=4), '{:>5}|{:^5}|{:05d}|{:,}|{:.1%}|{!r}'.format('a', 'b', 3, 1000, .5, 'x'), f'{5:x} {1.5:e} {"a"!r:>5}'
        '{}'.format()
        '{a}'.format()
        'a'.ljust(3, '-'), 'a'.rjust(3), 'ab'.expandtabs(), 'aB'.swapcase(), 'a b'.title(), 'ab'.casefold(), 'a1'.isalnum(), 'a\nb'.splitlines(), 'a\nb'.splitlines(True), 'ab'.translate({97: 'x'}), 'ab'.isidentifier(), 'x'.isprintable(), 'ab'.removeprefix('a'), 'ab'.removesuffix('b'), 'abcab'.rindex('ab'), 'ab'.rsplit('b')
        'x' * 3, 'ab'[::-1], 'ab'[5:], 'abc'[-1], 'a' < 'b', 'a' in 'ab', 'ab' + 'c', 'a' == 5, min('ba'), sorted('ba'), list(reversed('ab')), len('é'), ord('a'), chr(97), hash('a') == hash('a')
        'ab'[5]
        datetime.date(2020, 13, 1)
        decimal.Decimal('1.10') + 1, decimal.Decimal('1.5').quantize(decimal.Decimal('1')), decimal.Decimal('1E+3').to_integral_value(), decimal.Decimal(5).as_integer_ratio(), round(decimal.Decimal('2.567'), 2), int(decimal.Decimal('7.9')), decimal.Decimal('5').scaleb(2), decimal.Decimal('NaN').is_nan(), float(decimal.Decimal('1.5')), decimal.Decimal(1) / 3
        decimal.Decimal('x')
        """,
    ),
    "texts": (
        """
import os, sys, re, pathlib, json, datetime, decimal, math, io, glob, shutil
from pathlib import Path, PurePosixPath
from os import environ

import enum, collections, types
class Color(enum.Enum):
    RED = 1
class Level(enum.IntEnum):
    LOW = 1
class Text(str, enum.Enum):
    A = 'a'
class Plain: pass
class Own:
    def __repr__(self): return '<own>'
class OwnStr(Own):
    def __str__(self): return 'str'
class Err(Exception): pass
class ErrOwn(Exception):
    def __str__(self): return 'own text'
Point = collections.namedtuple('Point', 'x y')
nested = [1]
nested.append(nested)
""",
        r"""
        repr(10**400)[:3], str(10**400)[-3:]
        len(repr(10**5000)) if False else 1
        format(5, '03'), format('a', '>3'), format(1.5, '.2f'), format(True), format(None), format(True, 'd'), format([1])
        format([1], '5')
        ascii(['é']), ascii({'é': 'ü'}), '%a' % 'é', f"{'é'!a}"
        str(b'a', 'ascii'), str(b'a'), str(object=5), str(), bytes('é', 'utf-8'), str(b'\xff', 'utf-8', 'replace'), str(b'\xff', errors='ignore')
        str(b'\xff', 'utf-8')
        """,
    ),
    "iterables": (
        """
import os, sys, re, pathlib, json, datetime, decimal, math, io, glob, shutil
from pathlib import Path, PurePosixPath
from os import environ

class Sized:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class Iter:
    def __iter__(self): return iter([1, 2])
class Get:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
class Bad:
    def __len__(self): return -1
import enum
class Color(enum.Enum):
    RED = 1
    BLUE = 2
""",
        r"""
        len(Sized(3)), bool(Sized(0)), len(Color), len('a'), len(b'ab'), len({1}), len({}), len(range(5)), len((1,)), list(Color)[0].name, [c.value for c in Color]
        len(Bad())
        len(5)
        len(Iter())
        len(Sized('a'))
        range(5)[9]
        range(1, 2, 0)
        range(1.5)
        range('a')
        list(zip('ab', [1, 2, 3])), list(zip()), list(zip('ab', 'cd', strict=True)), dict(zip('ab', [1, 2])), list(zip(*[(1, 2), (3, 4)])), list(zip([1]))
        zip('ab', x=1)
        zip(5)
        list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(map(int, '12')), list(map(str.upper, ['a'])), list(map(None, [])) if False else 1, dict(map(lambda kv: (kv[0], int(kv[1])), [('a', '1')]))
        list(map(int, 'x'))
        map(int)
        map()
        list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(str.strip, [' ', 'a'])), tuple(filter(bool, []))
        filter(None)
        list(enumerate('ab')), list(enumerate('ab', 1)), list(enumerate('ab', start=5)), next(iter([1])), next(iter([]), 'd'), list(iter('ab'))
        next(iter([]))
        iter(5)
        sum(['a'])
        sum([1], 'a')
        min(3, 1), max([1, 5], key=lambda x: -x), min([], default=0), max('a', 'b'), min({'b': 1, 'a': 2}), max(1, 2.5), min([(2, 'a'), (1, 'b')])
        min([])
        min(1)
        max('a', 1)
        all([]), any([]), all([1, 0]), any([0, 'a']), all(x for x in 'ab'), sorted({'b': 1, 'a': 2}), sorted([3, 1], key=lambda x: -x), sorted('bca', reverse=True), sorted(['b', 'A'], key=str.lower), list(reversed((1, 2)))
        sorted([1, 'a'])
        reversed({1})
        """,
    ),
    "patterns": (
        """
import os, sys, re, pathlib, json, datetime, decimal, math, io, glob, shutil
from pathlib import Path, PurePosixPath
from os import environ
""",
        r"""
        re.match('(?P<n>a)(b)?', 'a').groupdict(), re.match('(?P<n>a)(b)?', 'a').groups(), re.match('(?P<n>a)(b)?', 'a').groups('-'), re.match('(a)', 'a')[1], re.match('(?P<n>a)', 'a')['n'], re.match('a', 'a').start(), re.match('a', 'a').end(), re.match('a', 'ab').string, re.match('a', 'ab').re.pattern, re.match('a', 'a').lastindex, re.compile('a', re.I).flags, re.compile('(a)(?P<x>b)').groups, dict(re.compile('(a)(?P<x>b)').groupindex), re.compile('a') == re.compile('a'), re.compile(re.compile('a')).pattern
        re.compile('(')
        re.match('a', 5)
        re.match(5, 'a')
        re.match('a', b'a')
        re.match('a', 'a').group(5)
        re.compile('a').nothing
        re.match('a', 'b').group()
        re.compile('a', re.I | re.M).search('bA').group(), re.compile('a').sub('b', 'a'), re.compile(r'\s+').split('a  b'), re.compile('a').findall('aa'), re.compile('a').fullmatch('ab'), re.compile('a').pattern, re.compile('^a', 8).search('b\na').start(), re.compile('a').search('bab', 2), re.compile('a').match('ba', 1).span()
        re.compile(re.compile('a'), re.I)
        re.findall('a*', 'baac'), re.split('(,)', 'a,b'), re.split(',', 'a,b,c', maxsplit=1), re.sub('', '-', 'ab'), re.findall('(a)(b)', 'abab'), re.search('(?i)A', 'a').group(), re.search('a$', 'a\n') is not None, re.findall(r'\bfoo\b', 'foo food'), re.match('.*', 'a\nb').group(), re.match('(?s).*', 'a\nb').group()
        re.sub('(', 'a', 'b')
        re.sub('a', r'\2', 'a')
        re.purge(), re.I.name, re.IGNORECASE == re.I, re.I | re.M == 10, bool(re.I), re.error.__name__ in ('error', 'PatternError'), re.VERBOSE.value, re.template('a') if False else 1
        isinstance(re.compile('a'), re.Pattern), isinstance(re.match('a', 'a'), re.Match), re.match(pattern='a', string='a').group(), re.compile(pattern='a', flags=0).pattern, re.sub(pattern='a', repl='b', string='a')
        [re.compile(p).match('/admin/') is not None for p in (r'^/admin/', r'^/api')], any(re.search(p, '/x') for p in ['y', 'x'])
        """,
    ),
    "execution": (
        """
import os, sys, re, pathlib, json, datetime, decimal, math, io, glob, shutil
from pathlib import Path, PurePosixPath
from os import environ

text = 'E1 = 5\\nE2 = E1 + 1\\n'
space = {'q': 1}
code = compile('5 + 5', 'x', 'eval')
""",
        r"""
        eval('1 + 1'), eval('q + 1', {'q': 4}), eval('a + b', {'a': 1}, {'b': 2}), eval(code), eval(b'1 + 2'), eval(' 1'), eval('[x for x in range(3)]')
        eval('1 +')
        eval('nothing')
        eval(5)
        eval('x = 1')
        exec('space["z"] = 1'), space['z'], exec('y = 2', space), space['y'], exec('k = q', space, space2 := {}), space2
        exec('raise ValueError')
        exec('1 +')
        exec(text), E2, exec(open('e.py').read()), Y, exec(compile(open('e.py').read(), 'e.py', 'exec'), globals()), Y
        exec(open('e.py').read(), scope := {}), scope['Y'], exec(open('e.py', 'rb').read(), other := {}), other['Y'], exec(Path('e.py').read_text(), third := {'A': 1}), sorted(k for k in third if k != '__builtins__')
        exec(b'B1 = 1'), B1
        exec(5)
        __import__('os').sep, __import__('os.path').sep, __import__('json').dumps([1]), __import__('sub.c', fromlist=['C']).C
        compile('a', 'f', 'exec') is not None, compile('1', 'f', 'single') is not None
        exec('import math\nM = math.floor(1.5)'), M, exec('def f():\n    return 7'), f(), exec('class K:\n    a = 1'), K.a, exec('for i in range(2): pass'), i
        """,
    ),
}


@pytest.mark.parametrize("name", GROUPS)
def test_python_and_the_evaluator_agree(name: str, tmp_path: Path) -> None:
    imports, expressions = GROUPS[name]
    lines = [line.strip() for line in expressions.strip().splitlines()]
    # re.error has a second name since Python 3.13, which is the one that it gives.
    text = f"{imports}\n{program(lines)}".replace(".__name__)", ".__name__.replace('PatternError', 'error'))")
    assert project_differences(tmp_path, {**FILES, "settings.py": text}, (), ENVIRONMENT) == []
