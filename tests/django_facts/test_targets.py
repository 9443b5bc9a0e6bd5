"""Which versions of Django a specifier allows, compared with the library that defines what specifiers mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djauthlint import django_facts
from djauthlint.django_facts import VersionRange
from djauthlint.django_facts.targets import PATCHES, Target
from tests.searching import examples

CLAUSES = st.builds(
    lambda operator, numbers, star: (
        f"{operator}{'.'.join(map(str, numbers))}{'.*' if star and operator in {'==', '!='} else ''}"
    ),
    st.sampled_from(["==", "!=", ">=", "<=", ">", "<"]),
    st.lists(st.integers(0, 7), min_size=1, max_size=3),
    st.booleans(),
) | st.builds(lambda numbers: f"~={'.'.join(map(str, numbers))}", st.lists(st.integers(0, 7), min_size=2, max_size=3))


@examples(200)
@given(st.lists(CLAUSES, min_size=1, max_size=3))
def test_specifiers_allow_what_they_do_for_pip(clauses: list[str]) -> None:
    specifiers = pytest.importorskip("packaging.specifiers", reason="packaging says what is right")
    specifier = specifiers.SpecifierSet(",".join(clauses))
    expected = [
        version
        for version in django_facts.versions()
        if any(f"{version}.{patch}" in specifier for patch in range(PATCHES + 1))
    ]
    found = Target.allowed([",".join(clauses)], "a test")
    if expected:
        assert found is not None
        first, last = (tuple(map(int, expected[place].split("."))) for place in (0, -1))
        assert (found.oldest, found.newest) == (first, last)
    elif found is not None:
        known = {tuple(map(int, version.split("."))) for version in django_facts.versions()}
        assert not {found.oldest, found.newest} & known
        for feature in (found.oldest, found.newest):
            assert any(f"{feature[0]}.{feature[1]}.{patch}" in specifier for patch in range(PATCHES + 1))


NEWEST = django_facts.newest()


@pytest.mark.parametrize(
    ("any_of", "text", "facts"),
    [
        (["==5.2.3"], "5.2.3", "5.2"),
        (["==5.2.*"], "5.2", "5.2"),
        (["==5.*"], "5.0 to 5.2", VersionRange("5.0", "5.2")),
        (["~=4.2"], "4.2", "4.2"),
        (["~=5.0"], "5.0 to 5.2", VersionRange("5.0", "5.2")),
        ([">=4.2"], f"4.2 to {NEWEST}", VersionRange("4.2", NEWEST)),
        ([">=3.2,<5"], "4.2", "4.2"),
        (["<5.1"], "4.2 to 5.0", VersionRange("4.2", "5.0")),
        (["!=5.0.*,<5.2,>=5.0"], "5.1", "5.1"),
        (["==4.2.7", "==5.1.2"], "4.2 to 5.1", VersionRange("4.2", "5.1")),
        (["==4.2.7", "==4.2.8"], "4.2", "4.2"),
        (["==3.2.25"], "3.2.25", "4.2"),
        (["<4"], "1.0 to 3.2", "4.2"),
        (["==99.1"], "99.1", NEWEST),
        ([">=99"], "99.0", NEWEST),
        (["==5.2rc1"], "5.2", "5.2"),
    ],
)
def test_what_is_meant(any_of: list[str], text: str, facts: str | VersionRange) -> None:
    found = Target.allowed(any_of, "uv.lock:3")
    assert found is not None
    meant = "" if found.oldest <= (6, 1) and found.newest >= (4, 2) else f"; taken for {facts}, the "
    assert str(found).startswith(f"Django {text} (uv.lock:3{meant or ')'}")
    assert found.facts == facts
    assert found.is_known


@pytest.mark.parametrize("any_of", [[""], ["nonsense"], ["==4.2", ""], [">5,<4"], ["==5.7"]])
def test_what_allows_everything_or_nothing_says_nothing(any_of: list[str]) -> None:
    assert Target.allowed(any_of, "") is None


def test_what_users_state() -> None:
    assert Target.of((5, 2, 3), "").exact == (5, 2, 3)
    assert Target.of((5, 2), "").facts == "5.2"
    assert Target.of((5,), "").facts == VersionRange("5.0", "5.2")
    assert Target.of((3, 2), "").facts == "4.2"
    assert Target.of((5, 7), "").facts == "5.2"
    assert Target.of((99,), "").text == "99.0"


def test_where_nothing_tells_it_is_the_newest() -> None:
    target = Target.default()
    assert target.facts == NEWEST
    assert not target.is_known
    assert "nothing says which" in str(target)
