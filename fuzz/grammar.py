"""What random settings are made of: templates whose places are filled at random.

A place is a dollar and a word. Kinds are letters: `S` text, `N` whole number, `B` truth, `L` list of texts, `T` tuple of texts, `D` dict of
texts, `X` set of texts, `M` dict of dicts, `P` path. In upper case the place takes an expression, in lower case a name that the module binds,
such as `S2`. `w` is a literal text, `v` the name of an environment variable, `i` an index, `q` a module that was imported, `one` and `two`
names that are new; `mod` and `abs` name a module of the project, relatively where it is in a package; `body`, `few` and `loop` are
statements, `few` at most one, `loop` those of a loop. With a digit, as in `$l1`, the same word stands at each place of a template.
"""

from __future__ import annotations

from typing import Final

KINDS: Final = "SNBLTDXMP"
NAMES: Final = {kind: [f"{kind}{index}" for index in (1, 2, 3)] for kind in KINDS}
VARIABLES: Final = ("HOST", "MODE", "DEBUG", "APPS", "PORT")
TEXTS: Final = ("", "0", "1", "true", "prod", "a,b", "x", "12", " pad ", "y, ,x")
WORDS: Final = ("x", "y", "prod", "a,b", "", "Key", "12", "default", " pad ")

HEADER: Final = """import contextlib, copy, functools, importlib, itertools, os, re, sys
from pathlib import Path
S1, S2, S3 = 'one', 'prod', ''
N1, N2, N3 = 1, 2, 30
B1, B2, B3 = True, False, False
L1, L2, L3 = ['x', 'y'], ['one'], []
T1, T2, T3 = ('x', 'y'), ('one',), ()
D1, D2, D3 = {'Key': 'v', 'x': 'w'}, {'y': 'z'}, {}
X1, X2, X3 = {'x', 'y'}, {'one'}, set()
M1, M2, M3 = ({'default': {'ENGINE': 'e', 'NAMES': ['n'], 'OPTIONS': {'a': 'b'}}} for _ in 'abc')
P1, P2, P3 = Path('/srv/app'), Path('rel/file.txt'), Path('.')
"""
"""How each module begins: all names are bound, so that most programs run through."""

ATOMS: Final = {
    "S": "$w\n$s\n$s",
    "N": "0\n1\n3\n-2\n$n\n$n",
    "B": "$b\n$b\n$v in os.environ\nos.environ.get($v) == $w\nbool(os.environ.get($v))\nTrue",
    "L": "[]\n[$w]\n$l\n$l",
    "T": "()\n($w,)\n$t\n$t",
    "D": "{}\n{$w: $w}\n$d\n$d",
    "X": "{$w}\nset()\n$x\n$x",
    "M": "$m",
    "P": "$p\n$p\nPath($w)",
}
"""Expressions without others in them."""

EXPRESSIONS: Final = {
    "S": """
os.environ.get($v, $w)
os.environ.get($v, $S)
os.getenv($v, $w)
(os.environ.get($v) or $S)
(os.environ.get($v) or os.environ.get($v) or $w)
os.environ.get($v, $w).strip()
os.environ.get($v, $w).lower()
str(os.environ.get($v))
os.environ.copy().get($v, $w)
{**os.environ}.get($v, $w)
$s.lower()
$s.upper()
$s.strip()
$s.title()
$s.capitalize()
$s.swapcase()
$s.replace($w, 'r')
$s.replace(',', $w, 1)
$s.strip('xy')
$s.rstrip('d')
$s.removeprefix($w)
$s.removesuffix($w)
$s.zfill(4)
$s.center(6, '.')
$s.partition(',')[$i]
$s.rpartition(',')[0]
$s.split(',')[0]
$s.split(',', 1)[-1]
$s[:3]
$s[1:]
$s[::-1]
$s[-2:]
($s1 or '-')[0]
$d.get($w, $w)
$d.get($S, $S)
$m.get('default', {}).get('ENGINE', $w)
$m['default']['ENGINE']
($S if $B else $S)
$S and $S
$S or $w
f'{$s}-{$n}'
f'{$s!r:>8}|{$n:03d}'
f'{$s.upper()}{"!" if $b else ""}'
f'{$n=}'
f"{','.join($l)}"
'%s/%d' % ($S, $n)
'%(Key)s' % {'Key': $S}
'<{}>'.format($S)
'{0}{name}{0}'.format($s, name=$n)
'{x[0]}'.format(x=$l or ['none'])
str($n)
repr($s)
str($b)
str($p)
$p.name
$p.suffix
$p.as_posix()
str($p.parent)
os.path.join($s, $w)
os.path.join('/srv', $w, 'z')
os.path.basename($s)
os.path.dirname('/a/b/' + $s)
($l or ['none'])[$i]
($t or ('none',))[-1]
next(iter($l), 'end')
next((item for item in $l if item != $w), $w)
max($l, default='none')
min($t, default='none')
sorted($x or {'none'})[0]
','.join(sorted($x))
','.join($t)
' '.join(key for key in $d)
{True: $w, False: $S}[$B]
{'x': $w, 'prod': $S}.get($s, 'other')
dict(a=$S)['a']
(lambda value, other=$w: value + other)($w)
type($b).__name__
$w if $s in $l else $w
re.sub('[a-c]', '_', $s)
getattr($s, 'upper')()
globals().get('S1', $w)
globals()['S2']
vars().get('S9', $w)
functools.reduce(lambda a, b: b, $l, $w)
next(reversed($l), 'none')
''.join(reversed($s))
chr(97 + abs($n) % 3)
$s.encode().decode()
$s.translate(str.maketrans('xy', 'ab'))
str($l)
str($d)
repr($t)
$s.__class__.__name__
(value := $S) and value
os.environ.setdefault($v, $w)
os.environ.pop($v, $w)
""",
    "N": """
len($l)
len($s)
len($d)
len($x)
len($m)
$n + $i
$n - $N
$n % 5
$n // 2
-$n
abs($n)
int('12')
int($b)
int(bool($s))
int(os.environ.get($v, '3') == $w)
($N if $B else $N)
sum(1 for item in $l if item)
sum(len(item) for item in $t)
sum(map(len, $l))
$l.count($w)
$s.count('x')
$s.find('x')
max($N, $N)
min($n, 7)
len($L)
len($D)
len($s.split(','))
$b + $b
divmod($n, 7)[1]
round($n / 4)
$n & 3
$n << 1
bool($l) * 2
len(set($l))
ord(($s or 'z')[0])
len([*filter(None, $l)])
int($s1) if $s1.isdigit() and $s1.isascii() else $i
int(os.environ.get($v1, '5')) if os.environ.get($v1, '5').isdigit() else -1
""",
    "B": """
os.environ.get($v, $w).lower() in ('1', 'true')
os.environ.get($v, '').strip() in ('1', 'true', 'x')
os.environ.get($v) is None
os.environ.get($v) is not None
os.environ.get($v) != $w
os.environ.get($v, 'False') == 'True'
os.environ.get($v, $w) == os.environ.get($v, $w)
not os.environ.get($v)
bool(os.environ.get($v, $w))
os.environ.get($v, '').startswith($w)
os.environ.get($v) in ($w, $w, None)
os.environ.get($v, $w).isdigit()
$v in os.environ.keys()
bool(int(os.environ.get($v1, '0'))) if os.environ.get($v1, '0').isdigit() else False
$s == $S
$s != $w
$s < $S
$s >= $w
$s in $l
$s not in $t
$s in $x
$w in $d
$w in $s
$w in $l
$w not in $m
not $B
$B and $B
$B or $B
$B == $B
$B is not $b
$B != $B
$B ^ $b
$n < $N
$n == $N
$n >= $i
0 <= $n < $N
$l == $L
$l is $l
$l is not $l
$t == $T
$d == $D
$x == $X
$x <= $X
$x.isdisjoint($x)
$m == $m
$s.startswith($w)
$s.endswith(($w, 'z'))
$s.isdigit()
$s.islower()
bool($l)
bool($d)
bool($s)
bool($n)
bool($L)
bool($X)
len($l) > 0
len($l) == 1
len($d) >= 2
len($s) != 0
any(item != $w for item in $l)
all(item for item in $t)
any($s.startswith(word) for word in ('x', 'pr'))
isinstance($s, str)
isinstance($l, (tuple, set))
isinstance($n, int)
callable($s)
hasattr($s, 'upper')
'S9' in globals()
'S1' in globals()
$p == $P
$p.is_absolute()
$p.suffix == '.txt'
bool(re.match('[a-z]+$', $s))
re.search('x', $s) is None
sys.version_info >= (3, 11)
sys.version_info[:2] < (3, 12)
sys.version_info.major == 3
(flag := $B) or flag
$s is None
$l > $l
""",
    "L": """
[$S, $S]
[$S]
[*$l, $S]
[$S, *$t]
[*$d, $w]
[*$l, *$l][:5]
list($l)
$l.copy()
$l[:]
list($t)
list($d)
list($d.values())
list($m)
sorted($l)
sorted($x)
sorted($l, key=len)
sorted($d, reverse=True)
list(reversed($l))
[item for item in $l if item != $w]
[item for item in $l if $B]
[item for item in $l if item not in $t]
[item for item in $l if item.startswith($w)]
[item + '!' for item in ($w, $w)]
[item.upper() if item == $s else item for item in $l]
[f'{index}{item}' for index, item in enumerate($l)]
[a + b for a in ('x', 'y') for b in $l[:3] if a != b]
[key + value for key, value in $d.items()]
[item for item in $x]
$l[1:]
$l[:-1]
$l[::2]
$l[::-1]
$l[-1:]
$S.split(',')
$s.split()
$s.rsplit(',', 1)
$s.splitlines()
os.environ.get($v, $w).split(',')
[part.strip() for part in os.environ.get($v, $w).split(',') if part.strip()]
[part for part in os.environ.get($v, '').split(',') if part]
list(filter(None, os.environ.get($v, '').split(',')))
list(map(str.strip, os.environ.get($v, $w).split(',')))
[*filter(None, os.environ.get($v, $w).split(',')), $S]
os.environ[$v1].split(',') if $v1 in os.environ else $l
[os.environ[$v1]] if $v1 in os.environ else []
[name for name in ('HOST', 'MODE') if name in os.environ]
[name for name in sorted(os.environ) if name.startswith('D')]
($L if $B else $L)
$l or $L
$l and $l[:1]
$l + $L
$l + [$S]
$l * 2
list(filter(None, $l))
list(map(str.upper, $l))
list(map(lambda item: item * 2, $l[:2]))
list(dict.fromkeys($l))
list(zip($l, $t))[:0] or $l
[word for words in ($l, $t) for word in words]
list(itertools.chain($l, $t))[:6]
sum([$l, $l], [])[:5]
(lambda *items: list(items))($S, *$l)
copy.copy($l)
list($s)[:3]
re.findall('[a-z]+', $s)
re.split(',', $s)
$m['default']['NAMES']
$m['default'].get('NAMES', $l)
(items := [$S]) + items
[item for item in [$s, $w] if item]
[*map(str, range($i))]
[str(item) for item in range(3) if item != $n]
""",
    "T": """
($S, $S)
($S,)
tuple($l)
tuple(item for item in $l if item)
tuple(sorted($x))
$t + ($S,)
$t[1:]
$t[::-1]
(*$l, $S)[:4]
(*$t, *$t)[:4]
($T if $B else $T)
$t or $T
tuple($d)
tuple(map(str.lower, $t))
tuple($s.split(','))
tuple(os.environ.get($v, $w).split(','))
""",
    "D": """
{$S: $S}
{$w: $S, $w: $S}
{**$d, $S: $S}
{**$d, **$d}
{$S: $w, **$d}
{item: $s for item in $l}
{key: value for key, value in $d.items() if key != $w}
{key.lower(): value for key, value in $d.items()}
{value: key for key, value in $d.items()}
{key: value for key, value in os.environ.items() if key in ('HOST', 'MODE')}
{name: os.environ[name] for name in ('APPS', 'DEBUG') if name in os.environ}
dict(a=$S, b=$w)
dict($d)
dict($d, x=$S)
dict($d.items())
$d.copy()
$d | $D
dict(zip($l, $t))
dict.fromkeys($l, $w)
dict([($w, $S), ($w, $w)])
($D if $B else $D)
$d or $D
dict(sorted($d.items()))
{'x': $w} if $B else {}
{key: $d1[key] for key in sorted($d1)}
copy.deepcopy($d)
dict(pair.split('=') for pair in ('a=b', 'c=d'))
{str(index): item for index, item in enumerate($l)}
$m['default']['OPTIONS']
{**({'y': $S} if $B else {}), 'z': $w}
""",
    "X": """
{$S, $w}
set($l)
set($t) | {$S}
$x | $X
$x & $X
$x - {$S}
$x ^ $x
{item for item in $l if item != $w}
frozenset($l)
$x.union($l)
$x.difference($l, $t)
($X if $B else $X)
set($d)
set(os.environ.get($v, $w).split(','))
$x.copy()
set($s)
""",
    "M": """
{'default': {'ENGINE': $S, 'NAMES': $L, 'OPTIONS': $D}}
{'default': {'ENGINE': $S, 'NAMES': [$S], 'OPTIONS': {$w: $S}}, 'other': $d}
copy.deepcopy($m)
dict($m)
$m.copy()
{**$m, $w: {'ENGINE': $S, 'NAMES': [], 'OPTIONS': {}}}
$m1 | {'default': {**$m1['default'], 'ENGINE': $S}}
{key: dict(value) for key, value in $m.items()}
($m if $B else $M)
{**$m, 'more': $d}
{key: value for key, value in $m.items() if key == 'default' or $B}
""",
    "P": """
$p / $w
$p / $S
$p.parent
$p.joinpath($w, 'z')
Path($S)
Path('/srv', $w)
($P if $B else $P)
Path(os.environ.get($v, $w))
Path(os.path.join('/srv', $s))
Path(str($p))
Path(os.environ.get($v) or $p)
Path(*$l[:2])
$p.parent.parent / 'up'
""",
}
"""Expressions of each kind, one a line."""

STATEMENTS: Final = """
$s = $S
---
$s = $S
---
$n = $N
---
$b = $B
---
$b = $B
---
$l = $L
---
$l = $L
---
$t = $T
---
$d = $D
---
$d = $D
---
$x = $X
---
$m = $M
---
$p = $P
---
$s = $s = $S
---
$l = $l = $L
---
$l, $s = $L, $S
---
$s, $s = $s, $S
---
$s, *$l = [$S, *$l[:2]]
---
*$l, $s = ($S + ',').split(',')
---
($s, $n), $b = ($S, $N), $B
---
$n: int = $N
---
$s: str
---
$b = bool($n := $N)
---
$l.append($S)
---
$l.append($S)
---
$l.insert(0, $S)
---
$l.insert($i, $S)
---
$l1.insert($l1.index('x') if 'x' in $l1 else 0, $S)
---
$l += [$S]
---
$l += ($S, $w)
---
$l += $t
---
$l.extend($T)
---
$l.extend(item for item in $t if item not in $l)
---
$l[:0] = [$S]
---
$l[1:] = $l[:2]
---
$l1[len($l1):] = [$S]
---
if $l1: $l1[0] = $S
---
if $l1: $l1[$i % len($l1)] += '+'
---
if $l1: $l1.pop()
---
if $l1: $s = $l1.pop(0)
---
if $w1 in $l1: $l1.remove($w1)
---
if $s1 not in $l1: $l1.append($s1)
---
if len($l1) > 1: del $l1[0]
---
del $l[1:]
---
del $l[::2]
---
$l.sort()
---
$l.sort(key=len, reverse=True)
---
$l.reverse()
---
$l.clear()
---
$l = [item for item in $l if item != $w]
---
$l[:] = [item for item in $l if item != $s]
---
$t += ($S,)
---
$t = (*$t, $S)[-3:]
---
$d[$S] = $S
---
$d[$w] = $S
---
$d.update({$w: $S})
---
$d.update(a=$S)
---
$d.update([($w, $S)])
---
$d.update($d)
---
$d.update($D if $B else {})
---
$d.setdefault($w, $S)
---
$s = $d.setdefault($w, $S)
---
$d |= {$w: 'or'}
---
$d.pop($w, None)
---
$s = $d.pop($w, $w)
---
if $w1 in $d1: del $d1[$w1]
---
if $d1: $d1.popitem()
---
for $one in list($d1): $d1[$one] = $d1[$one] + '.'
---
for $one in [key for key in $d1 if key != $w]: del $d1[$one]
---
$x1.add($S) if isinstance($x1, set) else None
---
$x |= {$S}
---
$x -= {$S}
---
$x &= $X
---
$n += 1
---
$n -= $i
---
$n = $n % 9
---
$s += $w
---
$s += $w
---
$p /= $w
---
$m['default']['ENGINE'] = $S
---
$m['default']['NAMES'].append($S)
---
$m['default']['NAMES'] += [$S]
---
$m['default']['NAMES'] = $l
---
$m['default'].update(ENGINE=$S)
---
$m['default']['OPTIONS'][$w] = $S
---
$m['default']['OPTIONS'] = $d
---
$m['default'].setdefault('EXTRA', []).append($S)
---
$m.setdefault($w, {})['k'] = $S
---
$m[$w] = $d
---
$m[$w] = {'ENGINE': $S}
---
$m.update(other={'ENGINE': $S})
---
for $one in $m.values(): $one['seen'] = $S
---
$m1['default'] = {**$m1['default'], 'ENGINE': $S}
---
$m.get('default', {})['k'] = $S
---
$d = $m['default']['OPTIONS']
---
$l = $m['default']['NAMES']
---
os.environ[$v] = $w
---
os.environ[$v] = $S.replace('\\0', '')
---
os.environ.setdefault($v, $w)
---
os.environ.pop($v, None)
---
os.environ.update({$v: $w})
---
if $v1 in os.environ: del os.environ[$v1]
---
globals()['$s'] = $S
---
globals()['$s'] += $w
---
globals().update($s=$S, $b=$B)
---
globals().update({'$l': $L})
---
globals()['$l'].append($S)
---
globals().setdefault('S9', $S)
---
globals()['S%d' % $i] = $S
---
for $one in ('S1', 'S2'): globals()[$one] = globals()[$one].upper()
---
for $one, $two in {'$s': $S}.items(): globals()[$one] = $two
---
setattr(sys.modules[__name__], '$s', $S)
---
$s = getattr(sys.modules[__name__], '$s')
---
exec('$s = ' + repr($w))
---
exec("$l.append('exec')")
---
vars()['$n'] = $N
---
S9 = $S
---
L9 = globals().get('L9', []) + [$S]
---
globals().pop('S9', None)
---
$l = (lambda value: value)($l)
---
$s = eval("$s + 'e'")
---
if $B:
    $body
---
if $B:
    $body
---
if $B:
    $body
else:
    $body
---
if $B:
    $body
elif $B:
    $body
else:
    $few
---
if $B:
    $body
elif $B:
    $few
---
if os.environ.get($v):
    $body
---
if os.environ.get($v) == $w:
    $body
elif os.environ.get($v) == $w:
    $body
else:
    $few
---
if $B: raise ValueError($w)
---
assert not ($B and $B), 'refused'
---
if (value := os.environ.get($v)) is not None:
    $s = value
---
if (items := [part for part in os.environ.get($v, '').split(',') if part]):
    $l += items
---
try:
    $s = os.environ[$v]
except KeyError:
    $body
---
try:
    $s = os.environ[$v]
except KeyError as error:
    $s = error.args[0]
---
try:
    $n = int(os.environ.get($v, $w))
except ValueError:
    $few
else:
    $few
---
try:
    $n = int($S) % 7
    $few
except (ValueError, TypeError):
    $body
finally:
    $few
---
try:
    $s = $d[$S]
except KeyError:
    $body
---
try:
    $l.remove($S)
    $few
except ValueError:
    $few
---
try:
    $s = $l[$i]
except IndexError:
    $few
---
try:
    $n = 6 // $n
except ZeroDivisionError:
    $few
---
try:
    $few
    if $B: raise KeyError($w)
    $few
except LookupError:
    $few
except Exception:
    $few
else:
    $few
---
try:
    $few
    raise ValueError($S)
except ValueError as error:
    $s = str(error)
---
try:
    try:
        $s = $d[$w]
    except KeyError as error:
        raise ValueError('inner') from error
    finally:
        $few
except ValueError:
    $few
---
try:
    assert $B, $w
except AssertionError as error:
    $s = str(error)
---
try:
    $s.nothing
except AttributeError:
    $few
---
try:
    $s = $s + $n
except TypeError:
    $few
---
try:
    $n, $s = $l
except ValueError:
    $few
---
try:
    $s, $s = os.environ.get($v, $w).split(',')
except ValueError:
    $few
---
try:
    import nothing_of_this_name
except ImportError:
    $few
---
try:
    from nothing_of_this_name import *
except ImportError:
    $few
else:
    $few
---
with contextlib.suppress(KeyError):
    $s = os.environ[$v]
    $few
---
with contextlib.suppress(ImportError, ValueError):
    $few
    $n = int($S)
    $few
---
with contextlib.nullcontext($S) as $s:
    $few
---
for $one in $l[:4]:
    $s = $one
    $loop
---
for $one in $t[:3]:
    $loop
    if $one == $w:
        break
else:
    $few
---
for $one in ($w, $w, $S):
    if $B: continue
    $l.append($one)
    $loop
---
for $one, $two in enumerate($l[:3]):
    $d[str($one)] = $two
---
for $one, $two in list($d1.items())[:3]:
    $d1[$two] = $one
    $loop
---
for $one, $two in zip($l[:3], $t):
    $s = $one + $two
---
for $one in range($i):
    $loop
---
for $one in os.environ.get($v, $w).split(','):
    $loop
    if $one: $l.append($one)
---
for $one in sorted($x)[:3]:
    $loop
---
for $one in ('HOST', 'MODE', 'DEBUG'):
    if $one in os.environ:
        $d[$one] = os.environ[$one]
---
for $one in [$l, $l]:
    $one.append($S)
---
$one = 0
while $one < 3:
    $one += 1
    $loop
    if $B: break
---
while len($l1) > 2:
    $l1.pop()
---
while $l1 and $l1[-1] == $w:
    $l1.pop()
---
match $s:
    case 'x' | 'prod':
        $body
    case '':
        $few
    case other:
        $s = other
---
match os.environ.get($v):
    case None:
        $few
    case 'prod' | 'x':
        $body
    case value if value.isdigit():
        $n = int(value)
    case _:
        $few
---
match $l:
    case []:
        $few
    case [first]:
        $s = first
    case [first, *rest]:
        $s, $l = first, rest
---
match $d:
    case {'Key': value, **rest}:
        $s = value
    case {}:
        $few
---
match ($b, $n):
    case (True, 1 | 2):
        $few
    case (False, int(number)):
        $n = number + 1
    case _:
        $few
---
match $s.split(','):
    case [one, two]:
        $d[one] = two
    case [str() as one]:
        $l.append(one)
"""
"""Statements that may stand anywhere."""

OUTSIDE: Final = """
$l += $l
---
$l *= 2
---
$s = $S + $S
---
$s = ','.join($l)
---
$t = $t * 2
---
$l = [*$l, $S, *$l]
---
def $one(value, flag=$B):
    $globals
    $loop
    if $B:
        return value
    return $S if flag else $w
$s = $one($S)
$s = $one($w, $B)
---
def $one(name, default=$w):
    return os.environ.get(name, default)
$s = $one($v)
$s = $one($v, default=$S)
---
def $one(name, default=False):
    value = os.environ.get(name)
    if value is None:
        return default
    return value.lower() in ('1', 'true', 'yes')
$b = $one($v)
$b = $one($v, $B)
if $one($v, default=True):
    $body
---
def $one(name, default=''):
    return [item.strip() for item in os.environ.get(name, default).split(',') if item.strip()]
$l = $one($v)
$l += $one($v, $w)
---
def $one(name, default=None, cast=str):
    try:
        return cast(os.environ[name])
    except KeyError:
        if default is None:
            raise ValueError(name)
        return default
try:
    $s = $one($v)
    $n = $one($v, $i, cast=int)
except ValueError:
    $few
---
def $one(*names, default=$S, **others):
    for name in names:
        if name in os.environ:
            return os.environ[name]
    return others.get('other', default)
$s = $one($v, $v)
$s = $one($v, other=$w)
---
def $one(value, seen=[]):
    seen.append(value)
    return list(seen)
$one($S)
$l = $one($S)
---
def $one(start):
    count = start
    def step(by=1):
        nonlocal count
        count += by
        return count
    return step
$two = $one($N)
if $B:
    $two()
$n = $two($i)
---
def $one(items):
    items.append($S)
    if $B:
        return
    items.append($w)
$one($l)
$one($m['default']['NAMES'])
---
def $one(count):
    return [] if count <= 0 else [str(count), *$one(count - 1)]
$l = $one($N % 4)
---
def $one():
    yield $S
    if $B:
        yield $w
    yield from $l[:2]
$l = list($one())
---
def $one(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs) + $w
    return wrapper
@$one
def $two(value, other=$S):
    return value + other
$s = $two($w)
---
@contextlib.contextmanager
def $one(value):
    $l.append('in')
    try:
        yield value
    finally:
        $l.append('out')
with $one($S) as $s:
    $body
---
$one = [lambda value, index=index: value + str(index) for index in range(2)]
$s = $one[$B]($w)
---
$one = functools.partial(os.environ.get, $v)
$s = $one($w)
---
$one = lambda name, default=$w: os.environ.get(name, default)
$s = $one($v)
---
def $one(**options):
    return {'default': {'ENGINE': $S, 'NAMES': [], 'OPTIONS': {}, **options}}
$m = $one(OPTIONS=$D, NAMES=$L)
---
def $one():
    global $s
    try:
        $s = os.environ[$v]
        return $w
    except KeyError:
        return $S
    finally:
        $l.append('finally')
$s = $one()
---
class $one:
    limit = $N
    names = $L
    def __init__(self, text=$S):
        self.text = text
    @property
    def label(self):
        return self.text + str(self.limit)
    def add(self, name):
        self.names.append(name)
        return self
$one.names.append('class')
$s = $one($S).label
$n = $one.limit
$l = $one().add($S).names
---
class $one:
    S1 = $S
    S2 = S1 + $w
    if $B:
        S3 = $S
class $two($one):
    S1 = $S
$s = $two.S1 + $two.S2
$s = getattr($two, 'S3', $w)
globals().update({name: value for name, value in vars($two).items() if name.isupper()})
---
class $one(dict):
    def __missing__(self, key):
        return key + '?'
$s = $one($d)[$S]
---
class $one:
    def __init__(self): self.values = {}
    def __enter__(self): return self.values
    def __exit__(self, kind, error, trace): return kind is KeyError
with $one() as $two:
    $two['a'] = $S
    $s = $d[$w]
    $few
$d.update($two)
---
$l = $L
del $l1
$l1 = [$w]
---
if $B:
    del $s1
$s1 = globals().get('$s1', $w)
---
try:
    del $s1
    $s1
except NameError:
    $s1 = $S
---
$s = [name for name in sorted(globals()) if name.startswith('S')][$i]
---
$l = [name for name, value in sorted(globals().items()) if name.isupper() and isinstance(value, bool)]
---
$d = {name: globals()[name] for name in ('S1', 'S2')}
"""
"""Statements that may stand neither in functions nor in loops: they define something, or what they make doubles."""

IMPORTS: Final = """
from $mod import *
---
from $mod import *
---
from $mod import *
$l.append($S)
---
import $abs as $one
$one.$l.append($S)
$l = $one.$l
---
import $abs as $one
$s = getattr($one, 'S9', $w)
$l += $one.$l
---
import $abs1
$s = $abs1.$s
---
from $mod import $s, $l
---
from $mod import $l as $l, $s as $s
---
from $mod import $d as $d
$d[$w] = $S
---
try:
    from $mod import *
except ImportError:
    $body
---
try:
    from $mod import *
except Exception:
    $few
else:
    $few
---
try:
    from $mod import S9
except ImportError:
    S9 = $S
---
if $B:
    from $mod import *
else:
    from $mod import *
---
if os.environ.get($v) == $w:
    from $mod import *
---
with contextlib.suppress(ImportError):
    from $mod import *
    $few
---
$one = importlib.import_module('$abs')
$s = $one.$s
---
import $abs as $one
globals().update({name: value for name, value in vars($one).items() if name.isupper()})
---
import $abs as $one
for $two in dir($one):
    if $two.isupper():
        globals()[$two] = getattr($one, $two)
---
import $abs as $one
$one.$s1 = $S
from $mod import $s1 as $s
---
def $one():
    from $mod import $s as found
    return found
$s = $one()
---
import $abs as $one
importlib.reload($one) if $B else None
---
$b = '$abs' in sys.modules
---
__import__('$abs1')
$s = sys.modules['$abs1'].$s
"""
"""Statements that import another module of the project."""

ENDINGS: Final = """
__all__ = ['S1', 'L1', 'D1']
---
__all__ = [name for name in dir() if name.isupper()]
---
__all__ = ('S1', 'S2', 'L1')
---
__all__ = ['S1']
__all__ += ['L2']
if $B:
    __all__.append('S9')
    S9 = $S
---
if $B: raise ImportError($w)
---
if $B: raise RuntimeError($w)
---
S9 = $S
---
_S1 = $S
---
del S3
"""
"""How a module that others import may end."""
