"""The resolved settings as text, in the manner of `git config --show-origin`."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from djauthlint.reporters.frame import plural
from djauthlint.reporters.settings_json import (
    Json,
    Resolved,
    conditions,
    coverage,
    deployment,
    masked_text,
    reason_of,
    relative,
    resolve,
)
from djauthlint.reporters.terminal import Terminal
from djauthlint.settings import Settings, Step

MAX_WIDTH = 100
DEFAULT = "Django's default"


def render(
    modules: Sequence[Settings],
    terminal: Terminal,
    *,
    root: Path,
    names: Iterable[str] | None = None,
    defaults: bool = False,
    show_secrets: bool = False,
) -> Iterator[str]:
    """The lines of the report; with `names` each of them with everything that decided it.

    Arguments:
        modules: the settings of each entry module.
        terminal: what the output goes to.
        root: what paths are relative to.
        names: only these settings; None: all.
        defaults: whether to add what only Django sets.
        show_secrets: whether not to mask secrets.
    """
    wanted = None if names is None else tuple(names)
    for number, settings in enumerate(modules):
        if number:
            yield ""
        yield terminal.paint("bold", terminal.show(heading(settings, root)))
        yield terminal.show(str(settings.target))
        if wanted is None:
            yield from map(terminal.show, _deployment(settings, root))
        resolved = resolve(settings, wanted, defaults=defaults, show_secrets=show_secrets)
        if wanted is None and not defaults:
            # Every configuration class takes all defaults over: in a list to read they would hide what the project sets.
            resolved = [each for each in resolved if each.name not in settings.evaluation.defaults]
        for name in wanted or ():
            if all(each.name != name for each in resolved):
                yield f"{terminal.show(name)} is not set, and Django has no default for it"
        for each in resolved:
            lines = _setting(each, settings, root, full=wanted is not None)
            yield from map(terminal.show, lines)
        for reason in settings.evaluation.open:
            text = masked_text(reason, "", show=show_secrets)
            yield f"{terminal.paint('bold', 'open')}: further names may exist or be replaced: {terminal.show(text)}"
        if wanted is None:
            if listed := conditions(resolved):
                yield terminal.paint("bold", "conditions:")
                yield from (f"  {terminal.show(condition)}" for condition in listed)
            counts = coverage(resolved)
            yield (
                f"{plural(sum(counts.values()), 'setting')}: {counts['known']} known, "
                f"{counts['conditional']} conditional, {counts['partial']} partly known, {counts['unknown']} unknown"
            )


def _deployment(settings: Settings, root: Path) -> Iterator[str]:
    known = [*deployment(settings, root)]
    if known:
        yield "deployment:"
    for each in known:
        if each.status == "undetermined":
            yield f"  {each.key} is undetermined: {each.reason}"
            continue
        doubt = ", assumed: no rule relies on it" if each.status == "assumed" else ""
        source = f"{each.path}:{each.line} ({each.reason}{doubt})" if each.path else each.status
        yield f"  {each.key} = {written(each.value)}   {source}"


def heading(settings: Settings, root: Path) -> str:
    """Which entry module it is, and what it is taken for."""
    entry = settings.entry
    configuration = f" class {entry.configuration}" if entry.configuration else ""
    return f"{entry.module}{configuration} ({relative(entry.path, root)}, {settings.profile.value})"


def _setting(resolved: Resolved, settings: Settings, root: Path, *, full: bool) -> Iterator[str]:
    show = written if full else shortened
    where = place(resolved.provenance, settings, root) if not full else ""
    if resolved.status == "default":
        where = DEFAULT
    tail = f"   {where}" if where else ""
    if resolved.status == "unknown":
        yield f"{resolved.name} is unknown: {resolved.reason}{tail}"
    elif resolved.has_value:
        reason = f"   ({resolved.reason})" if resolved.status == "partial" else ""
        yield f"{resolved.name} = {show(resolved.value)}{tail}{reason}"
    else:
        yield f"{resolved.name}{tail}"
        yield from _scenarios(resolved, show)
    if full:
        yield from (f"    {line}" for line in _chain(resolved.provenance, settings, root))


def _scenarios(resolved: Resolved, show: Callable[[Json], str]) -> Iterator[str]:
    for when, value in resolved.scenarios:
        unknown = reason_of(value)
        yield f"  {f'= {show(value)}' if unknown is None else f'is unknown: {unknown}'}   when {' and '.join(when)}"


def place(steps: Iterable[Step], settings: Settings, root: Path) -> str:
    """`base.py:31, overridden at prod.py:9`: the first place and the last."""
    places = [(step.action, _position(step, settings, root)) for step in steps if step.span is not None]
    if not places:
        return ""
    (_, first), (action, last) = places[0], places[-1]
    if first == last:
        return first
    return f"{first}, {'overridden' if action == 'set' else action} at {last}"


def _chain(steps: Iterable[Step], settings: Settings, root: Path) -> Iterator[str]:
    for step in steps:
        if step.span is not None:
            yield f"{step.action} at {_position(step, settings, root)}"
        else:
            yield step.action


def _position(step: Step, settings: Settings, root: Path) -> str:
    assert step.span is not None
    position = settings.evaluation.files[step.span.path].position(step.span.start)
    return f"{relative(step.span.path, root)}:{position.line}"


def shortened(value: Json, width: int = MAX_WIDTH) -> str:
    """A value, cut off where it would be too long."""
    text = written(value)
    return text if len(text) <= width else f"{text[:width]}..."


def written(value: Json) -> str:
    """A value of the JSON contract, as Python would write it where it can."""
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if not isinstance(value, dict):
        return repr(value)
    items = value.get("items")
    inner = items if isinstance(items, list) else []
    match value.get("$type"):
        case None:
            return "{" + ", ".join(f"{key!r}: {written(each)}" for key, each in value.items()) + "}"
        case "tuple":
            return f"({', '.join(map(written, inner))}{',' if len(inner) == 1 else ''})"
        case "set" | "frozenset" as kind:
            parts = [*map(written, inner), *(["..."] if "open" in value else [])]
            braces = "{" + ", ".join(parts) + "}" if parts else ""
            return braces if kind == "set" and parts else f"{kind}({braces})"
        case "dict":
            pairs = [f"{written(pair[0])}: {written(pair[1])}" for pair in inner if isinstance(pair, list)]
            return "{" + ", ".join([*pairs, *(["..."] if "open" in value else [])]) + "}"
        case "hole":
            return f"<... {value['reason']}>"
        case "unknown":
            return f"<unknown: {value['reason']}>"
        case "choice":
            return f"<{written(value['then'])} when {value['when']}, else {written(value['else'])}>"
        case "secret":
            return "<secret>"
        case "bytes":
            return repr(base64.b64decode(str(value["value"])))
        case "path":
            return f"Path({value['value']!r})"
        case "timedelta":
            return f"timedelta(seconds={value['seconds']})"
        case "regex":
            return f"re.compile({value['pattern']!r})"
        case "lazy":
            return f"gettext_lazy({written(value['text'])})"
        case "object":
            return f"<{value['class']}>"
        case kind:
            return f"{kind}({json.dumps(value.get('value'))})"
