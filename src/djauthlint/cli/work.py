"""What one run of `djauthlint check` is about."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from djauthlint import registry
from djauthlint.cli.given import given_by, profile_of
from djauthlint.config import Config
from djauthlint.evaluator.evaluation import Given
from djauthlint.linter import LintResult, Share, lint
from djauthlint.project import EntryModule, Project

if TYPE_CHECKING:
    from djauthlint.fixer.proof import Prover
    from djauthlint.source import SourceFile


@dataclass(frozen=True, slots=True)
class Work:
    """A run.

    Arguments:
        project: where the files are.
        config: djauthlint's own options.
        entries: the entry modules to look at.
        given: what is known about the process that imports the settings.
        asked: the paths that diagnostics are wanted for; all where there are none.
        options: what the command line says.
    """

    project: Project
    config: Config
    entries: Sequence[EntryModule]
    given: Given
    asked: Sequence[Path]
    options: argparse.Namespace

    @classmethod
    def of(
        cls,
        project: Project,
        config: Config,
        entries: Sequence[EntryModule],
        asked: Sequence[Path],
        options: argparse.Namespace,
    ) -> Work:
        """A run with what the options say of the process."""
        return cls(project, config, entries, given_by(options, config), asked, options)

    @property
    def unsaved(self) -> Path | None:
        """The file that comes from standard input, the only one that may be edited then."""
        return self.asked[0] if "-" in self.options.paths else None

    def may_edit(self, path: Path) -> bool:
        """Whether a file may be edited at all."""
        return self.unsaved in {None, path}

    def lint(self, progress: Callable[[int, int], None] = lambda *_: None, share: Share | None = None) -> LintResult:
        """What the rules find.

        Arguments:
            progress: is told how far it is.
            share: looks at entry modules in other processes.
        """
        return lint(
            self.project,
            self.entries,
            self.config,
            self.given,
            registry.every_rule(),
            asked=self.asked,
            profile=profile_of(self.options),
            share=share,
            progress=progress,
        )

    def with_texts(self, texts: Mapping[Path, SourceFile]) -> Work:
        """The same run over texts that are not on disk."""
        return replace(self, project=self.project.with_texts(texts))

    def look(self, texts: Mapping[Path, SourceFile]) -> LintResult:
        """What the rules find in texts that are not on disk."""
        return self.with_texts(texts).lint()

    def prover(self) -> Prover:
        """What proves fixes."""
        from djauthlint.fixer.proof import Prover

        rules, profile = registry.every_rule(), profile_of(self.options)
        return Prover(self.project, self.entries, self.config, self.given, rules, profile)
