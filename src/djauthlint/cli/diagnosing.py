"""`djauthlint symptoms`: which symptom is meant, and what its rules say about the project."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from djauthlint import registry
from djauthlint.cli.given import asked_paths, given_by, open_project, places_of, profile_of
from djauthlint.cli.options import CLEAN, FAILED, FOUND, UsageError
from djauthlint.cli.remarks import remark
from djauthlint.cli.screen import Screen
from djauthlint.linter import entry_modules
from djauthlint.symptoms import Diagnosis, State, Symptom, diagnose, matching, symptoms

MOST_MENTIONED: Final = 3
HOW: Final = "say what you see: djauthlint symptoms 'login loop' [PATH ...]; djauthlint symptoms lists what there is"


def explain(options: argparse.Namespace, screen: Screen) -> int:
    """List the symptoms, or say what explains one in this project."""
    every = symptoms(registry.every_rule())
    word = options.symptom
    meant = matching(every, word) if word and not _is_path(word) else ()
    if word and not meant:
        _take_for_path(options, screen)
    if not meant and options.paths and not screen.is_answered:
        raise UsageError(HOW)
    if not meant and screen.is_answered and options.output == "text":
        meant = _chosen(every, screen)
        if not meant:
            return CLEAN
    if not meant:
        return _list(every, options, screen)
    diagnosis = _diagnosis(meant[0], options)
    _report(diagnosis, meant[1 : MOST_MENTIONED + 1], options, screen)
    if diagnosis.result.problems:
        return FAILED
    return FOUND if diagnosis.in_state(State.FOUND) else CLEAN


def _is_path(word: str) -> bool:
    return ("/" in word or word.endswith(".py")) and Path(word).exists()


def _take_for_path(options: argparse.Namespace, screen: Screen) -> None:
    """The first word is a path where it means no symptom, if there is such a path; whoever sits there may then say what they see."""
    if Path(options.symptom).exists():
        options.paths.insert(0, options.symptom)
    elif not screen.is_answered or options.output != "text":
        raise UsageError(f"no symptom is like {options.symptom!r}; {HOW}")
    else:
        screen.note(f"no symptom is like {options.symptom!r}")


def _chosen(every: Sequence[Symptom], screen: Screen) -> tuple[Symptom, ...]:
    """The symptoms that the user picks, by number or words; none where there is no answer."""
    from djauthlint.reporters import symptoms_text

    offered = every
    while True:
        screen.say(symptoms_text.numbered(offered, screen.terminal))
        answer = screen.ask("What do you see? A number, or words (Enter: leave): ")
        if not answer:
            return ()
        if answer.isdecimal() and 0 < int(answer) <= len(offered):
            return (offered[int(answer) - 1],)
        found = matching(every, answer)
        if len(found) == 1:
            return found
        if not found:
            screen.note(f"no symptom is like {answer!r}")
        offered = found or every


def _list(every: Sequence[Symptom], options: argparse.Namespace, screen: Screen) -> int:
    if options.output == "json":
        from djauthlint.reporters import symptoms_json

        screen.say([symptoms_json.listed(every)])
    else:
        from djauthlint.reporters import symptoms_text

        screen.say(symptoms_text.table(every, screen.terminal))
    return CLEAN


def _diagnosis(symptom: Symptom, options: argparse.Namespace) -> Diagnosis:
    paths, overlay = asked_paths(options)
    project, config = open_project(paths, overlay, options)
    asked = places_of(project, paths)
    entries = entry_modules(project, config, asked)
    if not entries and not asked:
        raise UsageError(
            f"no settings module found in {project.scope}; name one: djauthlint symptoms {symptom.slug} PATH"
        )
    given = given_by(options, config)
    return diagnose(symptom, project, entries, config, given, asked=asked, profile=profile_of(options))


def _report(diagnosis: Diagnosis, others: Sequence[Symptom], options: argparse.Namespace, screen: Screen) -> None:
    if options.output == "json":
        from djauthlint.reporters import symptoms_json

        screen.say([symptoms_json.render(diagnosis, others, screen.terminal.cwd, show_secrets=options.show_secrets)])
    else:
        from djauthlint.reporters import symptoms_text

        screen.say(symptoms_text.render(diagnosis, others, screen.terminal, show_secrets=options.show_secrets))
    remark(diagnosis.result, options, screen)
