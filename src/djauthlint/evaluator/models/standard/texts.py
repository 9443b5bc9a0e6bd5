"""`string`, `textwrap`, `shlex`, `fnmatch`, `html`, `unicodedata`, `codecs`, `gettext` and `locale`."""

from __future__ import annotations

import fnmatch
import html
import shlex
import string
import textwrap
from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.interpreter import TEXT
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, harmless, objects, unknown_names
from djauthlint.evaluator.models.pure import computed, pure, undetermined_call
from djauthlint.values import Builtin, Dict, Entry, Known, Object, Value

string_module = Model("string")
textwrap_module = Model("textwrap")
shlex_module = Model("shlex")
fnmatch_module = Model("fnmatch")
html_module = Model("html")
gettext_module = Model("gettext")
locale_module = Model("locale")
codecs_module = Model("codecs")

string_module.constant(
    **{
        name: getattr(string, name)
        for name in "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable punctuation whitespace".split()
    }
)
pure(string_module, "capwords", string.capwords, "str")
objects(string_module, "Formatter")


@string_module.cls("Template", bases=("builtins.object",))
def _template(call: Call) -> Any:
    """`$name` is replaced by plain values, as Python does it."""
    text = call.text(0, "template")
    result = Object("string.Template", {"template": call.get(0, "template")}, call.origin)

    def substitute(name: str) -> Any:
        def body(inner: Call) -> Any:
            if text is None:
                return inner.undetermined("a template that can't be determined", "str")
            values = Dict({key: Entry(Known(key), value) for key, value in inner.keywords.items()})
            try:
                mapping = {**(to_python(inner.args[0]) if inner.args else {}), **to_python(values)}
            except Undetermined as undetermined:
                return undetermined_call(inner, f"Template({text!r}).{name}", undetermined.reason, "str")
            return computed(inner, getattr(string.Template(text), name), mapping)

        return Builtin(f"string.Template.{name}", body)

    for method in ("substitute", "safe_substitute"):
        result.attributes[method] = substitute(method)
    return result


def _narrow(*args: Any, **keywords: Any) -> str | None:
    numbers = [value for value in (*args, *keywords.values()) if isinstance(value, int)]
    texts = [value for value in (*args, *keywords.values()) if isinstance(value, str)]
    return "a text that is too long" if max(numbers, default=0) > TEXT or sum(map(len, texts)) > 100_000 else None


for _name in ("dedent", "fill", "shorten", "indent"):
    pure(textwrap_module, _name, getattr(textwrap, _name), "str", _narrow)
pure(textwrap_module, "wrap", textwrap.wrap, "list", _narrow)
pure(shlex_module, "split", shlex.split, "list", _narrow)
pure(shlex_module, "quote", shlex.quote, "str")
pure(shlex_module, "join", shlex.join, "str")
pure(html_module, "escape", html.escape, "str")
pure(html_module, "unescape", html.unescape, "str")


def _short(name: Any, pattern: Any) -> str | None:
    """Its patterns become regular expressions."""
    stars = pattern.count("*") if isinstance(pattern, str) else 0
    return "a search that may take too long" if len(str(name)) > 1000 or len(str(pattern)) > 1000 or stars > 5 else None


for _name in ("fnmatch", "fnmatchcase"):
    pure(fnmatch_module, _name, fnmatch.fnmatchcase, "bool", _short)


@fnmatch_module.function("filter")
def _filter(call: Call) -> Any:
    try:
        names, pattern = (to_python(value) for value in call.args)
    except (Undetermined, ValueError):
        return undetermined_call(call, "fnmatch.filter", "names that can't be determined", "list")
    if any(_short(name, pattern) for name in names):
        return undetermined_call(call, "fnmatch.filter", "a search that may take too long", "list")
    return computed(call, lambda: [name for name in names if fnmatch.fnmatchcase(name, pattern)])


pure(fnmatch_module, "translate", fnmatch.translate, "str", lambda pattern: _short("", pattern))

asks(gettext_module, "gettext ngettext pgettext npgettext dgettext", "a translation", "str")
harmless(gettext_module, "install")
asks(
    gettext_module,
    "textdomain bindtextdomain find translation",
    "the translations of the host",
    None,
    "FileNotFoundError",
)

unknown_names(locale_module, "LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME", "int")
asks(locale_module, "setlocale getpreferredencoding getencoding", "the locale of the host", "str", "locale.Error")
asks(locale_module, "getlocale getdefaultlocale", "the locale of the host", "tuple", "ValueError")
asks(locale_module, "localeconv format_string currency str atof atoi", "the locale of the host")
asks(codecs_module, "open lookup getreader getwriter encode decode", "a codec")
codecs_module.constant(BOM_UTF8=b"\xef\xbb\xbf", BOM_UTF16_LE=b"\xff\xfe", BOM_UTF16_BE=b"\xfe\xff")


@codecs_module.function("open")
def _codecs_open(call: Call) -> Tree[Value]:
    """`codecs.open(filename, mode, encoding)`: without newline translation."""
    from djauthlint.evaluator.models.standard.files import opened

    return opened(call, call.get(0, "filename"), call.get(1, "mode"), call.get(2, "encoding"))
