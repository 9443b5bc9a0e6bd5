"""The command line: options and exit codes (0 clean, 1 diagnostics, 2 could not do its job)."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from djauthlint import crashes
from djauthlint.cache import Unusable
from djauthlint.cli.caching import remembered
from djauthlint.cli.options import FAILED, PARSERS, Lost, Unwritable, UsageError
from djauthlint.cli.screen import Screen
from djauthlint.mistakes import ConfigError

if TYPE_CHECKING:
    from djauthlint.cli.outputs import Output

INTERRUPTED = 130


def run() -> int:
    """Run the command line in a process of its own."""
    # The process is short and keeps what it makes; when it ends, nothing is left that is worth looking through.
    gc.disable()
    code = main(prepare=_lean)
    gc.freeze()
    return code


def _lean() -> None:
    from djauthlint.evaluator import lean_libcst

    lean_libcst.install()


def main(arguments: Sequence[str] | None = None, prepare: Callable[[], None] = lambda: None) -> int:
    """Run the command line and return the exit code; `prepare` is called before anything is worked out."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = words.pop(0) if words and words[0] in PARSERS else "check"
    screen = Screen()
    options = argparse.Namespace(verbose=False)
    try:
        parser = PARSERS[command]()
        parser.parse_args(words, options)
        if screen.terminal.cwd is None:
            raise UsageError("the working directory is gone")

        def work() -> int:
            prepare()
            from djauthlint.cli.commands import COMMANDS
            from djauthlint.cli.outputs import outputs_of
            from djauthlint.source import parsed_quietly

            options.outputs = outputs_of(options)
            with parsed_quietly():
                return COMMANDS[command](options, screen)

        code = remembered(options, parser, screen, work) if command == "check" else work()
        screen.flush()
        return code
    except Unwritable as error:
        screen.note(str(error), "error")
        return FAILED
    except SystemExit as done:  # --help and --version
        return int(done.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (UsageError, ConfigError, Unusable, Lost) as error:
        screen.refuse(error)
        _report_failure(error, options, screen)
        if options.verbose and error.__cause__ is not None:
            screen.trace(error, verbose=True)
        return FAILED
    except Exception as error:  # noqa: BLE001 (whatever it is, it must not look like a clean result)
        message = f"djauthlint crashed ({crashes.cause(error)}); this is a bug in djauthlint"
        screen.note(message, "error")
        _report_failure(RuntimeError(message), options, screen, is_bug=True)
        screen.trace(error, verbose=options.verbose)
        return FAILED
    finally:
        screen.close()


def _report_failure(error: Exception, options: argparse.Namespace, screen: Screen, *, is_bug: bool = False) -> None:
    """Give programs reports that say why there is no result."""
    outputs: Sequence[Output] = getattr(options, "outputs", ())
    if outputs:
        from djauthlint.cli.outputs import write_failure

        write_failure(error, outputs, screen, is_bug=is_bug)
