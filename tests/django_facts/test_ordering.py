"""The table of middleware is consistent, and moves cure what they should."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import document_middleware
import generate_django_facts
import pytest

from djauthlint import django_facts
from djauthlint.django_facts import middleware, middleware_table, ordering, work
from djauthlint.django_facts.middleware_table import UNKNOWN, Constraint, Work

ALWAYS = [rule for rule in middleware_table.constraints() if rule.condition is None]
EVERY = [*middleware_table.constraints(), *middleware_table.placements()]


def does(*names: str) -> list[Work]:
    """What elements do: names of the table, dotted paths, or `?`."""
    known = middleware_table.known_middleware()
    found: list[Work] = []
    for name in names:
        path = known[name].path if name in known else name
        found.append(UNKNOWN if name == "?" else work.known_work("6.1", path) or UNKNOWN)
    return found


def test_the_table_says_what_its_entries_need() -> None:
    text = (generate_django_facts.FOLDER / "middleware_order.json").read_text(encoding="utf-8")
    table = json.loads(text)
    assert {*table} == {"format", "middleware", "constraints", "first", "last"}
    assert len(table["constraints"]) == len(middleware_table.constraints())
    for rule in EVERY:
        assert rule.strength in {"hard", "advisory"}
        assert rule.severity in {"error", "warning", "info"}
        assert rule.confidence in {"high", "medium", "low"}
        assert rule.reason
        assert rule.source
        assert middleware_table.constraint(rule.name) is rule or middleware_table.constraint(rule.name) == rule
    with pytest.raises(KeyError):
        middleware_table.constraint("no-such-constraint")


def test_middleware_of_django_exists() -> None:
    newest = django_facts.newest()
    for each in middleware_table.known_middleware().values():
        assert (each.package == "django") == each.path.startswith("django.")
        if each.package == "django":
            assert each.path in django_facts.paths(newest, "middleware")


def test_all_constraints_can_be_obeyed_together() -> None:
    order = ordering.recommended_order()
    assert sorted(each.name for each in order) == sorted(middleware_table.known_middleware())
    elements = does(*(each.name for each in order))
    assert ordering.violations(elements, EVERY) == ()


def test_a_table_that_contradicts_itself_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = middleware_table.constraint("dj-session-auth")
    back = rule._replace(name="back", before=rule.after, after=rule.before)
    monkeypatch.setattr(ordering, "constraints", lambda: (rule, back))
    with pytest.raises(ValueError, match=r"contradict each other: .*session"):
        ordering.recommended_order()


@pytest.mark.parametrize(
    ("names", "violated"),
    [
        (["session", "auth"], []),
        (["auth", "session"], ["dj-session-auth"]),
        (["auth"], []),
        (["?", "auth", "session"], []),
        (["auth", "?", "session"], ["dj-session-auth"]),
        (["session", "auth", "session"], []),
        (["qsessions.middleware.SessionMiddleware", "auth"], []),
        (["auth", "qsessions.middleware.SessionMiddleware"], ["dj-session-auth"]),
        (
            ["djangosaml2.middleware.SamlSessionMiddleware", "auth", "session"],
            ["dj-session-auth", "saml-after-session"],
        ),
        (["django.contrib.auth.middleware.PersistentRemoteUserMiddleware", "auth"], ["dj-auth-remoteuser"]),
        (["session", "update_cache", "fetch_cache"], ["dj-updatecache-session"]),
        (["django.middleware.cache.CacheMiddleware", "session"], []),
        (["session", "django.middleware.cache.CacheMiddleware"], []),
        (["fetch_cache", "update_cache"], ["dj-updatecache-fetch"]),
    ],
)
def test_what_is_violated(names: Sequence[str], violated: Sequence[str]) -> None:
    assert sorted(found.constraint.name for found in ordering.violations(does(*names), ALWAYS)) == sorted(violated)


@pytest.mark.parametrize(
    ("names", "rule", "expected"),
    [
        (["security", "cors"], "cors-first", (1, 0)),
        (["tenant_main", "cors"], "cors-first", None),
        (["?", "cors"], "cors-first", None),
        (["security", "tenant_main"], "tenant_main-first", (1, 0)),
        (["fetch_cache", "flatpages"], "fetch_cache-last", (0, 1)),
        (["fetch_cache", "prometheus_after"], "fetch_cache-last", None),
        (["session", "auth"], "cors-first", None),
    ],
)
def test_what_should_stand_first_or_last(names: Sequence[str], rule: str, expected: tuple[int, int] | None) -> None:
    found = ordering.violation(does(*names), middleware_table.constraint(rule))
    assert (None if found is None else (found.wrong, found.other)) == expected


@pytest.mark.parametrize(
    ("names", "rule", "after"),
    [
        (["security", "auth", "session"], "dj-session-auth", ["security", "session", "auth"]),
        (["auth", "session", "common", "csrf"], "dj-session-auth", ["session", "common", "csrf", "auth"]),
        (["session", "security", "common"], "dj-security-session", ["security", "session", "common"]),
        (["otp", "session", "auth", "xframe"], "otp-after-auth", ["session", "auth", "otp", "xframe"]),
        (["auth", "?", "session"], "dj-session-auth", ["?", "session", "auth"]),
        # Not at the place that the least elements are passed for: there it would be violated that CSRF comes before.
        (["session", "messages", "auth", "csrf"], "dj-csrf-auth", ["session", "messages", "csrf", "auth"]),
    ],
)
def test_the_smallest_move(names: list[str], rule: str, after: list[str]) -> None:
    elements = does(*names)
    wrong = ordering.violation(elements, middleware_table.constraint(rule))
    assert wrong is not None
    move = ordering.minimal_move(elements, wrong, ALWAYS)
    assert move is not None
    rest = [*names]
    rest.insert(move.target, rest.pop(move.element))
    assert rest == after
    assert move.crosses_unknown == ("?" in names)


def test_what_can_not_be_moved_stays() -> None:
    elements = does("auth", "session")
    wrong = ordering.violation(elements, middleware_table.constraint("dj-session-auth"))
    assert wrong is not None
    only_session = ordering.minimal_move(elements, wrong, ALWAYS, lambda at: at == 1)
    assert only_session is not None
    assert (only_session.element, only_session.target) == (1, 0)
    assert ordering.minimal_move(elements, wrong, ALWAYS, lambda _: False) is None


def _random_orders() -> list[list[str]]:
    names = ["security", "session", "common", "csrf", "auth", "messages", "whitenoise"]
    return [list(order) for order in itertools.islice(itertools.permutations(names), 0, 5040, 37)]


def test_a_move_makes_nothing_worse() -> None:
    cured = 0
    for names in _random_orders():
        elements = does(*names)
        before = ordering.violations(elements, ALWAYS)
        for wrong in before:
            move = ordering.minimal_move(elements, wrong, ALWAYS)
            if move is None:
                continue
            cured += 1
            left = {found.constraint for found in ordering.violations(_moved(elements, move), ALWAYS)}
            assert wrong.constraint not in left
            assert left < {found.constraint for found in before}
            assert left == {found.constraint for found in move.left}
    assert cured > 500


def test_moves_lead_to_an_order_without_violations() -> None:
    for names in _random_orders():
        elements = does(*names)
        for _ in range(20):
            moves = (ordering.minimal_move(elements, wrong, ALWAYS) for wrong in ordering.violations(elements, ALWAYS))
            move = next((each for each in moves if each is not None), None)
            if move is None:
                break
            elements = _moved(elements, move)
        assert ordering.violations(elements, ALWAYS) == (), names


def _moved(elements: Sequence[Work], move: ordering.Move) -> list[Work]:
    return ordering.moved(elements, move.element, move.target)


@pytest.mark.parametrize(
    ("names", "new", "expected"),
    [
        (["security", "common", "csrf", "auth", "messages"], "session", 1),
        (["security", "session", "common", "csrf", "messages"], "auth", 4),
        (["security", "session", "common"], "auth", 2),
        (["session", "common"], "security", 0),
        (["cors", "session", "common"], "security", 1),
        (["security", "session", "common", "csrf", "auth"], "messages", 2),
        (["security", "session", "auth"], "login_required_core", 3),
        ([], "session", 0),
    ],
)
def test_where_to_insert(names: list[str], new: str, expected: int) -> None:
    rules = [rule for rule in middleware_table.constraints() if rule.condition is None or rule.condition.classes]
    at = ordering.place_for(does(*names), does(new)[0], rules)
    assert at == expected
    inserted = does(*names[:at], new, *names[at:])
    assert ordering.violations(inserted, ALWAYS) == ordering.violations(does(*names), ALWAYS) == ()


@pytest.mark.parametrize(
    ("path", "done"),
    [
        ("qsessions.middleware.SessionMiddleware", {middleware.SESSION}),
        ("user_sessions.middleware.SessionMiddleware", {middleware.SESSION}),
        ("djangosaml2.middleware.SamlSessionMiddleware", set()),
        ("login_required.middleware.LoginRequiredMiddleware", set()),
        ("django_tenants.middleware.TenantMainMiddleware", {"django_tenants.middleware.main.TenantMainMiddleware"}),
        ("whitenoise.middleware.WhiteNoiseMiddleware", set()),
        ("builtins.object", set()),
        ("project.base.object", set()),
        ("logging.Filter", set()),
    ],
)
def test_whose_work_is_done(path: str, done: set[str]) -> None:
    assert work.known_work("5.2", path) == Work(frozenset({path, *done}))


def test_what_nobody_looked_at_is_not_known() -> None:
    assert work.known_work("5.2", "acme.middleware.Middleware") is None
    both = django_facts.VersionRange("5.1", "5.2")
    remote = work.known_work(both, "django.contrib.auth.middleware.RemoteUserMiddleware")
    assert remote is not None
    assert remote.unknown is not None


def test_conditions_say_what_they_depend_on() -> None:
    texts = {str(rule.condition) for rule in middleware_table.constraints() if rule.condition is not None}
    assert "CSRF_USE_SESSIONS is on" in texts
    assert "MESSAGE_STORAGE is FallbackStorage or SessionStorage" in texts
    known = django_facts.setting_names(django_facts.newest())
    for rule in middleware_table.constraints():
        if rule.condition is not None and rule.name.startswith("dj-"):
            assert set(rule.condition.settings) <= known
    assert middleware.session_storages()


def test_constraints_of_django_cover_the_order_that_startproject_writes() -> None:
    names = ["security", "session", "common", "csrf", "auth", "messages", "xframe"]
    assert ordering.violations(does(*names), [*middleware_table.constraints()]) == ()
    undone: list[Constraint] = []
    for one, other in itertools.pairwise(names):
        at = names.index(one)
        swapped = [*names[:at], other, one, *names[at + 2 :]]
        undone += [found.constraint for found in ordering.violations(does(*swapped), ALWAYS)]
    assert {rule.name for rule in undone} >= {"dj-security-session", "dj-common-csrf", "dj-csrf-auth"}


def test_the_page_about_the_order_is_made_of_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert document_middleware.main(["--check"]) == 0
    monkeypatch.setattr(document_middleware, "PAGE", tmp_path / "page.md")
    assert document_middleware.main(["--check"]) == 1
    assert "is not made of the table" in capsys.readouterr().err
    assert document_middleware.main([]) == 0
    assert document_middleware.main(["--check"]) == 0
