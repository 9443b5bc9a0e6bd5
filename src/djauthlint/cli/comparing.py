"""`djauthlint compare`: from two names to what two entry modules have not in common."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from djauthlint import registry
from djauthlint.cli.given import absolute, given_by, named_entries, open_project, profile_of
from djauthlint.cli.options import CLEAN, FAILED, FOUND, UsageError
from djauthlint.cli.screen import Screen
from djauthlint.conditions import Variables
from djauthlint.linter import label, lint, split_configuration
from djauthlint.project import EntryModule, Project
from djauthlint.reporters.comparison import Comparison, Side
from djauthlint.settings import Settings


def report(options: argparse.Namespace, screen: Screen) -> int:
    """Evaluate both, run the rules on both, and show what differs."""
    words = [split_configuration(word) for word in options.entries]
    paths = [path for path in (absolute(name) for name, _ in words) if path.exists()]
    project, config = open_project(paths, {}, options)
    given = given_by(options, config)
    known = given.environment.get("DJANGO_CONFIGURATION")
    entries = [_entry(project, name, configuration or known) for name, configuration in words]
    sides: list[Side] = []
    questions = Variables()

    def meet(settings: Settings) -> None:
        beside = sides[0] if sides else None
        sides.append(Side.of(settings, questions, beside=beside, show_secrets=options.show_secrets))

    if entries[0] == entries[1]:
        raise UsageError(f"{options.entries[0]} and {options.entries[1]} are the same entry module; name two")
    everything = replace(config, exclude=())
    rules = registry.every_rule()
    first, second = (
        lint(project, [entry], everything, given, rules, profile=profile_of(options), meet=meet) for entry in entries
    )
    for crash in first.crashes + second.crashes:
        screen.trace(crash.trace, verbose=options.verbose)
    problems = first.problems + second.problems
    if len(sides) < len(entries):
        raise UsageError(problems[0].message)
    if not problems:
        _refuse_what_sets_nothing(sides)
    comparison = Comparison.of(sides[0], sides[1], (first, second))
    _show(comparison, options, screen, project)
    if problems:
        return FAILED
    return CLEAN if comparison.is_same else FOUND


def _entry(project: Project, name: str, configuration: str | None) -> EntryModule:
    found = named_entries(project, name, absolute(name), configuration)
    if len(found) > 1:
        known = ", ".join(f"{name}:{entry.configuration}" for entry in found)
        raise UsageError(f"{name} has several configuration classes; say which one: {known}")
    return found[0]


def _refuse_what_sets_nothing(sides: Sequence[Side]) -> None:
    for side in sides:
        if not side.names and not side.opened:
            raise UsageError(f"{label(side.settings.entry)} sets nothing: it is no settings module")


def _show(comparison: Comparison, options: argparse.Namespace, screen: Screen, project: Project) -> None:
    cwd = screen.terminal.cwd
    root = cwd or project.root
    if options.output == "json":
        from djauthlint.reporters import comparison_json

        screen.say([comparison_json.render(comparison, cwd=cwd, root=root, show_secrets=options.show_secrets)])
    else:
        from djauthlint.reporters import comparison_text

        screen.say(comparison_text.render(comparison, screen.terminal, root=root, show_secrets=options.show_secrets))
