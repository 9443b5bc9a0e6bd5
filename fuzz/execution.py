"""What Python makes of settings: their text is executed, in this process."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any


class Sources(MetaPathFinder, Loader):
    """Modules of a project, compiled once and imported as often as there are environments.

    Arguments:
        root: where the project says that it is; nothing need be there.
        texts: the modules by path from there.
    """

    def __init__(self, root: Path, texts: Mapping[str, str]) -> None:
        self.root = root
        self.codes: dict[str, tuple[CodeType, Path]] = {}
        for name, text in texts.items():
            path = root / name
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                code = compile(text, str(path), "exec", dont_inherit=True)
            self.codes[module_name(name)] = (code, path)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname not in self.codes:
            if not any(name.startswith(f"{fullname}.") for name in self.codes):
                return None
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [str(self.root.joinpath(*fullname.split(".")))]
            return spec
        _, file = self.codes[fullname]
        folder = [str(file.parent)] if file.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(fullname, file, loader=self, submodule_search_locations=folder)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.codes[module.__name__][0], vars(module))

    def imported(self, entry: str, environment: Mapping[str, str]) -> dict[str, Any] | Exception:
        """The globals of a module that is imported in an environment, or what it raised."""
        environ = os.environ
        environ.clear()
        environ.update(environment)
        environ["DJANGO_SETTINGS_MODULE"] = entry
        before = set(sys.modules)
        try:
            return dict(vars(importlib.import_module(entry)))
        except Exception as error:  # noqa: BLE001 - settings may raise anything
            return error
        finally:
            os.environ = environ  # noqa: B003 - a program may have bound it to something else
            tops = {name.partition(".")[0] for name in self.codes}
            for name in sys.modules.keys() - before:
                if name.partition(".")[0] in tops:
                    del sys.modules[name]


@contextlib.contextmanager
def executing(sources: Sources) -> Iterator[None]:
    """Lets a project be imported; the environment is put back afterwards."""
    before = dict(os.environ)
    sys.meta_path.insert(0, sources)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.meta_path.remove(sources)
        os.environ.clear()
        os.environ.update(before)


def module_name(path: str) -> str:
    """The dotted name of a module, from its path in the project."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
