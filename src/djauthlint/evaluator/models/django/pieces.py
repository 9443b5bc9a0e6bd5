"""The rest of Django that settings import: lazy objects, URLs, messages, the version, secrets, policies."""

from __future__ import annotations

from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import reason_of
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.django.versions import only
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, differs, harmless, returns_argument
from djauthlint.evaluator.models.pure import undetermined_call
from djauthlint.evaluator.models.standard.versions import Version
from djauthlint.values import Builtin, Known, Lazy, Object, PerProcess, Unknown, Value

django = Model("django")
urls = Model("django.urls")
shortcuts = Model("django.shortcuts")
functional = Model("django.utils.functional")
safestring = Model("django.utils.safestring")
module_loading = Model("django.utils.module_loading")
crypto = Model("django.utils.crypto")
management_utils = Model("django.core.management.utils")
messages = Model("django.contrib.messages")
message_constants = Model("django.contrib.messages.constants")
csp = Model("django.utils.csp")
encoding = Model("django.utils.encoding")

# -- version


@django.factory("VERSION")
def _version(run: Interpreter) -> Value:
    return Version("django.VERSION", run.given.django_version or (), between=run.given.django_range)


def _get_version(call: Call) -> Value:
    return Unknown("the version of Django", "str", ("text", "django.get_version()"), call.origin)


django.function("get_version")(_get_version)
django.names["__version__"] = Unknown("the version of Django", "str", ("text", "django.__version__"))
asks(django, "setup", "django.setup() needs the settings that are being made")

# -- lazy values


def _reverse_lazy(call: Call) -> Value:
    name = call.text(0, "viewname")
    if name is None:
        return Lazy(Unknown("a URL", "str", origin=call.origin), call.origin)
    symbol = ("url", name) if len(call.all()) == 1 and not call.unknown else None
    return Lazy(Unknown(f"the URL of {name}", "str", symbol, call.origin), call.origin)


urls.function("reverse_lazy")(_reverse_lazy)
asks(
    urls,
    "reverse resolve get_resolver get_urlconf",
    "the URLs of the project",
    "str",
    "django.urls.exceptions.NoReverseMatch",
)
shortcuts.names["reverse"] = urls.names["reverse"]
asks(urls, "path re_path include register_converter", "a URL pattern")
harmless(urls, "clear_url_caches set_script_prefix set_urlconf")


@functional.function("lazy")
def _lazy(call: Call) -> Value:
    """`lazy(function, str)`: calling the result makes a lazy value, and the function is not called yet."""
    classes = [value.name for value in call.args[1:] if isinstance(value, Builtin)]
    path = "django.utils.functional.lazy"

    def make(inner: Call) -> Value:
        if classes == ["builtins.str"]:
            return Lazy(Unknown("what a function gives when it is called later", "str"), inner.origin)
        return Object(path, {}, inner.origin)

    return Builtin(f"{path}()", make)


functional.function("lazystr")(lambda call: Lazy(call.args[0], call.origin) if call.args else call.undetermined())
functional.function("keep_lazy")(lambda _: Builtin("django.utils.functional.keep_lazy()", returns_argument, lift=False))
functional.function("keep_lazy_text", lift=False)(returns_argument)
functional.cls("SimpleLazyObject", bases=("builtins.object",))(
    lambda call: Object("django.utils.functional.SimpleLazyObject", {}, call.origin)
)
functional.cls("LazyObject", bases=("builtins.object",))(
    lambda call: Object("django.utils.functional.LazyObject", {}, call.origin)
)
functional.cls("Promise", bases=("builtins.object",))(lambda call: call.undetermined())


def _descriptor(call: Call) -> Any:
    from djauthlint.evaluator.classes import decorate

    made = decorate(call.run, functional.names["cached_property"], call.args[0]) if call.args else None
    return made if made is not None else call.undetermined()


for _name in ("cached_property", "classproperty"):
    functional.cls(_name, lift=False, bases=("builtins.object",))(_descriptor)

# -- small functions


@safestring.function("mark_safe")
def _mark_safe(call: Call) -> Any:
    """A `SafeString` is a string."""
    value = call.args[0] if call.args else None
    if isinstance(value, Known) and isinstance(value.value, str):
        return Known(value.value, call.origin)
    if isinstance(value, (Lazy, Unknown)):
        return value
    return undetermined_call(call, "mark_safe", reason_of(value), "str")


safestring.names["SafeString"] = safestring.names["SafeText"] = safestring.names["mark_safe"]


@module_loading.function("import_string")
def _import_string(call: Call) -> Any:
    """`import_string("package.module.name")`: `django.utils.module_loading`, ImportError where there is no such name."""
    from djauthlint.evaluator.imports import from_module, import_module

    path = call.text(0, "dotted_path")
    if path is None:
        call.run.may_raise(reason_of(call.get(0, "dotted_path")), ("import", id(call.node)), "ImportError")
        return call.undetermined()
    module, _, name = path.rpartition(".")
    if not module:
        return call.run.error("ImportError", f"{path} doesn't look like a module path", call.node)
    return from_module(call.run, import_module(call.run, module, call.node), module, name, call.node)


asks(module_loading, "module_has_submodule", "what a package has", "bool")
harmless(module_loading, "autodiscover_modules")
differs(crypto, "get_random_string", PerProcess("a random text"), "str")
asks(crypto, "salted_hmac pbkdf2", "a hash that needs SECRET_KEY")
asks(crypto, "constant_time_compare", "a comparison", "bool")
crypto.constant(RANDOM_STRING_CHARS="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
differs(management_utils, "get_random_secret_key", PerProcess("a random secret"), "str")
asks(
    management_utils,
    "popen_wrapper handle_extensions find_command get_command_line_option parse_apps_and_model_labels",
    "a function of Django",
)


def _text(call: Call) -> Any:
    """`force_str(s)`: bytes that are no UTF-8 raise a kind of UnicodeDecodeError; other encodings are not followed."""
    value = call.args[0] if call.args else None
    if isinstance(value, Known) and isinstance(value.value, str):
        return Known(value.value, call.origin)
    if isinstance(value, Known) and isinstance(value.value, bytes) and len(call.args) == 1 and not call.keywords:
        try:
            return Known(value.value.decode(), call.origin)
        except UnicodeDecodeError as error:
            return call.run.error("UnicodeDecodeError", str(error), call.node)
    return undetermined_call(call, "force_str", reason_of(value), "str")


for _name in ("force_str", "smart_str", "force_text", "smart_text"):
    encoding.function(_name)(_text)

# -- messages

LEVELS = {"DEBUG": 10, "INFO": 20, "SUCCESS": 25, "WARNING": 30, "ERROR": 40}
for _model in (messages, message_constants):
    _model.constant(
        **LEVELS, DEFAULT_TAGS={number: name.lower() for name, number in LEVELS.items()}, DEFAULT_LEVELS=LEVELS
    )


@messages.factory("constants")
def _constants(run: Interpreter) -> Any:
    from djauthlint.evaluator.models import library

    return library(run, "django.contrib.messages.constants")


harmless(messages, "debug info success warning error add_message")

# -- content security policy (Django 6.0)

TOKENS = {
    "HEADER_ENFORCE": "Content-Security-Policy",
    "HEADER_REPORT_ONLY": "Content-Security-Policy-Report-Only",
    "NONE": "'none'",
    "REPORT_SAMPLE": "'report-sample'",
    "SELF": "'self'",
    "STRICT_DYNAMIC": "'strict-dynamic'",
    "UNSAFE_EVAL": "'unsafe-eval'",
    "UNSAFE_HASHES": "'unsafe-hashes'",
    "UNSAFE_INLINE": "'unsafe-inline'",
    "WASM_UNSAFE_EVAL": "'wasm-unsafe-eval'",
    "NONCE": "<CSP_NONCE_SENTINEL>",
}
"""`django.utils.csp.CSP` of Django 6.0: members of a StrEnum, which are strings."""
_CSP = Builtin(
    "django.utils.csp.CSP",
    lambda call: call.args[0],
    attributes={name: Known(text) for name, text in TOKENS.items()},
    bases=("enum.StrEnum", "builtins.str", "builtins.object"),
    is_class=True,
)
only(csp, "CSP", _CSP, since=(6, 0))
