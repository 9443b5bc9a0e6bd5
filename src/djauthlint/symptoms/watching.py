"""Settings that note what a rule looks at, and which facts about the deployment would change its answer."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from itertools import combinations, product
from typing import Any, Final, NamedTuple, cast

from djauthlint.deployment import Deployment
from djauthlint.rule import Rule, RuleCrash, run
from djauthlint.settings import Scenario, Settings

POSSIBLE: Final[dict[str, tuple[tuple[str, Any], ...]]] = {
    "browser_scheme": (('"http"', "http"), ('"https"', "https")),
    "port": (("8443", 8443),),
    "tls_at_proxy": (("true", True),),
    "proxy_headers": (
        ("{}", {}),
        ('{HTTP_X_FORWARDED_PROTO = "https"}', {"HTTP_X_FORWARDED_PROTO": "https"}),
    ),
    "host_header": (('"upstream"', "upstream"), ('"noport"', "noport")),
    "server_trusts_proxy": (("false", False),),
    "http_redirected": (("false", False),),
    "hsts": (('"app"', "app"),),
    "workers": (("4", 4),),
    "preload": (("false", False),),
    "asgi": (("true", True), ("false", False)),
    "other_projects_on_host": (("true", True),),
}
"""What a key of the deployment may be that makes trouble, as TOML has it and as rules see it."""

MOST_TOGETHER: Final = 3
"""How many keys are tried together."""


class _Noting(dict[str, Any]):
    """A dict that keeps the keys that it was asked for, in the order of the last time."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, None] = {}

    def __getitem__(self, key: str) -> Any:
        self.asked.pop(key, None)
        self.asked[key] = None
        return super().__getitem__(key)


class _NotingDeployment:
    """A deployment that keeps the names of what it was asked for."""

    def __init__(self, deployment: Deployment, asked: dict[str, None]) -> None:
        self._deployment = deployment
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        self._asked[name] = None
        return getattr(self._deployment, name)


@dataclass
class Watched(Settings):
    """The settings of one entry module, for rules to look at, and what they looked at."""

    trees: _Noting = field(default_factory=_Noting)
    asked: dict[str, None] = field(default_factory=dict)

    @classmethod
    def over(cls, settings: Settings) -> Watched:
        """The same settings, watched."""
        same = {each.name: getattr(settings, each.name) for each in fields(settings)}
        return cls(**{**same, "trees": _Noting(), "abstained": [], "unanswered": []})

    def within(self, scenario: Scenario) -> Watched:
        """The same settings in a scenario."""
        return replace(self, scenario=scenario, relied_on={})

    @property
    def deployment(self) -> Deployment:
        """As of the settings; what is asked of it is noted."""
        return cast(Deployment, _NotingDeployment(super().deployment, self.asked))

    def forget(self) -> None:
        """Begin with the next rule."""
        for notes in (self.trees.asked, self.asked, self.unanswered, self.abstained):
            notes.clear()

    @property
    def seen(self) -> tuple[str, ...]:
        """The settings that were looked at, the last one last."""
        return tuple(self.trees.asked)

    @property
    def looked_at(self) -> tuple[str, ...]:
        """These and the keys of the deployment."""
        return (*self.trees.asked, *self.asked)

    def is_open(self, key: str) -> bool:
        """Whether a key of the deployment is neither declared nor proven by a file, and may be tried out."""
        return key in POSSIBLE and getattr(super().deployment, key) is None


class Assumption(NamedTuple):
    """What nobody declares of the deployment, and what a rule says if it is assumed.

    Arguments:
        keys: the keys, with a value for each as TOML has it.
        is_found: whether it finds something then; otherwise it would have to know more.
    """

    keys: tuple[tuple[str, str], ...]
    is_found: bool


def deciding(rule: Rule, watched: Watched) -> Assumption | None:
    """The keys of the deployment that nobody declares and that would make the difference, if any.

    They are tried alone, then together; the fewest that suffice are all that is named.
    """
    keys = [key for key in watched.asked if watched.is_open(key)]
    tried: set[tuple[str, ...]] = set()
    open_one: Assumption | None = None
    for together in range(1, MOST_TOGETHER + 1):
        # What a rule asks for next depends on the answers that it has got.
        for chosen in combinations(tuple(keys), together):
            if chosen in tried:
                continue
            tried.add(chosen)
            for values in product(*(POSSIBLE[key] for key in chosen)):
                pairs = list(zip(chosen, values, strict=True))
                is_found = _tried(rule, watched, {key: value for key, (_, value) in pairs}, keys)
                if is_found is None:
                    continue
                named = Assumption(tuple((key, text) for key, (text, _) in pairs), is_found)
                if is_found:
                    return named
                open_one = open_one or named
    return open_one


def _tried(rule: Rule, watched: Watched, assumed: dict[str, Any], keys: list[str]) -> bool | None:
    """Whether a rule finds something in another deployment, None if that is sure not to be; adds to the keys what it asks for."""
    declared = replace(watched.declared, **assumed)
    settings = replace(watched, declared=declared, abstained=[], unanswered=[], asked={})
    try:
        found = run(rule, settings)
    except RuleCrash:
        return None
    keys += [key for key in settings.asked if key not in keys and watched.is_open(key)]
    if found:
        return True
    return False if settings.unanswered else None
