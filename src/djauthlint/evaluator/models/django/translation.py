"""`django.utils.translation`: lazy texts are followed; what translates at once can't run before the apps are ready."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.django.versions import only
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, harmless, plain_object
from djauthlint.evaluator.models.pure import compute, undetermined_call
from djauthlint.values import Builtin, Dict, Known, Lazy, Unknown, Value

translation = Model("django.utils.translation")
locale_module = Model("django.conf.locale")


def _lazy(position: int) -> Any:
    def body(call: Call) -> Tree[Value]:
        text: Tree[Value] = (
            call.args[position] if position < len(call.args) else call.keywords.get("message", Unknown("a text", "str"))
        )
        return Lazy(text, call.origin)

    return body


translation.function("gettext_lazy", lift=False)(_lazy(0))


def marks(parameter: str) -> Any:
    """A function that returns its only argument, a text to translate."""

    def body(call: Call) -> Tree[Value]:
        given = call.all()
        if call.unknown is None and (len(given) != 1 or not call.keywords.keys() <= {parameter}):
            return call.run.error("TypeError", f"gettext_noop() takes one argument: '{parameter}'", call.node)  # type: ignore[no-any-return]
        return given[0] if given else call.undetermined(kind="str")

    return body


translation.function("gettext_noop")(marks("message"))
translation.function("pgettext_lazy", lift=False)(_lazy(1))


def _plural(call: Call) -> Value:
    return Lazy(Unknown("a text that depends on a number", "str"), call.origin)


for _name in ("ngettext_lazy", "npgettext_lazy"):
    translation.function(_name)(_plural)


def _removed(name: str, made: str) -> None:
    """Names that Django 4.0 removed (https://docs.djangoproject.com/en/4.0/releases/4.0/#features-removed-in-4-0)."""
    builtin = translation.names[made]
    only(translation, name, Builtin(f"{translation.path}.{name}", builtin.call, builtin.lift), until=(4, 0))


_removed("ugettext_lazy", "gettext_lazy")
_removed("ugettext_noop", "gettext_noop")
_removed("ungettext_lazy", "ngettext_lazy")

READY = "a translation before Django's apps are ready"
asks(translation, "gettext ngettext pgettext npgettext", READY, "str")
asks(translation, "get_language get_language_from_request get_language_from_path templatize", READY, "str")
asks(translation, "get_language_bidi check_for_language get_supported_language_variant", READY)
harmless(translation, "activate deactivate deactivate_all")
for _name, _made in (("ugettext", "gettext"), ("ungettext", "ngettext")):
    _removed(_name, _made)
translation.function("override")(lambda call: plain_object("django.utils.translation.override", "", call, context=True))


def to_locale(language: str) -> str:
    """As `django.utils.translation.to_locale` since Django 4.0: "pt-br" is "pt_BR"."""
    language, _, country = language.lower().partition("-")
    if not country:
        return language
    country, _, tail = country.partition("-")
    country = country.title() if len(country) > 2 else country.upper()
    if tail:
        country += "-" + tail
    return language + "_" + country


def to_language(locale: str) -> str:
    """As `django.utils.translation.to_language`: "pt_BR" is "pt-br"."""
    head, underscore, tail = locale.partition("_")
    return f"{head.lower()}-{tail.lower()}" if underscore else locale.lower()


translation.function("to_locale")(lambda call: compute(call, "to_locale", to_locale, "str"))
translation.function("to_language")(lambda call: compute(call, "to_language", to_language, "str"))


@translation.function("get_language_info")
def _get_language_info(call: Call) -> Any:
    """What settings added to `LANG_INFO`, as Django completes it; what Django itself knows about a language is not followed."""
    run = call.run
    code = call.text(0, "lang_code")
    languages = run.here(library_name(run, "LANG_INFO"))
    entry = languages.entries.get(code) if isinstance(languages, Dict) else None
    info = run.here(entry.value) if entry is not None else None
    result = undetermined_call(call, "get_language_info", "what Django knows about a language", "dict")
    if code is None and isinstance(languages, Dict):
        for other in languages.entries.values():
            run.each(
                other.value, lambda leaf: run.open_entries(leaf, result.reason) if isinstance(leaf, Dict) else None
            )
    if not isinstance(info, Dict) or info.open is not None or "fallback" in info.entries:
        run.may_raise("get_language_info", ("call", result.key), "KeyError")
        return result
    name = info.entries.get("name")
    if name is None:
        return run.error("KeyError", "'name'", call.node)
    run.set_entry(info, "name_translated", Known("name_translated"), Lazy(run.here(name.value), call.origin))
    return info


def library_name(run: Interpreter, name: str) -> Any:
    """A name of `django.conf.locale` as it is in this evaluation."""
    from djauthlint.evaluator.models import library

    module = library(run, "django.conf.locale")
    return module.names[name] if module is not None else None


@locale_module.factory("LANG_INFO")
def _lang_info(run: Interpreter) -> Value:
    """A dict that settings may add to; what Django put there is not followed."""
    return Dict({}, None, run.worlds, "what Django knows about languages", path="django.conf.locale.LANG_INFO")
