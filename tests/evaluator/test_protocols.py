"""Objects of the project where Python asks for special methods, and keys that are objects: as Python itself says."""

from __future__ import annotations

import pytest

from tests.evaluator.models.comparison import contradictions, differences

DETERMINED: dict[str, str] = {
    "frozen dataclasses as keys": """
from dataclasses import dataclass, field
@dataclass(frozen=True)
class Place:
    host: str
    port: int = 80
    note: str = field(default='', compare=False)
places = {Place('a'): 'one', Place('b', 81): 'two'}
A = places[Place('a', 80)], places.get(Place('b', 81, 'other')), Place('c') in places
B = len({Place('a'), Place('a'), Place('b')}), Place('a') in [Place('a')]
C = ('a', 80) in places
D = [*places] == [Place('a'), Place('b', 81)]
""",
    "what is not hashable": """
from dataclasses import dataclass
@dataclass
class Mutable:
    a: int
@dataclass(frozen=True)
class Holder:
    a: list
class Equal:
    def __eq__(self, other): return True
@dataclass(unsafe_hash=True)
class Unsafe:
    a: int
def tried(make):
    try:
        return len({make(): 1})
    except TypeError:
        return 'not hashable'
A = tried(lambda: Mutable(1)), tried(lambda: Holder([])), tried(lambda: Equal()), tried(lambda: Unsafe(1))
""",
    "objects without special methods": """
class Plain: pass
class Weight:
    def __init__(self, weight): self.weight = weight
    def __lt__(self, other): return self.weight < other.weight
def tried(action):
    try:
        return action()
    except TypeError:
        return 'no'
A = tried(lambda: 1 in Plain()), tried(lambda: list(Plain())), tried(lambda: len(Plain())), tried(lambda: Plain()[0])
B = tried(lambda: Plain() < Plain()), tried(lambda: 1 < Plain()), tried(lambda: Weight(1) <= Weight(2))
C = Weight(1) < Weight(2), Weight(2) > Weight(1), Weight(3) > Weight(4)
""",
    "texts to translate": """
from django.utils.translation import gettext_noop
from django.conf.global_settings import gettext_noop as noop
def tried(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except TypeError:
        return 'no'
A = tried(gettext_noop), tried(gettext_noop, 'a', 'b'), tried(gettext_noop, text='a')
B = tried(noop), tried(noop, 'a', 'b'), tried(noop, text='a'), tried(noop, 'a'), tried(noop, s='a')
""",
}


@pytest.mark.parametrize("name", DETERMINED)
def test_what_python_says(name: str) -> None:
    assert differences(DETERMINED[name]) == []


UNDECIDED: dict[str, str] = {
    "an unknown key of a defaultdict": """
import os
from collections import defaultdict
name = os.environ.get('NAME', 'z')
lists = defaultdict(list, a=[1])
lists[name].append(2)
A = dict(lists)
B = len(lists)
C = lists['a']
try:
    defaultdict(int)[name]
    D = 'made'
except KeyError:
    D = 'missing'
""",
    "dicts and sets of dataclasses": """
from dataclasses import dataclass
@dataclass(frozen=True)
class Place:
    host: str
A = {Place('a'): 1} == {Place('a'): 1}
B = {Place('a')} == {Place('b')}
""",
    "an unknown section": """
import os
from configparser import ConfigParser
parser = ConfigParser()
parser.add_section('a')
try:
    parser.add_section(os.environ.get('NAME', 'z'))
    A = 'added'
except Exception:
    A = 'there already'
B = parser.sections()
""",
    "objects of which more is to be known": """
from functools import total_ordering
class Items:
    def __getitem__(self, place):
        if place > 2:
            raise IndexError
        return place * 10
@total_ordering
class Weight:
    def __init__(self, weight): self.weight = weight
    def __lt__(self, other): return self.weight < other.weight
    def __eq__(self, other): return self.weight == other.weight
A = 10 in Items()
B = list(Items())
C = Weight(1) <= Weight(2)
""",
}


@pytest.mark.parametrize("name", UNDECIDED)
def test_nothing_that_python_contradicts(name: str) -> None:
    assert contradictions(UNDECIDED[name], [{}, {"NAME": "a"}, {"NAME": "b"}]) == []
