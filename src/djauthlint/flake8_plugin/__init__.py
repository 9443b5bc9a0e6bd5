"""The flake8 plugin. It is imported whenever flake8 starts, so it imports nothing of djauthlint before that is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from djauthlint import __version__

if TYPE_CHECKING:
    import argparse
    import ast

    from flake8.options.manager import OptionManager


class Plugin:
    """What flake8 makes for each file that it can parse.

    Arguments:
        tree: its syntax tree, which makes flake8 ask once for each file.
        filename: its name, that of `--stdin-display-name` for text from standard input.
        lines: its text.
    """

    name = "djauthlint"
    version = __version__
    options: ClassVar[argparse.Namespace]

    def __init__(self, tree: ast.AST, filename: str, lines: Sequence[str]) -> None:  # noqa: ARG002 (flake8 goes by its name)
        self.filename = filename
        self.lines = lines

    @staticmethod
    def add_options(manager: OptionManager) -> None:
        """Tell flake8 which options there are."""
        from djauthlint.flake8_plugin import options

        options.register(manager)

    @classmethod
    def parse_options(cls, options: argparse.Namespace) -> None:
        """Take the values of the options, which concern all files."""
        from djauthlint.flake8_plugin import swallowed

        cls.options = options
        swallowed.warn(options)

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        """Line, 0-based column and text of each diagnostic whose place is in the file."""
        if any(map(str.strip, self.lines)):
            from djauthlint.flake8_plugin import session
            from djauthlint.source import parsed_quietly

            with parsed_quietly():
                found = session.current(self.options).found_in(self.filename, self.lines)
            for line, column, text in found:
                yield line, column, text, type(self)


class Codes:
    """What a package of rules names in its `flake8.extension`, under the letters of its codes, so that flake8 lets them through.

    It finds nothing: `Plugin` runs the rules of all packages.

    Arguments:
        tree: the syntax tree of a file.
    """

    def __init__(self, tree: ast.AST) -> None: ...

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        """Nothing."""
        return iter(())
