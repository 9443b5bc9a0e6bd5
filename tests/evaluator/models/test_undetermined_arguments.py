"""Calls and operators with arguments that are not or not fully known: whatever they are, Python must not contradict what is said."""

from __future__ import annotations

import re
from textwrap import indent

import pytest

from tests.evaluator.models.comparison import contradictions, executed

START = """
import os
from mystery import THINGS
N = THINGS[0]
T = THINGS
U = os.environ.get('E')
L = ['z', *T, 'a', 'z']
C = 'a' if U else 1
S = ['p', *(['q'] if U else []), 'a', 'p']
D = {'k': 1, N: 2}
O = {'k': 1, **dict.fromkeys(T, 3)}
E = {'a', *T}
G = ('x', 1) if U else ('y', 2)
class K:
    a = 1
    def m(self): return 2
    def __len__(self): return 3
k = K()
"""
"""`N` an unknown text, `T` an unknown list, `L` a list around it, `S` a list with a conditional item, `D` a dict with an unknown key."""

SEQUENCES = r"""
V = str.upper(N)
V = str.upper(1)
V = list.append((), 1)
V = list.count(T, 'a')
V = [1].append(x=1)
V = [1].sort(1)
L.insert(len(N), 'i'); V = L[0]
L.insert(1, 'i')
L.insert(-1, 'i')
L.insert(-5, 'i')
L.insert(3, 'i')
L.insert(0, 'i')
S.insert(len(N), 'i')
S.insert('x', 1)
L.remove('a')
L.remove('nope')
L.remove(N)
L.remove('z'); L.remove('z')
S.remove('q')
S.remove(N)
V = L.pop()
V = L.pop(0)
V = L.pop(1)
V = L.pop(2)
V = L.pop(-2)
V = L.pop(-4)
V = L.pop(len(N))
V = S.pop(len(N))
V = S.pop(1)
V = L.index('a', 1)
V = L.index('z', 1, 9)
V = L.index(N)
V = S.index('a', len(N))
V = S.index('a')
V = S.index('p', 1)
V = L.count('z')
V = S.count('q')
V = S.count(N)
V = S.__getitem__(0)
V = L.__contains__('a')
V = L.__len__() > 2
Q = list(E); Q.remove('a'); V = len(Q)
Q = list(E); V = Q.count('a')
V = L[1]
V = L[-2]
V = L[-5]
V = L[1:3]
V = L[:-1]
V = L[:-2]
V = L[-1:]
V = L['a']
V = L[len(N)]
V = L[len(N):]
V = S[0], S[-1]
V = S[1]
V = S[1:]
V = T[1:][0]
V = T[0][0]
V = T * 2
V = L * 2
V = S * 2
V = L + T
V = T + L
V = L + ['e']
V = (*T, 1)[-1]
V = (*T, 1)[0]
L[0] = 'n'
L[1] = 'n'
L[-1] = 'n'
L[2:] = ['n']
L[len(N)] = 'n'
del L[0]
del L[1]
del L[len(N)]
S[1] = 'n'
del S[1]
L += T
L *= 2
L.extend(S)
S.extend(x for x in T if x)
L.reverse()
S.reverse()
L.sort()
S.sort(reverse=True)
V = sorted(S), sorted(L)[:1]
V = max(S), min(L)
V = T.count('a')
V = T.index('a')
T.append(1); V = T[-1]
T.sort(); V = T[0]
V = 'a' in L, N in L, 'z' in L, 'q' in S, N in S
V = [*S, *T], (*T,)
a, *b = L; V = a, b
*a, b = L; V = a, b
a, b, c = S; V = a, b, c
a, b = T; V = a
a, b = G; V = a, b
for x in L:\n    if x == 'z': continue\n    V = x
for i, x in enumerate(S): V = i, x
for x in S: S = [x]
for x in L[:]: L.remove(x)
while S: V = S.pop()
"""

MAPPINGS = r"""
V = D[N]
V = D['k']
V = D.get(N), D.get('k'), D.get('nope', 5)
V = D.pop(N)
V = D.pop('k')
V = D.pop('a', 'none')
V = O.pop(N, 0)
V = {'a': 1, 'b': 2}.get(N)
V = {'a': 1, 'b': 2}[N]
V = {'a': 1, 'b': 2}.get(N, 'd')
W = {'a': 1, 'b': 2}; V = W.pop(N, 7); S = W
W = {'a': 1, 'b': 2}; del W[N]; S = W
W = {'a': 1}; W[N] = 2; S = W.get('a'), W[N], N in W
V = D.popitem()
V = O.popitem()
V = {'a': 1, **({'b': 2} if U else {})}.popitem()
D.update(1, 2)
D.update(N)
D.update(O)
D.update(k=5); V = D['k']
D.clear(); V = D
if U: D.clear()
V = D.setdefault(N, 9)
V = D.setdefault('k', 9)
V = D.setdefault('a', 9)
V = O.setdefault(N, 9)
del D[N]
del D['k']
del O['k']
del O['a']
V = dict.fromkeys()
V = dict.fromkeys(S)
V = dict.fromkeys(T, 1).get('a')
V = list(D), list(D.values()), list(D.items())
V = sorted(O)
V = 'k' in D, N in D, 'a' in D, N in O
V = D == {'k': 1}, D == D, len(D) > 0
V = {**D, 'k': 3}
V = D | O
V = D.keys() & {'k'}
V = D.keys() - {'k'}
V = D.items() >= {('k', 1)}
V = D.copy()
V = {x: 1 for x in T}
V = {x: 1 for x in S}
for x in D: V = x
for x, y in O.items(): V = x
D[N] += 1
D['k'] += 1
E.remove(N)
E.remove('a')
E.discard(N)
V = N in E, 'a' in E
V = E & {'a'}
V = E | {N}
V = {1, *S} - {1}
V = len(E) > 0, E == {'a'}
V = frozenset(E) == E
V = [frozenset(S)][0] == set(S)
W = {frozenset(['a']): 1}; V = W[frozenset(['a'])], frozenset([N]) in W
W = {(1, N): 1}; V = (1, N) in W, W.get((1, 'a'))
W = {K: 1, len: 2}; V = W[K], W[len], K in W
V = 1 in {[]: 1}
V = [] in {}
V = [] in set()
"""

CLASSES = r"""
import enum, collections.abc as abc; V = isinstance(len, abc.Callable), isinstance(K, abc.Callable), isinstance(os, abc.Callable)
import collections.abc as abc; V = isinstance('a', abc.Hashable), isinstance([], abc.Hashable), isinstance(K, abc.Hashable), isinstance(os, abc.Hashable)
import collections.abc as abc; V = isinstance([], abc.Sequence), isinstance(T, abc.Sequence), isinstance('a', abc.Iterable), isinstance(k, abc.Sized)
import types; V = isinstance(os, types.ModuleType), isinstance(K.m, types.FunctionType), isinstance(k, types.FunctionType), isinstance(1, types.ModuleType)
V = isinstance(K.__dict__['m'], property), isinstance(1, property), isinstance(property(), property)
V = isinstance(1, (*T, int))
V = isinstance(N, (str, int)), isinstance(U, str), isinstance(N, int), isinstance(C, str)
V = issubclass(int, int | str), issubclass(str, (int, bytes)), issubclass(int, ()), issubclass(bool, int), issubclass(OSError, (ValueError, Exception))
V = issubclass(N, str)
V = issubclass(K, object), issubclass(K, K), issubclass(K, int), isinstance(k, (int, K)), issubclass(K, ())
V = callable(N), callable(len), callable(K), callable(k), callable(1), callable(os)
V = callable(T[0]), callable(lambda: 1), callable(k.m)
V = id(N) == id(N), id(k) is None
V = type(slice(1)) is slice, type(frozenset()) is frozenset, type({1}) is set, type(globals()) is dict, type(K) is type, type(k) is K
V = type(N) is str, type(T) is list, type(os).__name__, type(len).__name__, type(C) is str
V = isinstance({}.values(), list), isinstance({}.items(), dict), isinstance(slice(1), slice), isinstance(slice(1), int), isinstance({}.keys(), (list, set))
V = hash(N) == hash(N), hash('a') == hash('a')
V = slice(1, 2).start, slice(1, 2).stop, slice(3).step, [1, 2, 3][slice(1)], slice(1).nope
V = K.m.nope
V = K.nope
V = k.nope
V = K.__mro__[0] is K, K.__bases__, k.__class__ is K, K.__doc__, k.__doc__
V = k.__dict__, k.__eq__(k), k.__hash__() == hash(k), k.__init__()
V = K[0]
V = k[0]
V = len[0]
V = 1[0]
V = (lambda: 1)[0]
V = list[int], dict[str, int]
V = K()(1)
V = k + 1
V = 1 + k
V = -k
V = K + 1
V = ~N
V = -len(N) < 0
V = not N, not T, not k, not U
V = N < 'b', N == 'a', N != N, N is None, U is None, U == 'x', U == None
V = (N == 'a') == True, (N == 'a') == 1, (N == 'a') == 0, (N == 'a') == 2
V = (1,) < (N,), (N,) < ('b',), (N, 1) == ('a', 1), (1, N) < (2, 'a')
V = 'a' in N, N in 'abc', N in ('a', 'b'), 'a' in T, N in T
V = [1] == T, T == T, T != [], len(T) == 1
V = N + 'x', 'x' + N, N * 2, N % 1
V = '%s %s' % (N, 1), '%d' % len(N), '%s' % N, '%(a)s' % {'a': N}, '%s' % k is None
V = '%s %s' % (*S[:1], k) is None
V = N.index('z')
V = N.rindex(N)
V = N.startswith(('a', 'b')), N.endswith('a'), N.split('a'), N.find('a') >= -1
V = N.join(['x', 'y']), ','.join(T), ','.join(S), ','.join([N, 'a'])
V = N.format(1), '{}-{}'.format(N, 1), f'{N}!{C}', f'{N:>4}', f'{T}'
V = 10 ** 5 % 7, 7 // 2, -7 // 2, 7 % -3, 2 ** -1, 1 << 3, 6 & 3, 6 ^ 3
V = 1 / 0
V = int(N)
V = int(N, 8)
V = float(N), bool(N), str(N), repr(N), list(N), tuple(T), set(T) == set(T)
V = bytes(N, 'ascii'), N.encode(), b'a'.decode(), N.encode().decode()
V = chr(len(N)), ord(N[0]), len(N) > 0, abs(len(N)), round(len(N)), divmod(len(N), 2), pow(len(N), 2)
V = max(len(N), 2), min(T), max(T, default=1), max(*T, 'b'), max(N, 'b')
V = sum(map(len, T)), sum([1, len(N)]), any(T), all(T), any(x == 'a' for x in T), all(S)
V = list(zip(T, [1, 2])), list(enumerate(T)), list(map(str.upper, T)), list(filter(None, T)), list(reversed(T))
V = list(range(len(N))), range(3)[1], list(range(2, len(N)))
V = next(iter(T)), next(iter([]), N), next(iter(S))
V = [x for x in T if x == 'a'], [x for x in S if x != 'p'], {x for x in T}, [y for x in T for y in x]
V = N if N else 'none', N or 1, N and 1, U or N, T or [1]
V = print(N), input
V = getattr(k, N, 1), getattr(k, N)
V = hasattr(k, N), hasattr(N, 'upper'), hasattr(N, 'nope'), hasattr(T, 'append'), hasattr(U, 'upper')
k.x = N; V = k.x, hasattr(k, 'x')
N.x = 1
len.x = 1
K.m.x = 1
os.nope = N; V = os.nope
1 .x = 1
k[0] = 1
del k[0]
N[0] = 'x'
K[0] = 1
T[0] = 'x'; V = T[0]
del T[0]; V = T
class B(K if U else object): pass\nV = B().m() if hasattr(B, 'm') else None
class B(1): pass
class B(*T): b = 1
with N: V = 1
with open(N) as f: V = f.read()
with (open('a') if U else open('b')) as f: V = 1
assert N == 'a'
assert N, 'empty'
raise N
raise
raise ValueError(N)
import nothing.at.all
from nothing import at
del N; V = N
del V
(V, b), c = (1, 2), 3; del (b, c)
[V, b] = T
V, = [N]
V = W = N
V: str = N
V = super()
V = exec(N)
V = eval(N)
V = [1, 2, 3][len(N):], 'abc'[len(N):], (1, 2, 3)[:len(N)], 'abc'[len(N)]
V = sorted(T, key=len), sorted(T, reverse=True), sorted([3, len(N)]), sorted(S, key=lambda x: x != 'q')
V = __import__(N)
V = globals()[N]
V = compile(N, '', 'eval')
V = dir(k)[:1], dir(N)
V = format(N, '>5'), format(len(N), 'd'), ascii(N), repr(T), str(D), repr(S)
V = int.from_bytes(b'a', 'big'), (5).bit_length(), (1.5).is_integer(), len(N).bit_length(), 1.5.hex()
V = iter(N) is None, iter(1)
V = dict(T), dict([(N, 1)]), dict(k=N), dict([G]), dict(S)
V = set([[]])
V = complex(1, 2) == 1, complex(N)
V = bytearray(b'a'), memoryview(b'a')[0]
"""

STANDARD = r"""
import functools; V = functools.partial()
import functools; V = functools.partial(int, N)(), functools.partial(max, 1)(2), functools.partial(dict, a=N)(b=1)
import functools; V = functools.reduce(lambda a, b: a + b, T), functools.reduce(lambda a, b: a + b, S)
import functools; V = functools.reduce(1)
import functools; V = functools.reduce(lambda a, b: a + b, [1, 2, 3]), functools.reduce(max, [], 1), functools.reduce(max, [N], 'b')
import functools; V = functools.reduce(max, [])
import functools; V = functools.cached_property(lambda self: 1)
import functools; V = functools.lru_cache(None)(len)('abc'), functools.cache(len)(N), functools.wraps(len)(lambda x: 1)(2)
import itertools; V = list(itertools.chain.from_iterable([T, 'ab'])), list(itertools.chain.from_iterable(S)), list(itertools.chain.from_iterable([*T, 'b']))
import itertools; V = list(itertools.chain(T, S)), list(itertools.chain())
import itertools; V = list(itertools.product(S, [1])), list(itertools.product(T, [1])), list(itertools.product('ab', repeat=2))
import itertools; V = list(itertools.repeat('a', 2)), list(itertools.repeat(N, 3)), next(itertools.repeat(1)), list(itertools.repeat('a', -1))
import itertools; V = list(itertools.repeat('a', len(N)))
import itertools; V = list(itertools.permutations(T)), list(itertools.permutations('ab')), list(itertools.combinations('abc', 2))
import itertools; V = list(itertools.islice(T, 1)), list(itertools.islice('abc', 1, None)), list(itertools.islice(itertools.count(), 3))
import itertools; V = [(a, list(b)) for a, b in itertools.groupby('aab')], [a for a, b in itertools.groupby(T)]
import itertools; V = list(itertools.starmap(pow, [(2, 3)])), list(itertools.accumulate([1, 2])), list(itertools.zip_longest('ab', T))
import itertools; V = list(itertools.takewhile(str.isdigit, T)), list(itertools.dropwhile(str.isdigit, ['1', 'a'])), list(itertools.filterfalse(None, S))
import operator; V = operator.attrgetter(N)(k)
import operator; V = operator.attrgetter('a')(k), operator.attrgetter('a', 'a')(k), operator.itemgetter(1)('abc'), operator.itemgetter('k')(D)
import operator; V = operator.methodcaller('upper')(N), operator.add(N, 'x'), operator.contains(T, 'a'), operator.not_(N), operator.or_(D, O)
import contextlib; V = contextlib.closing(k)
import contextlib\nwith contextlib.ExitStack() as stack: V = stack.enter_context(contextlib.nullcontext(N))
import contextlib\nwith contextlib.ExitStack() as stack: V = stack.enter_context(k)
import contextlib\nwith contextlib.nullcontext(N) as V: pass
import contextlib\nwith contextlib.suppress(KeyError): V = D[N]
import contextlib\nwith contextlib.suppress(ValueError): V = int(N)
import contextlib\nwith contextlib.suppress(*T): V = 1
import copy; V = copy.copy(T), copy.deepcopy(S), copy.deepcopy(D), copy.copy(k).a, copy.copy(N)
import copy, types; n = types.SimpleNamespace(a=N); m = copy.copy(n); m.a = 1; V = n.a, m.a
import copy; W = copy.deepcopy([T, S]); W[1].append(1); V = S, W[1]
import configparser; c = configparser.ConfigParser(); c.read_string('[a]\\nb = 1'); V = c.get('a', 'b'), c.getint('a', 'b'), c['a']['b'], c.get('a', 'z', fallback=N)
import configparser; c = configparser.ConfigParser(); c.read_string('[a]\\nb = 1'); V = c.get(N, 'b', fallback='none'), c.has_section(N)
import configparser; c = configparser.ConfigParser(); c.read_string('[a]\\nb = 1'); c.set('a', 'b', N); V = c.get('a', 'b')
import configparser; c = configparser.ConfigParser(interpolation=None); c.read_string('[a]\\nb = %(c)s'); V = c.get('a', 'b')
import configparser; c = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation()); c.read_string('[a]\\nb = 1\\nc = ${b}'); V = c.get('a', 'c')
import configparser; c = configparser.RawConfigParser({'x': 'y'}); c.read_string('[a]'); V = c.get('a', 'x'), c[N]['x']
import configparser; c = configparser.ConfigParser(); c.read(N); V = c.sections()
import configparser; c = configparser.ConfigParser(); V = c.read(['/no/such/file', N])
import configparser; c = configparser.ConfigParser(); c.read_dict({'a': {'b': N}}); V = c.get('a', 'b')
import json; V = json.loads(N)
import json; V = json.loads('[1, {"a": null}]'), json.dumps(D), json.dumps({'a': [1, None]}), json.dumps(N), json.loads('{}').get(N)
import json; V = json.loads('{')
import ast; V = ast.literal_eval(N)
import ast; V = ast.literal_eval('[1, "a", {2: None}]'), ast.literal_eval('-1')
import ast; V = ast.literal_eval('f()')
import ast; V = ast.literal_eval(1)
import re; V = re.sub('a', 'b', N), re.match('a', N) is None, re.findall('a', N), re.split(',', N), re.compile(N).pattern
import re; V = re.match(r'(\\w)(?P<n>\\d)', 'a1').groups(), re.match(r'(?P<n>\\d)', '1').group('n'), re.search('b', 'abc').span(), re.fullmatch('a', 'b')
import re; V = re.compile('a(.)').sub(r'\\1', 'abac'), re.escape('a.b'), re.findall('(a)(b)', 'abab'), re.split('(,)', 'a,b'), re.sub('a', lambda m: m.group().upper(), 'aba')
import re; V = re.compile('a', re.I).match('A') is not None, re.match('a', 'b') or 'none', bool(re.match('a', N)), re.compile('a').flags
import re; m = re.match('(a)?', N); V = m.group(0), m.groups(), m.start()
import hashlib; V = hashlib.md5(b'a').hexdigest(), hashlib.sha256(N.encode()).hexdigest(), hashlib.new('sha1', b'').hexdigest(), hashlib.sha1(b'a').digest()
import hashlib; h = hashlib.md5(); h.update(b'a'); h.update(N.encode()); V = h.hexdigest(), h.name, h.digest_size
import hashlib; h = hashlib.md5(b'a'); g = h.copy(); g.update(b'b'); V = h.hexdigest(), g.hexdigest()
import hashlib; V = hashlib.new(N)
import hashlib; V = hashlib.md5('a')
import base64, binascii; V = base64.b64encode(b'a'), base64.b64decode('YQ=='), base64.b64decode(N), base64.urlsafe_b64encode(N.encode()), binascii.hexlify(b'a')
import base64; V = base64.b64decode('a')
import uuid, hmac; V = str(uuid.uuid5(uuid.NAMESPACE_DNS, 'a')), uuid.UUID(int=1).hex, hmac.new(b'a', b'b', 'md5').hexdigest(), uuid.UUID(N)
import datetime; V = datetime.timedelta(days=1).total_seconds(), datetime.timedelta(hours=len(N)), datetime.date(2020, 1, 2).isoformat(), datetime.timedelta(1) + datetime.timedelta(2) == datetime.timedelta(3)
import datetime; V = datetime.timedelta(minutes=N)
import datetime; V = datetime.datetime.strptime(N, '%Y'), datetime.date.fromisoformat('2020-01-02').year
import urllib.parse as u; V = u.urlparse(N).scheme, u.quote(N), u.urljoin('http://a/b', N), u.urlparse('http://u:p@h:1/x?y=1').port, u.parse_qs('a=1&a=2')
import urllib.parse as u; p = u.urlparse('postgres://u:p%40@h:5/n?ssl=1#f'); V = p.username, p.password, p.hostname, p.path[1:], p.query, p.geturl(), p._replace(path='/z').geturl(), p.netloc, tuple(p)
import urllib.parse as u; V = u.urlencode({'a': N}), u.unquote('%40'), u.unquote_plus('a+b'), u.urlsplit('//h/x').netloc, u.parse_qsl('a=1'), u.quote_plus('a b')
import urllib.parse as u; p = u.urlparse(N); V = p.hostname, p.port, p.path, p.username, p.geturl()
import string, textwrap, shlex, fnmatch; V = string.ascii_letters[:3], string.Template('$a').substitute(a=N), textwrap.dedent(' a'), shlex.split('a "b c"'), shlex.split(N), fnmatch.fnmatch(N, 'a*')
import string; V = string.Template('$a $b').safe_substitute(a=1), string.Template('$a').substitute(), string.digits, string.capwords(N)
import decimal, fractions, math; V = str(decimal.Decimal('1.5')), math.floor(1.5), math.ceil(len(N) / 2), int(fractions.Fraction(3, 2)), decimal.Decimal(N)
import collections; V = dict(collections.Counter('aab')), collections.OrderedDict(a=N)['a'], collections.defaultdict(list)['x'], collections.namedtuple('P', 'x y')(1, N).y, list(collections.deque(T, 1))
import collections; c = collections.ChainMap({'a': 1}, {'a': 2, 'b': 3}); V = c['a'], c['b'], c.get(N), dict(c) == {'a': 1, 'b': 3}
import collections; c = collections.Counter(T); V = c['a'], c.most_common(1), sum(c.values())
import collections; d = collections.deque([1, 2]); d.append(N); d.appendleft(0); V = d.popleft(), d[0], len(d), list(d)
import enum\nclass F(enum.Flag):\n    A = 1\n    B = 2\nV = (F.A | F.B).value, F.A in (F.A | F.B), bool(F.A & F.B)
import enum\nclass Color(enum.Enum):\n    RED = 1\n    BLUE = 2\nV = Color.RED.value, Color(2).name, Color['RED'] is Color.RED, [c.name for c in Color], len(Color), Color.RED in Color, Color.RED == 1
import enum\nclass Color(str, enum.Enum):\n    RED = 'a'\n    BLUE = 'b'\nV = Color(N).name, Color.RED == 'a'
import enum\nclass Color(enum.Enum):\n    RED = 1\nV = Color[N].value
import enum\nclass Color(enum.Enum):\n    RED = enum.auto()\n    BLUE = enum.auto()\nV = Color.BLUE.value, Color(3)
import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: str\n    y: int = 2\n    z: list = dataclasses.field(default_factory=list)\np = P(N)\nV = p.x, p.y, p.z, dataclasses.asdict(p), dataclasses.replace(p, y=3).y, p == P(N), [f.name for f in dataclasses.fields(p)], str(P('q')), str(p)
import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass P:\n    x: int\np = P(1)\np.x = 2
import pathlib; V = str(pathlib.Path('/a') / 'b'), pathlib.Path('/a/b.c').suffix, pathlib.Path('/a') / N == pathlib.Path('/a') / N, pathlib.Path(N).name, pathlib.PurePosixPath('a/b').parts
import pathlib; p = pathlib.Path('/a/b/c.tar.gz'); V = p.stem, p.suffixes, str(p.parent.parent), p.with_suffix('.x').name, p.with_name('q').name, p.is_absolute(), p.relative_to('/a').as_posix(), p.match('*.gz'), p.joinpath('d', N).parent == p / 'd', list(p.parents)[0].name
import pathlib; V = pathlib.Path('/a').relative_to('/b')
import pathlib; V = pathlib.Path(N).exists(), pathlib.Path('/no/such').exists(), pathlib.Path('/no/such').is_dir()
import pathlib; V = pathlib.Path('/no/such/file').read_text()
import os.path as p; V = p.join('/a', N), p.join('/a', 'b'), p.basename(N), p.dirname('/a/b'), p.splitext('a.b'), p.normpath('/a/../b'), p.isabs(N), p.exists('/no/such'), p.commonprefix(['ab', 'ac']), p.split('/a/b'), p.relpath('/a/b', '/a'), p.expanduser('x')
import sys; V = sys.version_info >= (3, 8), sys.version_info[0], sys.platform in ('linux', 'x'), sys.maxsize > 1, sys.byteorder, len(sys.argv) >= 0
import random, secrets, time; V = random.choice(['a', 'b']) in ('a', 'b'), len(secrets.token_hex(4)), time.time() > 0, random.randint(1, 1) == 1
import logging; V = logging.DEBUG, logging.getLevelName(10), logging.getLogger('x').name, logging.INFO + 1
import typing; V = typing.cast(str, N), typing.Optional[int] is None, typing.get_type_hints(K) == {}, typing.TYPE_CHECKING
import io; V = io.StringIO('a\\nb').read(), io.StringIO(N).getvalue(), io.BytesIO(b'a').read(1), [x for x in io.StringIO('a\\nb')]
import locale, gettext; V = gettext.gettext('a')
import warnings; V = warnings.warn('x'), warnings.filterwarnings('ignore')
import tempfile, platform, socket, getpass; V = len(tempfile.gettempdir()) > 0, platform.system() in ('Linux', 'x'), socket.gethostname() is None, getpass.getuser() is None
import inspect, traceback; V = inspect.isclass(K), inspect.isfunction(len), inspect.ismodule(os), inspect.getmembers(1) is None, inspect.isclass(N)
import struct, zlib; V = struct.pack('<I', 1), zlib.crc32(b'a'), struct.calcsize('I')
import csv; V = list(csv.reader(['a,b', '"c,d"'])), list(csv.DictReader(['a,b', '1,2'])), list(csv.reader([N]))
import ipaddress; V = str(ipaddress.ip_network('10.0.0.0/30')), ipaddress.ip_address('10.0.0.1') in ipaddress.ip_network('10.0.0.0/30'), ipaddress.ip_address(N)
import types; n = types.SimpleNamespace(a=1, b=N); n.c = 3; V = n.a, n.b, n.c, vars(n)['a'], n == types.SimpleNamespace(a=1)
import types; m = types.MappingProxyType({'a': N}); V = m['a'], 'a' in m, dict(m), m.get('b')
import types; m = types.ModuleType('m'); m.x = N; V = m.x, m.__name__
import importlib; V = importlib.import_module(N)
import importlib; V = importlib.import_module('json').dumps([1]), importlib.import_module('.path', 'os') is os.path, importlib.util.find_spec('nothing_at_all')
import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\nV = A()
import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\nclass B(A):\n    def f(self): return N\nV = B().f(), isinstance(B(), A)
import weakref, gc, threading; V = threading.current_thread().name is None, gc.collect() is None
"""

TABLES = {"sequences": SEQUENCES, "mappings": MAPPINGS, "classes": CLASSES, "standard": STANDARD}


def _programs(table: str) -> list[str]:
    """One program a line, its own lines separated by a written-out line feed."""
    return [re.sub(r"(?<!\\)\\n", "\n", line).replace(r"\\n", r"\n") for line in table.strip().split("\n")]


# A third is enough to measure the coverage of the models.
CASES = [
    pytest.param(text, id=f"{name}: {text[:60]}", marks=[pytest.mark.slow] if number % 3 else [])
    for name, table in TABLES.items()
    for number, text in enumerate(_programs(table))
]


@pytest.mark.parametrize("text", CASES)
def test_python_does_not_contradict_what_is_said_of_unknown_arguments(text: str) -> None:
    program = (
        f"{START}try:\n{indent(text, '    ')}\nexcept Exception as error:\n    V = 'raises', type(error).__name__\n"
    )
    things = [["a"], ["z", "q"], ["1"], ["2", "a", ""], ["q", "p", "k"]]
    environments: list[dict[str, str]] = [{}, {"E": "x"}]
    assert any(executed(program, environment, each) is not None for environment in environments for each in things)
    assert contradictions(program, environments, things, lambda name: name in "VLSDOET") == []
