"""`warnings`, `traceback`, `glob`, `mimetypes`, `io`, `pprint`, `argparse`, `pickle` and others that settings import for one call."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.models.builtin_exceptions import class_at
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, harmless, objects, plain_object, unknown_names
from djauthlint.evaluator.models.standard.files import OpenFile, open_file, stream_object
from djauthlint.evaluator.models.standard.pathlib_disk import find
from djauthlint.values import Dict, Known, List, Object, Unknown, Value

warnings_module = Model("warnings")
traceback_module = Model("traceback")
glob_module = Model("glob")
mimetypes_module = Model("mimetypes")
io_module = Model("io")
pprint_module = Model("pprint")
argparse_module = Model("argparse")
pickle_module = Model("pickle")
timeit_module = Model("timeit")
pdb_module = Model("pdb")
code_module = Model("code")
readline_module = Model("readline")
email_utils = Model("email.utils")
sqlite_module = Model("sqlite3")
xml_module = Model("xml")
unittest_module = Model("unittest")

# -- warnings, traceback

harmless(warnings_module, "warn warn_explicit filterwarnings simplefilter resetwarnings showwarning formatwarning")
warnings_module.function("catch_warnings")(lambda call: plain_object("warnings.catch_warnings", "", call, context=True))
warnings_module.function("deprecated")(lambda call: Object("warnings.deprecated", {}, call.origin))
warnings_module.factory("filters")(lambda run: List((), None, run.worlds))
harmless(traceback_module, "print_exc print_exception print_stack print_tb print_last clear_frames")
asks(traceback_module, "format_exc", "the text of an exception", "str")
asks(
    traceback_module,
    "format_exception format_stack format_tb extract_stack extract_tb format_list format_exception_only",
    "the text of an exception",
    "list",
)

# -- glob


def _glob(call: Call) -> Any:
    """What matches a pattern in the project; `root_dir` and folders outside are not looked at."""
    pattern = call.text(0, "pathname")
    if pattern is None or "root_dir" in call.keywords or "dir_fd" in call.keywords:
        from djauthlint.values import Hole

        return List((Hole(f"what matches {reason_of(call.get(0, 'pathname'))}"),), call.origin, call.run.worlds)
    recursive = call.flag(None, "recursive", False)
    parts = pattern.split("/")
    first = next((place for place, part in enumerate(parts) if any(sign in part for sign in "*?[")), len(parts) - 1)
    folder, rest = "/".join(parts[:first]), parts[first:]
    if not recursive:
        rest = ["*" if part == "**" else part for part in rest]
    if not folder and pattern.startswith("/"):
        folder = "/"
    return find(
        call, folder or ".", "/".join(rest), lambda name: name.removeprefix("./") if not folder else name, hidden=False
    )


for _name in ("glob", "iglob"):
    glob_module.function(_name)(_glob)
asks(glob_module, "escape has_magic", "a pattern", "str")

# -- mimetypes

harmless(mimetypes_module, "add_type init")
mimetypes_module.factory("types_map")(lambda run: Dict({}, None, run.worlds, "the types of files"))
mimetypes_module.factory("common_types")(lambda run: Dict({}, None, run.worlds, "the types of files"))
asks(mimetypes_module, "guess_type guess_extension guess_all_extensions", "the types of files")
objects(mimetypes_module, "MimeTypes")

# -- io

io_module.constant(SEEK_SET=0, SEEK_CUR=1, SEEK_END=2, DEFAULT_BUFFER_SIZE=8192)
io_module.function("open")(open_file)
objects(io_module, "TextIOWrapper BufferedReader BufferedWriter FileIO IOBase RawIOBase TextIOBase")
io_module.constant(
    UnsupportedOperation=class_at(
        "io.UnsupportedOperation", "builtins.OSError", "builtins.ValueError", "builtins.Exception"
    )
)


def _buffer(name: str, empty: Any) -> None:
    @io_module.cls(name, bases=("builtins.object",))
    def make(call: Call) -> Value:
        contents: Tree[Value] = call.args[0] if call.args else call.keywords.get("initial_value", Known(empty))
        result = stream_object(f"io.{name}", OpenFile(None, contents), call.origin)

        def write(_inner: Call) -> Value:
            stream = OpenFile(None, Unknown("what was written to a buffer", "str" if name == "StringIO" else "bytes"))
            result.attributes.update(stream_object(f"io.{name}", stream).attributes)
            return Unknown("a number of characters", "int")

        from djauthlint.values import Builtin

        for method in ("write", "writelines", "truncate"):
            result.attributes[method] = Builtin(f"io.{name}.{method}", write)
        return result


_buffer("StringIO", "")
_buffer("BytesIO", b"")

# -- what is only called for its effect on the terminal

harmless(pprint_module, "pprint pp")
asks(pprint_module, "pformat saferepr", "a text for the terminal", "str")
harmless(pdb_module, "set_trace post_mortem pm")
harmless(code_module, "interact")
harmless(readline_module, "parse_and_bind set_completer")
asks(pickle_module, "loads load", "what a pickle holds")
asks(pickle_module, "dumps", "a pickle", "bytes")
pickle_module.constant(HIGHEST_PROTOCOL=5, DEFAULT_PROTOCOL=4)
asks(timeit_module, "default_timer timeit", "the present time", "float")


@argparse_module.cls("ArgumentParser", bases=("builtins.object",))
def _argument_parser(call: Call) -> Value:
    """What it parses is `sys.argv`."""
    from djauthlint.values import Builtin

    result = plain_object("argparse.ArgumentParser", "set_defaults", call)
    for name in (
        "add_argument",
        "add_argument_group",
        "add_subparsers",
        "add_mutually_exclusive_group",
        "parse_args",
        "parse_known_args",
    ):
        result.attributes[name] = Builtin(f"argparse.ArgumentParser.{name}", lambda call: call.undetermined("sys.argv"))
    return result


objects(
    argparse_module,
    "Namespace HelpFormatter RawDescriptionHelpFormatter RawTextHelpFormatter ArgumentDefaultsHelpFormatter Action",
)
argparse_module.constant(SUPPRESS="==SUPPRESS==", REMAINDER="...", OPTIONAL="?", ZERO_OR_MORE="*", ONE_OR_MORE="+")
argparse_module.constant(
    ArgumentTypeError=class_at("argparse.ArgumentTypeError"), ArgumentError=class_at("argparse.ArgumentError")
)


# -- email.utils


def _addresses(call: Call) -> Any:
    from email.utils import getaddresses

    from djauthlint.evaluator.models.pure import compute

    return compute(call, "email.utils.getaddresses", getaddresses, "list", fails=None)


def _address(call: Call) -> Any:
    from email.utils import parseaddr

    from djauthlint.evaluator.models.pure import compute

    return compute(call, "email.utils.parseaddr", parseaddr, "tuple", fails=None)


def _formataddr(call: Call) -> Any:
    from email.utils import formataddr

    from djauthlint.evaluator.models.pure import compute

    return compute(call, "email.utils.formataddr", formataddr, "str")


email_utils.function("getaddresses")(_addresses)
email_utils.function("parseaddr")(_address)
email_utils.function("formataddr")(_formataddr)
asks(email_utils, "make_msgid formatdate localtime", "the present time", "str")

# -- unittest

unknown_names(unittest_module, "mock TestCase TestSuite TestLoader main skip skipIf skipUnless")
unknown_names(xml_module, "etree dom sax")
asks(sqlite_module, "connect", "a database")
unknown_names(sqlite_module, "sqlite_version sqlite_version_info version Row", "str")
