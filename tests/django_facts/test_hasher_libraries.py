"""The libraries of password hashers, and packages that do not bring them."""

import re

from djauthlint.django_facts import password_hasher, possible_paths
from djauthlint.django_facts.hasher_libraries import BRING_NONE, DISTRIBUTIONS
from djauthlint.django_facts.targets import Target


def test_what_to_install_is_known_for_each_library() -> None:
    version = Target.default().facts
    hashers = [password_hasher(version, path) for path in possible_paths(version, "password_hashers")]
    assert {hasher.library for hasher in hashers if hasher is not None and hasher.library} == DISTRIBUTIONS.keys()


def test_names_are_as_in_pep_503_and_none_is_a_library() -> None:
    assert all(re.fullmatch(r"[a-z\d]+(?:-[a-z\d]+)*", name) for name in BRING_NONE)
    assert not BRING_NONE & {*DISTRIBUTIONS, *DISTRIBUTIONS.values()}
