"""Compares what djauthlint's rules say with what Django's own system checks say, id by id.

    python tools/parity.py CORPUS CHECKOUTS [--only REGEX]

CORPUS holds `manifest.json` and `oracle/`: what real Django made of each settings module, and the ids that its checks reported.
CHECKOUTS holds the projects at the commits of the manifest. Each module is evaluated with the environment and the version of Django
of its oracle, taken for production, with nothing known of the deployment, and before SILENCED_SYSTEM_CHECKS hides anything.
What a rule mirrors is what its `django_check` names. `parity_exceptions.toml` lists where Django itself is wrong, and why.
Exit status 1 when a mismatch is not explained there.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from djauthlint.config import Config
from djauthlint.django_facts.system_checks import system_checks
from djauthlint.django_facts.targets import Target
from djauthlint.evaluator.evaluation import Given
from djauthlint.linter import resolve
from djauthlint.project import Profile, Project
from djauthlint.registry import rules
from djauthlint.rule import run
from djauthlint.values import ABSENT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EXCEPTIONS: Final = Path(__file__).with_name("parity_exceptions.toml")

MACHINE: Final = {"HOME": "{{HOME}}", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
"""What the oracle sets besides, whatever the project reads."""

MODULES: Final = (
    "security.base security.csrf security.sessions caches compatibility.django_4_0 translation files async_checks urls"
).split()
"""The modules of `django.core.checks` whose functions the oracle runs."""
LEFT_OUT: Final = ("check_url_config", "check_url_namespaces_unique", "check_resolver", "check_custom_error_handlers")
"""Their functions that it does not run."""
ID: Final = re.compile(r"\"(\w+\.[CEW]\d{3})\"")


@dataclass(frozen=True)
class Case:
    """A settings module that Django imported.

    Arguments:
        name: that of the file of its oracle.
        project: the folder of its checkout.
        module: what the manifest says of it.
        oracle: what Django made of it.
        configuration: the class, for django-configurations.
    """

    name: str
    project: Path
    module: Mapping[str, Any]
    oracle: Mapping[str, Any]
    configuration: str | None


@dataclass(frozen=True)
class Difference:
    """An id that either Django or the rules report about a module, but not both.

    Arguments:
        case: the module.
        id: of the check.
        side: who reports it: "django" or "rules".
        reason: why that is no mistake of the rules, with its cause; None where nothing explains it.
    """

    case: Case
    id: str
    side: str
    reason: str | None


def main(arguments: list[str] | None = None) -> int:
    """Run the rules over every module and print where they differ from Django."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with manifest.json and oracle/")
    parser.add_argument("checkouts", type=Path, help="folder with one checkout for each project")
    parser.add_argument("--only", default="", help="only the oracle files whose name matches this regular expression")
    options = parser.parse_args(arguments)
    agreed: Counter[str] = Counter()
    differences: list[Difference] = []
    modules = 0
    for case in cases(options.corpus, options.checkouts, options.only):
        modules += 1
        reported, found = {check["id"] for check in case.oracle["checks"]}, mirrored(case)
        for name in judged(case):
            if name in reported & found:
                agreed[name] += 1
            elif name in reported | found:
                side = "django" if name in reported else "rules"
                differences.append(Difference(case, name, side, explanation(case, name, side)))
    for line in report(modules, agreed, differences):
        print(line)
    return int(any(difference.reason is None for difference in differences))


def cases(corpus: Path, checkouts: Path, only: str) -> Iterator[Case]:
    """The modules of the manifest that Django could import."""
    for project in json.loads((corpus / "manifest.json").read_text("utf-8"))["projects"]:
        for module in project["modules"]:
            for each in module.get("oracle") or ():
                name = Path(each["file"]).name
                path = corpus / "oracle" / name
                if each["status"] == "ok" and path.is_file() and re.search(only, name):
                    oracle = json.loads(path.read_text("utf-8"))
                    folder = checkouts.resolve() / module["src"].split("/", 1)[1]
                    if os.path.normpath(oracle.get("module_file") or module["path"]) == os.path.normpath(
                        module["path"]
                    ):
                        yield Case(name, folder, module, oracle, each.get("conf_class"))


def mirrored(case: Case) -> set[str]:
    """The ids of the checks that say what the rules say of a module, whatever variable or file there may be."""
    project = Project.open([case.project / case.module["path"]], import_roots=_roots(case), cwd=case.project)
    path = project.files.locate(case.project / case.module["path"])
    entry = project.entry_for(path, case.configuration)
    config = Config(django_version=_version(case.oracle["django"]), python_version=_version(case.oracle["python"]))
    _, settings = resolve(project, entry, _given(case, config), config, Profile.PRODUCTION)
    settings.infers = False
    settings.trees["SILENCED_SYSTEM_CHECKS"] = ABSENT
    found = [diagnostic for rule in rules() for diagnostic in run(rule, settings) if not diagnostic.when]
    return {name for diagnostic in found for name in diagnostic.checks}


def _roots(case: Case) -> list[Path]:
    return [case.project / (root or ".") for root in case.module.get("sys_path_roots") or ()]


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2])


def _given(case: Case, config: Config) -> Given:
    environment = {"DJANGO_SETTINGS_MODULE": case.module["module"], **MACHINE}
    for key in ("env_given", "env_added"):
        for name, value in (case.oracle.get(key) or {}).items():
            text = str(value).replace("{{PROJECT}}", str(case.project))
            environment[name] = text.replace("{{CORPUS}}/src", str(case.project.parent))
    if case.configuration:
        environment.setdefault("DJANGO_CONFIGURATION", case.configuration)
    return Given(
        environment,
        complete=True,
        cwd=(_roots(case) or [case.project])[0],
        python_version=config.python_version,
        django_version=config.django_version,
        argv=tuple(case.oracle.get("argv") or ("manage.py", "check")),
    )


def judged(case: Case) -> Iterable[str]:
    """The ids that the oracle could have reported: of the functions that it ran, those that did not fail."""
    failed = {error["fn"] for error in case.oracle["check_errors"]}
    known = system_checks(Target.of(_version(case.oracle["django"]), "the oracle").facts)
    return [name for function, ids in checked().items() if function not in failed for name in ids if name in known]


@cache
def checked() -> Mapping[str, Sequence[str]]:
    """The ids that each function of Django's makes that the oracle runs, as the text of the installed Django has them."""
    found = {}
    for module in MODULES:
        functions, messages = _definitions(importlib.import_module(f"django.core.checks.{module}"))
        for name in functions:
            if name.startswith("check_") and name not in LEFT_OUT:
                found[f"{module}.{name}"] = sorted(_ids(name, functions, messages))
    return found


def _definitions(module: ModuleType) -> tuple[dict[str, str], dict[str, str]]:
    """The text of each function of a module, and the id of each message that it binds to a name."""
    text = inspect.getsource(module)
    functions: dict[str, str] = {}
    messages: dict[str, str] = {}
    for node in ast.parse(text).body:
        source = ast.get_source_segment(text, node) or ""
        if isinstance(node, ast.FunctionDef):
            functions[node.name] = source
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and (ids := ID.findall(source)):
            messages[node.targets[0].id] = ids[0]
    return functions, messages


def _ids(name: str, functions: Mapping[str, str], messages: Mapping[str, str]) -> set[str]:
    text = functions[name]
    found = set(ID.findall(text))
    for word in set(re.findall(r"\w+", text)) - {name}:
        found |= (
            {messages[word]} if word in messages else _ids(word, functions, messages) if word in functions else set()
        )
    return found


def explanation(case: Case, check: str, side: str) -> str | None:
    """Why a difference is no mistake of the rules, with its cause; None where nothing says so."""
    for exception in exceptions():
        if (
            exception["side"] == side
            and (check in exception["ids"] or "*" in exception["ids"])
            and _fits(case, exception)
        ):
            return f"{exception['cause']}: {exception['reason']}"
    return None


@cache
def exceptions() -> Sequence[Mapping[str, Any]]:
    """The table of differences that are meant."""
    table: Sequence[Mapping[str, Any]] = tomllib.loads(EXCEPTIONS.read_text("utf-8"))["exception"]
    return table


def _fits(case: Case, exception: Mapping[str, Any]) -> bool:
    if "cases" in exception:
        return re.search(exception["cases"], case.name) is not None
    values, where = case.oracle["effective_auth"], exception["where"]
    if "truthy" in where:
        value = values.get(where["truthy"])
        return bool(value) and value is not True
    name, element = where["lacks"]
    return element not in json.dumps(values.get(name))


def report(modules: int, agreed: Counter[str], differences: Sequence[Difference]) -> Iterator[str]:
    """Precision and recall of each id, without what is explained, and every difference."""
    mistakes = Counter((each.id, each.side) for each in differences if each.reason is None)
    explained = Counter(each.id for each in differences if each.reason is not None)
    yield f"{'check':<18} {'agree':>5} {'precision':>9} {'recall':>9} {'explained':>9}"
    for name in sorted({*agreed, *(each.id for each in differences)}):
        precision = _percent(agreed[name], mistakes[name, "rules"])
        recall = _percent(agreed[name], mistakes[name, "django"])
        yield f"{name:<18} {agreed[name]:>5} {precision:>9} {recall:>9} {explained[name]:>9}"
    wrong, missed = (sum(mistakes[key] for key in mistakes if key[1] == side) for side in ("rules", "django"))
    total = sum(agreed.values())
    yield f"{modules} modules, {total} reports agree: precision {_percent(total, wrong)}, recall {_percent(total, missed)}"
    for each in sorted(differences, key=lambda each: (each.reason or "", each.id, each.case.name)):
        who = "only Django reports" if each.side == "django" else "only the rules report"
        yield f"{each.case.name.removesuffix('.json')}: {who} {each.id}; {each.reason or 'NOT EXPLAINED'}"


def _percent(right: int, wrong: int) -> str:
    return f"{right / (right + wrong):.1%}" if right + wrong else "-"


if __name__ == "__main__":
    raise SystemExit(main())
