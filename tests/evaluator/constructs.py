"""Random expressions and statements of many constructs, each of which stands in a `try`: what Python raises is compared, too.

A template has places such as `{S}` for a text; each is filled by a template that makes one, deeper ones by literals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from textwrap import indent
from typing import Final

LITERALS: Final[dict[str, str]] = {
    "S": "'' 'a' 'b,c' 'Abc' '12' '-3' '1.5' 'x=y' ' pad ' 'a/b.txt' 'true' 'é'",
    "N": "0 1 2 3 -1 7 10 255",
    "R": "0.5 2.0 -1.25 1e3",
    "B": "True False",
    "Y": "b'' b'abc' b'1,2'",
    "L": "[] [1,2,3] ['b','a'] [3,1,2] [[1],[2]] [None,0,''] ['a','b','a']",
    "T": "() (1,) (1,2,3) ('a','b') (1,'x',None)",
    "D": "{} {'a':1,'b':2} {1:'x',2:'y'} {'k':[1],'l':[2]} dict(z=0,a=5)",
    "X": "set() {1,2,3} {'a','b'} frozenset({1,9})",
    "W": "{1} {'a'} set() {7}",
    "P": "Path('a/b.txt') Path('/srv/app') Path('.') Path('x/y/z.tar.gz')",
    "M": "timedelta(days=1) timedelta(hours=2,minutes=30) timedelta(seconds=-5) timedelta(0)",
    "C": "Decimal('1.10') Decimal(3) Decimal('-0.5')",
    "F": "len str abs bool (lambda~x:~x) (lambda~x:~x*2) int repr",
}
"""The simplest of each kind: text, whole number, real number, truth, bytes, list, tuple, dict, set, set of one, path, duration, decimal, function."""

TEMPLATES: Final[dict[str, str]] = {
    "S": """
{S} + {S}
{S} * {N}
{S}[{i}]
{S}[{i}:{i}]
{S}[{i}:{i}:{i}]
{S}.{strmethod}()
{S}.replace({S}, {S})
{S}.replace({S}, {S}, {N})
{S}.strip({S})
{S}.center({N}, '*')
{S}.ljust({N}) + '|'
{S}.zfill({N})
{S}.join({L})
','.join(map(str, {V}))
','.join(sorted({L}, key=str))
{S}.format({V}, a={V})
'{{}}-{{!r}}'.format({V}, {V})
'{{0:{spec}}}'.format({N})
'{{a[0]}}'.format(a={L})
'%s %r' % ({V}, {V})
'%(a)s' % {D}
'%05d|%x|%+.2f' % ({N}, {N}, {R})
f'{{{V}}}'
f'{{{V}!r:>12}}'
f'{{{N}:{spec}}}'
f'{{{R}:{rspec}}}'
f'{{{S}:{sspec}}}'
f'{{{N}=}}'
str({V})
repr({V})
ascii({S})
chr({N} + 65)
hex({N})
bin({N})
oct({N})
format({N}, '{spec}')
type({V}).__name__
{Y}.decode()
{Y}.hex()
{S}.removeprefix({S})
{S}.removesuffix({S})
{S}.translate(str.maketrans('abc', 'xyz'))
{S}.translate({{97: 'Q', 98: None}})
{S}.expandtabs(4)
{S}.casefold()
os.path.join({S}, {S})
os.path.basename({S})
os.path.dirname({S})
os.path.normpath({S})
os.path.splitext({S})[{i}]
str({P})
{P}.name
{P}.stem
{P}.suffix
{P}.as_posix()
re.sub('[a-c]+', {S}, {S})
re.sub(r'(\\w)', r'<\\1>', {S})
re.sub('[a-z]', lambda m: m.group().upper(), {S})
re.escape({S})
json.dumps({V})
json.dumps({D}, sort_keys=True, indent={N})
json.dumps({L}, separators=(',', ':'))
str({M})
str({C})
string.capwords({S})
string.Template('$a-${{b}}').safe_substitute(a={V})
textwrap.dedent({S})
base64.b64encode({Y}).decode()
hashlib.md5({Y}).hexdigest()
urllib.parse.quote({S})
urllib.parse.urlparse({S}).path
urllib.parse.urlencode({D})
{S} or {S}
{S} and {S}
{S} if {B} else {S}
max({S}, {S})
min({L}, key=str, default='d')
(lambda a, b={S}: a + b)({S})
(lambda *a, **k: str(a) + str(k))({V}, z={V})
dict(a={S}).get({S}, {S})
next((c for c in {S} if c.isalpha()), 'none')
functools.reduce(lambda a, b: str(a) + str(b), {L}, {S})
operator.itemgetter({i})({S})
getattr({S}, '{strmethod}')()
str.{strmethod}({S})
""",
    "N": """
{N} + {N}
{N} - {N}
{N} * {N}
{N} // {N}
{N} % {N}
{N} ** 2
-{N}
~{N}
{N} & {N}
{N} | {N}
{N} ^ {N}
{N} << 3
{N} >> 1
abs({N})
divmod({N}, {N})[{i}]
pow({N}, 3, 7)
round({R})
round({N}, -1)
int({S})
int({S}, 16)
int({R})
int({B})
len({V})
sum({L})
sum(x for x in range({N}))
max({N}, {N}, {N})
min({L})
max({L}, default=0)
{S}.count({S})
{S}.find({S})
{S}.index({S})
{L}.count({V})
{L}.index({V})
{T}.index({V})
ord({S})
hash({N})
{N}.bit_length() if {B} else 0
int.from_bytes({Y}, 'big')
{M}.days
{M}.seconds
{M} // timedelta(hours=1)
math.floor({R})
math.ceil({R})
math.gcd({N}, {N})
bool({V}) + 1
len(list(itertools.permutations({L}, 2)))
functools.reduce(operator.add, {L})
functools.reduce(lambda a, b: a * 2 + b, [1, 2, 3], {N})
operator.add({N}, {N})
bisect.bisect([1, 3, 5], {N})
{L}[{i}]
{T}[{i}]
{D}[{V}]
({N} if {B} else {N})
(x := {N}) + 1
[*range(5)][{i}]
len({S}.split({S}))
len({X} | {X})
len({D}.keys() & {D}.keys())
Decimal({N}).as_tuple().exponent
range(0, 20, 3)[{i}]
range({N}, 50, 5).index({N})
len(range({N}, 20, 3))
""",
    "R": """
{N} / {N}
{R} + {N}
{R} * {R}
float({S})
float({N})
{M}.total_seconds()
{M} / timedelta(hours=1)
round({R}, 1)
math.sqrt({N})
sum([{R}, {N}])
{R} % 1
{R} // {N}
float({C})
statistics.mean([{N}, {N}])
math.pi
""",
    "B": """
{V} == {V}
{V} != {V}
{N} < {N}
{S} <= {S}
{L} < {L}
{T} >= {T}
0 < {N} < 5
{N} == {R}
{V} in {L}
{V} in {T}
{V} in {D}
{V} not in {X}
{S} in {S}
{V} is None
{V} is {V}
not {V}
{B} and {B}
{B} or {B}
{V} and {B}
all({L})
any({T})
any(x == {V} for x in {L})
bool({V})
isinstance({V}, (int, str))
isinstance({V}, {cls})
issubclass({cls}, {cls})
callable({V})
{S}.startswith({S})
{S}.endswith(({S}, {S}))
{S}.{is}()
{X} <= {X}
{X} < {X}
{X}.isdisjoint({L})
{X} == {X}
{D} == {D}
{D}.keys() == {X}
{M} < {M}
{M} == {M}
{C} == {N}
{P} == {P}
{P}.is_absolute()
{P}.parent == Path('.')
bool(re.match('[a-z]', {S}))
re.fullmatch(r'\\d+', {S}) is not None
{T} == tuple({L})
{L} == list({T})
True == 1 is not False
hasattr({V}, 'keys')
""",
    "Y": """
{S}.encode()
{S}.encode('latin-1', 'replace')
{Y} + {Y}
{Y}[{i}:]
bytes({N})
bytes([1, 2, {N}])
{Y}.upper()
base64.b64encode({Y})
{Y}.replace(b'a', b'z')
bytes.fromhex('00ff')
{N}.to_bytes(2, 'big') if {B} else b''
""",
    "L": """
{L} + {L}
{L} * {N}
{L}[{i}:{i}]
{L}[::{i}]
{L}[{i}:{i}:{i}]
list({V})
sorted({V})
sorted({L}, reverse={B})
sorted({V}, key=str)
sorted({L}, key=lambda v: (str(v), 1), reverse=True)
sorted({D}.items(), key=lambda kv: str(kv[1]))
list(reversed({L}))
[*{V}, {V}]
[{V}, *{T}]
[x for x in {L}]
[x for x in {V} if x]
[str(x) + {S} for x in {L}]
[(i, v) for i, v in enumerate({L}, {N})]
[a for b in {L} for a in (b, b)]
[y for x in {L} if (y := x)]
[[i * j for j in range(3)] for i in range({N} % 4)]
[k for k, v in {D}.items() if v]
{S}.split()
{S}.split({S})
{S}.rsplit('/', {N})
{S}.splitlines()
list(map({F}, {L}))
list(filter(None, {V}))
list(filter({F}, {L}))
list(zip({L}, {T}))
list(zip({L}, {S}, strict=True))
list(map(lambda a, b: (a, b), {L}, {T}))
list(enumerate({V}))
list(range({N}, {N}))
list(range({N}, {N}, {i}))
list({D}.values())
list({D}.items())
list({D})
list({D} | {D})
list(itertools.chain({L}, {T}))
list(itertools.chain.from_iterable([{L}, {S}]))
list(itertools.islice({L}, {N}))
list(itertools.accumulate([1, 2, {N}]))
list(itertools.product({S}, [0, 1]))
list(itertools.combinations({L}, 2))
list(itertools.takewhile(lambda v: v, {L}))
list(itertools.dropwhile(lambda v: not v, {L}))
list(itertools.zip_longest({L}, {T}, fillvalue={V}))
list(itertools.starmap(lambda a, b: [b, a], {D}.items()))
list(itertools.compress({L}, {T}))
list(itertools.repeat({V}, 2))
[(k, list(g)) for k, g in itertools.groupby({S})]
list(dict.fromkeys({L}))
list(dict.fromkeys({L}, {V}).items())
re.findall('[a-z]+', {S})
re.split('[,/]', {S})
json.loads('[1, "a", null, {{"x": 1.5}}]')
list({P}.parts)
copy.deepcopy({L})
{L}.copy()
{L} or {L}
{L} if {B} else {L}
(lambda *a: list(a))(*{L})
[f'{{x}}' for x in {T}]
sum({L}, [])
[x for t in zip({L}, {L}) for x in t]
list(Counter({S}).items())
Counter({S}).most_common(2)
list(OrderedDict({D}).items())
list(deque({L}, maxlen=2))
[m.start() for m in re.finditer('a', {S})]
operator.concat({L}, {L})
heapq.nsmallest(2, {L})
list(ChainMap({D}, {D}))
""",
    "T": """
{T} + {T}
{T} * {N}
{T}[{i}:]
{T}[::{i}]
tuple({V})
tuple(x for x in {V})
({V}, *{L})
{S}.partition({S})
{S}.rpartition('.')
divmod({N}, {N})
os.path.split({S})
os.path.splitext({S})
(lambda a, *b, c={V}: (a, b, c))(*{T})
tuple(sorted({L}))
(*{S}, *{T})
tuple(zip(*[{T}, {L}]))
tuple({D}.items())
{T} or {T}
NT({V}, {V})
NT(1, {V})._replace(b={V})
NT({N}, 2)._fields
tuple(reversed({T}))
max({T}, {T})
struct.unpack('>H', b'ab')
""",
    "D": """
{{**{D}, {S}: {V}}}
{{k: v for k, v in {D}.items()}}
{{k: {V} for k in {V}}}
{{v: k for k, v in {D}.items()}}
{{str(k): v for k, v in {D}.items() if v}}
dict({D}, a={V})
dict({D}.items())
dict(zip({L}, {T}))
dict([({S}, {V}), ({S}, {V})])
dict(enumerate({L}))
{D} | {D}
dict.fromkeys({V}, {V})
dict(a={V}, **{{'b': {V}}})
{D}.copy()
dict(sorted({D}.items(), key=str))
json.loads(json.dumps({D}))
json.loads('{{"a": [1, 2], "b": {{"c": true}}}}')
NT({V}, {V})._asdict()
(lambda **k: k)(**{D})
dict(Counter({S}))
dict(ChainMap({D}, {D}))
dict(map(lambda kv: (kv[0], str(kv[1])), {D}.items()))
{D} or {D}
copy.copy({D})
dict(urllib.parse.parse_qsl('a=1&b=2'))
{{**{D}, **{D}}}
{{i: {{j: i * j for j in range(2)}} for i in range(2)}}
re.match(r'(?P<x>\\w)', {S}).groupdict()
""",
    "X": """
{X} | {X}
{X} & {X}
{X} - {X}
{X} ^ {X}
set({V})
frozenset({V})
{{x for x in {V}}}
{{*{V}, {V}}}
{X}.union({L}, {T})
{X}.intersection({L})
{X}.difference({S})
{X}.symmetric_difference({L})
{X}.copy()
set({D})
{D}.keys() - {D}.keys()
{D}.keys() | {X}
""",
    "W": "{{{N}}}\n{{{S}}}",
    "P": """
{P} / {S}
{P} / {P}
{P}.parent
{P}.with_name('n.py')
{P}.with_suffix('.md')
{P}.joinpath({S}, {S})
{P}.parents[{i}]
Path({S})
Path({S}, {S})
{P}.relative_to({P})
{S} / {P}
{P}.with_stem('q')
""",
    "M": """
{M} + {M}
{M} - {M}
{M} * {N}
-{M}
abs({M})
timedelta(minutes={N})
timedelta(days={N}, weeks=1)
timedelta(**{{'hours': {N}}})
{M} % timedelta(hours=1)
{M} / 2
max({M}, {M})
sum([{M}], timedelta())
datetime.datetime(2020, 1, 2) - datetime.datetime(2020, 1, 1)
""",
    "C": "{C} + {C}\n{C} * {N}\nDecimal({N})\nDecimal({S})\n{C}.quantize(Decimal('0.1'))\nround({C}, 1)\nabs({C})\n{C} / {C}",
    "F": "functools.partial({F})\n(lambda v: {V})\n(lambda v, w={V}: (v, w))\noperator.itemgetter({i})\nstr.upper\noperator.not_",
    "V": """
{S}
{N}
{R}
{B}
{Y}
{L}
{T}
{D}
{W}
{P}
{M}
{C}
None
{V} or {V}
{V} and {V}
{V} if {B} else {V}
{F}({V})
{L}[{i}]
{T}[{i}]
{D}[{V}]
{D}.get({V})
{D}.get({V}, {V})
({D}.get({V}) or {V})
(lambda: {V})()
(lambda x, y={V}: [x, y])({V})
next(iter({V}))
next(iter({L}), {V})
next((v for v in {L} if v), {V})
max({L}, key={F})
copy.deepcopy({V})
getattr({V}, 'real', {V})
json.loads(json.dumps({V}))
ast.literal_eval(repr({V}))
eval(repr({V}))
operator.getitem({V}, {i})
[{V}, {V}][{B}]
{{True: {V}, False: {V}}}[{B}]
{V}.__class__.__name__
(y := {V})
[*{L}, {V}][-1]
{V} + {V}
{V} * {N}
{V} - {V}
{V} % {V}
{V} | {V}
{V}[{i}]
{V}[{V}]
{V} < {V}
""",
}

WORDS: Final[dict[str, str]] = {
    "i": "0 1 2 -1 -2 3 7",
    "strmethod": "upper lower title strip lstrip rstrip capitalize swapcase casefold",
    "is": "isdigit isalpha isalnum isupper islower isspace istitle isidentifier isnumeric isdecimal isascii isprintable",
    "cls": "int str list dict bool object float tuple set bytes type",
    "spec": "d 05d x >8 ,d + ^9 _ #x .1f e % <4 b c 08,.2f",
    "rspec": ".2f .0f e g % >10.3f +.1f 08.1f ,.1f",
    "sspec": ">8 <5s ^7 .2 *^9 s 10",
}

STATEMENTS: Final = """
{v} = {e}
{v} = {e}
{v} = {e}
{v}, *REST = {L}
---
A, B = {T}
{v} = A, B
---
(A, *B), C = {L}, {V}
{v} = A, B, C
---
*A, B = {V}
{v} = A, B
---
A = B = {L}
A.append({V})
{v} = B
---
A = {L}
A += {V}
{v} = A
---
A = {L}
A[{i}] = {V}
{v} = A
---
A = {L}
A[{i}:{i}] = {V}
{v} = A
---
A = {L}
A[::2] = {V}
{v} = A
---
A = {L}
del A[{i}]
{v} = A
---
A = {L}
del A[{i}:{i}:{i}]
{v} = A
---
A = {L}
A.insert({i}, {V}); A.extend({V}); A.reverse()
{v} = A
---
A = {L}
{v} = A.pop({i}), A
---
A = {L}
A.remove({V})
{v} = A
---
A = {L}
A.sort(key={F}, reverse={B})
{v} = A
---
A = {L}
A *= {N}
{v} = A
---
A = {D}
A[{V}] = {V}
{v} = A
---
A = {D}
A.update({V})
{v} = A
---
A = {D}
A |= {D}
{v} = A
---
A = {D}
{v} = A.pop({V}, {V}), A
---
A = {D}
{v} = A.pop({V}), A
---
A = {D}
{v} = A.popitem(), A
---
A = {D}
A.setdefault({V}, []).append({V})
{v} = A
---
A = {D}
del A[{V}]
{v} = A
---
A = {W}
A.add({V}); A.discard({V}); A.update({V})
{v} = len(A), {V} in A
---
A = {W}
A.remove({V})
{v} = A
---
A = {W}
A |= {X}; A -= {W}; A ^= {W}; A &= {X}
{v} = A
---
A = {N}
A += {N}; A *= {N}; A -= {N}; A //= {N}; A %= {N}
{v} = A
---
A = {S}
A += {S}; A *= {N}
{v} = A
---
A = defaultdict(list, {D})
A[{V}].append({V}); A[{S}].append({V})
{v} = dict(A), len(A)
---
A = defaultdict(int)
for X in {V}:
    A[X] += 1
{v} = list(A.items())
---
A = deque({L}, maxlen=3)
A.append({V}); A.appendleft({V}); A.rotate({i})
{v} = list(A), A[0]
---
{v} = []
for X in {V}:
    if not X: continue
    {v}.append(X)
    if len({v}) > 2: break
else:
    {v}.append('else')
---
{v} = []
for I, (J, K) in enumerate(zip({V}, {V})):
    {v} += [I, K]
---
I = {N}
{v} = []
while I > 0:
    I -= 2
    {v}.append(I)
    if I == 3: break
else:
    {v}.append('done')
---
{v} = []
for X in {D}.items():
    K, V = X
    {v}.append([V, K])
---
if {V}:
    {v} = 1
elif {B}:
    {v} = 2
else:
    {v} = {V}
---
match {V}:
    case [a, *rest]: {v} = ('list', a, rest)
    case {{'a': a, **others}}: {v} = ('dict', a, others)
    case 0 | 1: {v} = 'small'
    case int(): {v} = 'int'
    case str() as text if text: {v} = text
    case None: {v} = 'none'
    case _: {v} = 'other'
---
match {L}:
    case []: {v} = 'empty'
    case [x]: {v} = x
    case [1, x, *_]: {v} = ('one', x)
    case [[y], *z]: {v} = y, z
    case (str(a), str(b)): {v} = a + b
    case _: {v} = 'else'
---
match {D}:
    case {{'k': [x], **rest}}: {v} = x, rest
    case {{'z': 0 | 1 as zed}}: {v} = zed
    case {{1: a, 2: b}}: {v} = a, b
    case {{}}: {v} = 'mapping'
---
match {N}, {S}:
    case (0, _): {v} = 0
    case (n, ''): {v} = n
    case (n, s) if n > 2: {v} = s * 2
    case n, s: {v} = [n, s]
---
try:
    {v} = {e}
except (TypeError, ValueError) as error:
    {v} = type(error).__name__
else:
    {v} = ['fine', {v}]
finally:
    AFTER = 1
---
try:
    {v} = {V}[{i}]
except LookupError:
    {v} = 'lookup'
except Exception as error:
    {v} = isinstance(error, TypeError), type(error).__mro__[1].__name__
---
try:
    try:
        raise ValueError({V}, 2)
    except ValueError as error:
        raise KeyError({S}) from error
except KeyError as error:
    {v} = error.args, type(error.__cause__).__name__
---
with contextlib.suppress(KeyError, IndexError, ZeroDivisionError):
    {v} = 'before'
    {v} = {e}
---
def f(a, b={V}, *args, c={V}, **kw):
    return a, b, args, c, kw
{v} = f({V}, *{T}, **{D})
---
def f(a, /, b, *, c={N}): return [a, b, c]
{v} = f({V}, b={V}), f({V}, {V}, c={V})
---
def f(a, b): return (a, b)
{v} = f(*{T})
---
def f(x, acc=[]):
    acc.append(x)
    return acc
f({V}); {v} = f({V})
---
def f(n): return 1 if n <= 1 else n * f(n - 1)
{v} = f({N} % 8)
---
def gen(items):
    for item in items:
        if item: yield item
    yield 'end'
{v} = list(gen({V}))
---
def gen():
    yield {V}
    yield from {V}
    return 3
G = gen()
{v} = next(G), list(G)
---
def gen(n):
    a, b = 0, 1
    while a < n:
        yield a
        a, b = b, a + b
{v} = [*gen({N})], sum(gen(10)), max(gen(5))
---
def make(x):
    def inner(y=1):
        nonlocal x
        x += y
        return x
    return inner
F = make({N})
{v} = F(), F({N}), F(y={N})
---
FS = [lambda i=i: i for i in {L}]
{v} = [g() for g in FS]
---
FS = [lambda: i for i in {L}]
{v} = [g() for g in FS]
---
def deco(fn):
    @functools.wraps(fn)
    def wrapper(*a, **k): return ['w', fn(*a, **k)]
    return wrapper
@deco
def f(x, y={V}): return x, y
{v} = f({V}), f.__name__
---
def early(x):
    for i in x:
        if i: return i
    return 'nothing'
{v} = early({V})
---
def tried(x):
    try:
        return x[{i}]
    except (IndexError, KeyError):
        return 'none'
    finally:
        LOG.append(1)
LOG = []
{v} = tried({V}), LOG
---
class A:
    n = {V}
    items = []
    def __init__(self, a, b={V}): self.a, self.b = a, b; self.items.append(a)
    @property
    def p(self): return [self.a, self.n]
    @staticmethod
    def s(x): return x, 1
    @classmethod
    def c(cls, *a): return cls(*a)
    def __repr__(self): return 'A!'
    def __len__(self): return abs({N})
O = A({V})
{v} = O.p, O.s({V}), A.c({V}, 2).b, A.items, str(O), bool(O)
---
class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, A) and self.v == o.v
    def __hash__(self): return hash(self.v)
    def __lt__(self, o): return self.v < o.v
    def __add__(self, o): return A(self.v + getattr(o, 'v', o))
    def __radd__(self, o): return A(o)
    def __getitem__(self, k): return self.v[k]
    def __contains__(self, k): return k == 1
    def __iter__(self): return iter([self.v, 1])
    def __call__(self, *a): return a
    def __bool__(self): return self.v != 0
{v} = A({N}) == A({N}), A(1) < A({N}), (A({N}) + A({N})).v, (A(1) + {N}).v, 1 in A(0), list(A({V})), A(1)({V}), bool(A({N}))
---
class Base:
    x = {V}
    def who(self): return 'base', self.x
class Child(Base):
    def who(self): return super().who() + ('child',)
class Other(Base):
    x = {V}
    def who(self): return ['other', *super().who()][:3]
class Both(Child, Base): x = {N}
{v} = Child().who(), Other().who(), Both().who(), [c.__name__ for c in Both.__mro__], isinstance(Both(), Child)
---
class A:
    def __enter__(self): return {V}
    def __exit__(self, kind, error, trace): return kind is not None and issubclass(kind, (TypeError, LookupError))
with A() as a:
    {v} = a
    {v} = {e}
---
@contextlib.contextmanager
def manager(x):
    LOG.append('in')
    try: yield [x]
    finally: LOG.append('out')
LOG = []
with manager({V}) as m:
    {v} = m, LOG
---
@dataclass
class A:
    a: object
    b: object = {N}
    c: list = field(default_factory=list)
    d: int = field(default=3, repr=False, compare=False)
    def __post_init__(self): self.e = [self.a]
O = A({V}, {V})
{v} = O.a, O.b, O.c, O.e, O == A({V}, {V}), asdict(O), str(O)
---
@dataclass(frozen=True, order=True)
class A:
    a: object
    b: object = {N}
{v} = A({N}) < A({N}), sorted([A(3), A({N}), A(1, 1)])[0].a, A({N}) == A({N}), hash(A({N})) == hash(A({N})), {{A(1): 2}}.get(A({N}))
---
@dataclass(frozen=True)
class A:
    a: object = {N}
O = A()
try: O.a = 2
except Exception as error: {v} = type(error).__name__, replace(O, a={V}).a, astuple(O)
---
class A(NamedTuple):
    a: object
    b: object = {V}
O = A({V})
{v} = O, O.a, O._asdict(), O[1], len(O), O == ({V}, {V}), O._replace(a={V})
---
class E(enum.Enum):
    A = {N}
    B = 7
    C = enum.auto()
{v} = E.A.name
---
class E(enum.Enum):
    A = 1
    B = 2
    C = 1
    @property
    def twice(self): return self.value * 2
{v} = [m.name for m in E], E({N}).name, E['B'].value, E.C is E.A, E.B in E, E.B.twice, str(E.A), repr(E.A), len(E), E.A == 1, list(E.__members__)
---
class E(enum.IntEnum):
    A = {N}
    B = 50
{v} = E.A + 1, E.B > E.A, E.A == {N}, [*E] == [E.A, E.B], E.B * 2, {{50: 'x'}}[E.B], sorted(E)[0].name, max(E).value
---
class E(str, enum.Enum):
    A = 'a'
    B = {S}
{v} = E.A == 'a', E.A.upper(), E.A.value + 'x', 'a' in [E.A], {{'a': 1}}.get(E.A), E('a').name, E.A.startswith('a'), len(E.B)
---
class E(enum.StrEnum):
    ONE = enum.auto()
    TWO = {S}
{v} = E.ONE, str(E.TWO), f'{{E.ONE}}', '-'.join(E)
---
class E(enum.Flag):
    A = enum.auto()
    B = enum.auto()
    C = enum.auto()
{v} = E.A.value, E.C.value, (E.A | E.B).value, E.A in (E.A | E.C), bool(E.A & E.B)
---
class A:
    __slots__ = ('a',)
    def __init__(self): self.a = {V}
O = A()
try: O.b = 1
except AttributeError: {v} = O.a
---
class A:
    def __getattr__(self, name): return name, {V}
    def __setattr__(self, name, value): self.__dict__[name] = [value]
O = A()
O.x = {V}
{v} = O.x, O.y, vars(O)
---
class A:
    count = 0
    def __new__(cls, *a):
        cls.count += 1
        return super().__new__(cls)
A(); A()
{v} = A.count
---
class D:
    def __get__(self, o, t): return {V}
    def __set__(self, o, v): SEEN.append(v)
SEEN = []
class A: d = D()
O = A(); O.d = {V}
{v} = O.d, SEEN, A.d
---
class A:
    def __init_subclass__(cls, **kw): NAMES.append((cls.__name__, kw))
NAMES = []
class B(A, x={V}): pass
{v} = NAMES
---
class A(dict):
    def __missing__(self, key): return [key]
O = A(a={V})
{v} = O['a'], O['b'], len(O), O.get('b'), dict(O)
---
class A(list):
    def total(self): return len(self) * 2
O = A({L})
O.append({V})
{v} = O.total(), list(O), O[-1]
---
class A(Exception):
    def __init__(self, m, c={V}):
        super().__init__(m)
        self.c = c
try: raise A({V})
except A as error: {v} = error.args, error.c, str(error)
---
{v} = (lambda x: (z := x) and [z, x])({V})
---
{v} = [LAST := x for x in {L}]
---
IT = iter({V})
{v} = next(IT), list(IT), next(IT, 'over')
---
A = {D}
for K in list(A):
    if A[K]: del A[K]
    else: A[K] = {V}
{v} = A
---
A, B = {V}, {V}
A, B = B, A
{v} = A, B
---
A = {{'x': {{'y': {L}}}}}
A['x']['y'].append({V}); A['x'].setdefault('w', {{}})['q'] = {V}
{v} = A
---
A = [{L}] * 2
A[0].append({V})
{v} = A
---
globals()['{v}'] = {e}
---
{v}: list = {L}
{v} += [x for x in {V}]
---
exec('{v} = 5')
---
A = {L}; B = A[:]; C = A
A.append(9)
{v} = B, C is A, B == A
---
S = slice({i}, {i}, {i})
{v} = {V}[S], S.indices(5)
---
import string as s2, os.path as p2
{v} = s2.digits[{i}], p2.join('a', {S})
---
assert {V}, 'message'
{v} = 'held'
---
{v} = 1
del {v}
{v} = {V}
---
A = Path({S}) / {S}
{v} = A, A.name, A.parent, str(A)
---
A = type('A', (), {{'x': {V}}})
{v} = A.x, A.__name__, A().x
---
@functools.lru_cache(maxsize=None)
def f(n): return n if n < 2 else f(n - 1) + f(n - 2)
{v} = f({N} % 9)
---
@functools.singledispatch
def f(x): return 'other'
@f.register
def _(x: int): return 'int'
{v} = f({V})
---
@functools.total_ordering
class A:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __eq__(self, o): return self.v == o.v
{v} = A({N}) <= A({N}), A({N}) > A({N}), A({N}) >= A(1)
---
P = functools.partial(dict, {D}, a={V})
{v} = P(), P(b={V})
---
{v} = sorted({L}, key=functools.cmp_to_key(lambda a, b: len(str(a)) - len(str(b))))
---
BUF = io.StringIO()
BUF.write({S}); print({V}, {V}, sep='|', file=BUF)
{v} = BUF.getvalue()
---
C = configparser.ConfigParser()
C.read_string('[a]\\nx = 1\\ny = %(x)s2\\n')
{v} = C['a']['y'], C.getint('a', 'x'), C.sections(), C.get('a', {S}, fallback={V})
---
M = re.match(r'(\\w)(?P<rest>.*)', {S})
{v} = M and (M.group(1), M['rest'], M.groups(), M.span())
---
D2 = datetime.datetime(2024, 2, 28, 12) + {M}
{v} = D2.year, D2.isoformat(), D2.strftime('%Y-%m'), D2 > datetime.datetime(2024, 1, 1)
"""

IMPORTS: Final = """
import ast, base64, bisect, configparser, contextlib, copy, datetime, enum, functools, hashlib, heapq, io, itertools, json, math, operator, os
import re, statistics, string, struct, textwrap, urllib.parse
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import asdict, astuple, dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
NT = namedtuple('NT', 'a b')
"""

_PLACE: Final = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_EXPRESSIONS: Final = {kind: text.strip("\n").split("\n") for kind, text in TEMPLATES.items()}
_LITERALS: Final = {
    kind: [literal.replace("~", " ") for literal in re.findall(r"(?:'[^']*'|\([^()]*\)|\S)+", text)]
    for kind, text in LITERALS.items()
}
_STATEMENTS: Final = [text.strip("\n") for text in STATEMENTS.split("\n---\n")]


def expression(random: Random, kind: str, deep: int, atom: Callable[[str], str | None] = lambda _: None) -> str:
    """An expression that mostly makes a value of some kind; `atom` may give another one in place of a literal."""
    if kind in WORDS:
        return random.choice(WORDS[kind].split(" "))
    if deep <= 0 or random.random() < 0.25:
        while kind == "V":
            kind = random.choice("SSNNRBYLLTTDDWPMC")
        return atom(kind) or random.choice(_LITERALS[kind])
    return filled(random, random.choice(_EXPRESSIONS[kind]), deep - 1, atom, {})


def filled(random: Random, template: str, deep: int, atom: Callable[[str], str | None], names: dict[str, str]) -> str:
    """A template with its places filled."""

    def place(match: re.Match[str]) -> str:
        kind = match[1]
        if kind is None:
            return match[0][0]
        if kind in names:
            return names[kind]
        made = expression(random, "V" if kind == "e" else kind, deep, atom)
        return made if kind in WORDS or made.isalnum() else f"({made})"

    return _PLACE.sub(place, template)


def statements(
    random: Random, count: int, deep: int = 2, atom: Callable[[str], str | None] = lambda _: None
) -> list[str]:
    """Statements that bind `V0`, `V1` and so on."""
    made = []
    for number in range(count):
        name = f"V{number}"
        if random.random() < 0.5:
            kind = random.choice(list(TEMPLATES))
            body = f"{name} = {expression(random, kind, deep + 1, atom)}"
            if kind == "F":
                body = f"{name} = {filled(random, '{F}({V})', deep, atom, {})}"
        else:
            body = filled(random, random.choice(_STATEMENTS), deep - 1, atom, {"v": name})
        made.append(
            f"try:\n{indent(body, '    ')}\nexcept Exception as error:\n    {name} = ('raises', type(error).__name__)\n"
        )
    return made


def program(random: Random, count: int, deep: int = 2, atom: Callable[[str], str | None] = lambda _: None) -> str:
    """The text of a settings module of such statements."""
    return IMPORTS + "".join(statements(random, count, deep, atom))
