"""What each command does."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from djauthlint import django_facts, registry
from djauthlint.cli.caching import clean
from djauthlint.cli.given import (
    asked_paths,
    changed_paths,
    given_by,
    open_project,
    places_of,
    profile_of,
)
from djauthlint.cli.known import known, write
from djauthlint.cli.one_entry import asked_entries
from djauthlint.cli.options import CLEAN, FAILED, UsageError
from djauthlint.cli.outputs import are_for_programs, outputs_of
from djauthlint.cli.progress import Progress
from djauthlint.cli.remarks import refuse, tell
from djauthlint.cli.screen import Screen
from djauthlint.cli.telling import told
from djauthlint.cli.work import Work
from djauthlint.linter import (
    Crash,
    concerned,
    entry_modules,
    label,
    resolve,
)
from djauthlint.mistakes import did_you_mean
from djauthlint.project import lies_in_project
from djauthlint.reporters.rules import OF_RUNS, document, page, table
from djauthlint.suppressions import COMMENT_RULES, CommentRule

if TYPE_CHECKING:
    from djauthlint.linter import Share
    from djauthlint.rule import Rule
    from djauthlint.settings import Settings


FEW: Final = 3
"""The number of entry modules below which nobody asks for other processes."""

NAMED: Final = 12
"""How many rules are named at most where a word stands in the names of several."""


def check(options: argparse.Namespace, screen: Screen) -> int:
    """Lint, once or until the user has seen enough."""
    if not options.watch:
        return _check(options, screen)
    if "-" in options.paths or options.ask:
        raise UsageError("--watch goes neither with - nor with --ask")
    from djauthlint.cli.watching import watch

    return watch(lambda: _check(options, screen), screen)


def _check(options: argparse.Namespace, screen: Screen) -> int:
    if options.changed:
        return _check_changed(options, screen)
    paths, overlay = asked_paths(options)
    project, config = open_project(paths, overlay, options)
    options.outputs = outputs_of(options, config)
    asked = places_of(project, paths)
    entries = entry_modules(project, config, asked)
    if not entries and not asked:
        cure = "name one (djauthlint path/to/settings.py), or list it under entry-modules in [tool.djauthlint]"
        raise UsageError(f"no settings module found in {project.scope}; {cure} of pyproject.toml")
    return _lint(Work.of(project, config, entries, asked, options), screen)


def _check_changed(options: argparse.Namespace, screen: Screen) -> int:
    """Lint what depends on files that were changed."""
    changed = changed_paths(options)
    # Who stands in no project at all means that of the files.
    project, config = open_project([] if lies_in_project(Path.cwd()) else changed, {}, options)
    options.outputs = outputs_of(options, config)
    places = places_of(project, changed)
    entries = entry_modules(project, config) if places else ()
    if entries:
        entries = concerned(project, entries, config, given_by(options, config), registry.every_rule, places)
    if not entries and not are_for_programs(options.outputs):
        if options.verbose:
            screen.note("no settings module depends on what changed")
        return CLEAN
    return _lint(Work.of(project, config, entries, [], options), screen)


def _lint(work: Work, screen: Screen) -> int:
    """Lint entry modules, or fix and lint what is left."""
    options = work.options
    if options.reason and not options.add_ignores:
        raise UsageError("--reason is what comments say; add --add-ignores")
    fixes = options.fix or options.fix_only or options.ask
    if options.add_ignores and (fixes or options.write_baseline):
        raise UsageError("--add-ignores silences what is left; run it after --fix, and without --write-baseline")
    if (fixes or options.diff) and not options.add_ignores:
        if options.write_baseline:
            raise UsageError("--write-baseline lists what is left; run it after --fix")
        from djauthlint.cli.fixing import run

        return run(work, screen)
    if options.unsafe_fixes:
        raise UsageError("--unsafe-fixes says which fixes to make; add --fix, --diff or --ask")
    progress = Progress(quiet=options.quiet)
    try:
        result = work.lint(progress, _share(work))
    finally:
        progress.end()
    if options.write_baseline and not result.problems:
        return write(result, work, screen)
    result, gone = known(result, work, screen)
    if options.add_ignores and not result.problems:
        from djauthlint.cli.silencing import add

        return add(result, work, lambda texts: known(work.look(texts), work, screen, quiet=True)[0], screen)
    return told(result, work, screen, gone=gone)


def _share(work: Work) -> Share | None:
    """What looks at the entry modules in several processes; None where that would not pay, or the text is not on disk."""
    if work.options.jobs == "1" or work.unsaved is not None or len(work.entries) < FEW:
        return None
    from djauthlint.cli.jobs import share_of

    return share_of(work.options.jobs, len(work.entries))


def settings(options: argparse.Namespace, screen: Screen) -> int:
    """Print resolved settings."""
    project, config, given, entries = asked_entries(options, "settings")
    found: list[Settings] = []
    failed = False
    for entry in entries:
        try:
            evaluation, values = resolve(project, entry, given, config, profile_of(options))
        except Exception as error:  # noqa: BLE001 (told to the user as what it is)
            screen.note(Crash.of("the evaluation", entry, error).problem.message, "error")
            screen.trace(error, verbose=options.verbose)
            failed = True
            continue
        refuse(evaluation.problems, screen)
        failed = failed or bool(evaluation.problems)
        found.append(values)
    _show(found, options, screen, screen.terminal.cwd or project.root)
    if options.verbose:
        tell(project.notes, screen)
    return FAILED if failed else CLEAN


def _show(found: Sequence[Settings], options: argparse.Namespace, screen: Screen, root: Path) -> None:
    names = None if options.setting is None else [options.setting]
    if options.output == "json":
        from djauthlint.reporters import settings_json

        screen.say(
            [
                settings_json.render(
                    found, root=root, names=names, defaults=options.all, show_secrets=options.show_secrets
                )
            ]
        )
    else:
        from djauthlint.reporters import settings_text

        screen.say(
            settings_text.render(
                found, screen.terminal, root=root, names=names, defaults=options.all, show_secrets=options.show_secrets
            )
        )
    for settings in found:
        known = {*settings.names, *django_facts.defaulted(settings.django_version)}
        if options.setting is not None and options.setting not in known:
            hint = did_you_mean(options.setting, sorted(known))
            screen.note(f"{label(settings.entry)} has no setting {options.setting}{hint}")


def compare(options: argparse.Namespace, screen: Screen) -> int:
    """Compare the settings of two entry modules."""
    from djauthlint.cli.comparing import report

    return report(options, screen)


def verify(options: argparse.Namespace, screen: Screen) -> int:
    """Print what proves that logging in works."""
    from djauthlint.cli.verifying import prove

    return prove(options, screen)


def symptoms(options: argparse.Namespace, screen: Screen) -> int:
    """List symptoms, or explain one."""
    from djauthlint.cli.diagnosing import explain

    return explain(options, screen)


def init(options: argparse.Namespace, screen: Screen) -> int:
    """Propose a configuration."""
    from djauthlint.cli.beginning import begin

    return begin(options, screen, check)


def completion(options: argparse.Namespace, screen: Screen) -> int:
    """Print a script for a shell."""
    from djauthlint.cli.completing import SHELLS

    screen.say(SHELLS[options.shell]())
    return CLEAN


def rule(options: argparse.Namespace, screen: Screen) -> int:
    """Explain a rule."""
    word = options.rule.strip()
    every: list[Rule | CommentRule] = [*OF_RUNS.values(), *COMMENT_RULES, *registry.every_rule()]
    found = next((each for each in every if word.upper() == each.code or word.lower() == each.name), None)
    if found is None:
        alike = [each.name for each in every if word and word.lower() in each.name]
        hint = f"; in their names have it: {', '.join(alike)}" if 1 < len(alike) <= NAMED else ""
        hint = hint or did_you_mean(word, [known for each in every for known in (each.code, each.name)])
        raise UsageError(f"there is no rule {word}{hint or '; djauthlint rules lists them'}")
    screen.say(page(found))
    return CLEAN


def rules(options: argparse.Namespace, screen: Screen) -> int:
    """List all rules."""
    every = registry.every_rule()
    screen.say([document(every)] if options.output == "json" else table(every))
    return CLEAN


COMMANDS: Final[dict[str, Callable[[argparse.Namespace, Screen], int]]] = {
    "check": check,
    "settings": settings,
    "symptoms": symptoms,
    "compare": compare,
    "verify": verify,
    "init": init,
    "rule": rule,
    "rules": rules,
    "clean": clean,
    "completion": completion,
}
