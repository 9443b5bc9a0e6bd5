"""The deployment as rules see it: what is declared, completed by what files of the project prove."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from djauthlint.deployment import Deployment

if TYPE_CHECKING:
    from djauthlint.project import Fact, Inference


@dataclass(frozen=True, eq=False)
class Deployed(Deployment):
    """A deployment of which something was inferred.

    Arguments:
        facts: what was inferred, by key.
        relied_on: gets each of these facts that is asked for.
    """

    facts: dict[str, Fact] = field(default_factory=dict, repr=False)
    relied_on: dict[str, Fact] = field(default_factory=dict, repr=False)

    def __getattribute__(self, name: str) -> Any:
        """A key; whoever asks for what was inferred relies on it."""
        if not name.startswith("_"):
            fact = object.__getattribute__(self, "facts").get(name)
            if fact is not None:
                object.__getattribute__(self, "relied_on")[name] = fact
        return object.__getattribute__(self, name)


def deployed(declared: Deployment, inference: Inference, relied_on: dict[str, Fact]) -> Deployment:
    """What is known of a deployment.

    Arguments:
        declared: what the user says; it decides key by key.
        inference: what files of the project say.
        relied_on: gets each fact of the files that is asked for.
    """
    known = {each.name: value for each in fields(declared) if (value := getattr(declared, each.name)) is not None}
    facts = inference.proven(known)
    if not facts:
        return declared
    values: dict[str, Any] = {**known, **{key: fact.value for key, fact in facts.items()}}
    return Deployed(**values, facts=facts, relied_on=relied_on)
