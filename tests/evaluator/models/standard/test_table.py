"""Every module that has a model: it can be made, and what it lists exists."""

from __future__ import annotations

import importlib
import subprocess
import sys
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

from djauthlint.evaluator.evaluation import Given
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models import MODELS, STANDARD_LIBRARY, installed, library
from djauthlint.evaluator.models.table import DJANGO, PACKAGES, STANDARD
from djauthlint.project import Project
from djauthlint.values import Library

OTHER_VERSIONS = frozenset(
    (
        # from Python 3.11 on
        "enum.EnumType enum.ReprEnum enum.StrEnum enum.global_enum enum.member enum.nonmember enum.property enum.verify contextlib.chdir "
        "datetime.UTC logging.getLevelNamesMapping re.NOFLAG typing.LiteralString typing.Never typing.NotRequired typing.Required typing.Self "
        "typing.TypeVarTuple typing.Unpack typing.assert_type typing.dataclass_transform typing.get_overloads typing.reveal_type "
        "inspect.getmembers_static locale.getencoding asyncio.TaskGroup sys.exception "
        # from Python 3.12 on
        "itertools.batched typing.TypeAliasType typing.override collections.abc.Buffer uuid.uuid6 uuid.uuid7 uuid.uuid8 "
        # from Python 3.13 on
        "re.PatternError copy.replace os.process_cpu_count random.binomialvariate typing.ReadOnly typing.TypeIs typing.NoDefault "
        "warnings.deprecated typing.deprecated pathlib.UnsupportedOperation "
        # until Python 3.7, and still looked for by settings of older projects
        "time.clock platform.dist platform.linux_distribution inspect.getargspec "
        # until Python 3.13
        "locale.resetlocale ast.Str typing.ByteString collections.abc.ByteString typing.Text importlib.find_loader pkgutil.find_loader "
        "pkgutil.get_loader configparser.SafeConfigParser abc.abstractproperty inspect.formatargspec types.coroutine "
        "asyncio.DefaultEventLoopPolicy asyncio.WindowsSelectorEventLoopPolicy asyncio.set_event_loop_policy logging.warn shutil.get_archive_formats "
        "gettext.lgettext configparser.LegacyInterpolation platform.popen importlib.resources.read_text importlib.resources.read_binary "
        "importlib.resources.path importlib.resources.contents importlib.resources.is_resource importlib.resources.open_text "
        "importlib.resources.open_binary socket.AF_UNIX socket.SO_REUSEPORT socket.TCP_USER_TIMEOUT socket.TCP_KEEPIDLE "
        "configparser.readfp os.getrandom"
    ).split()
)
"""Names that this or that supported version of Python lacks."""


@pytest.fixture
def run(tmp_path: Path) -> Interpreter:
    return Interpreter(Project.open([tmp_path], cwd=tmp_path), Given())


@pytest.mark.parametrize("path", MODELS)
def test_a_row_names_a_module_that_describes_it(path: str, run: Interpreter) -> None:
    found = library(run, path)
    assert isinstance(found, Library)
    assert found.path in (path, {"posixpath": "posixpath"}.get(path))
    assert library(run, path) is found


def test_the_table_is_sorted() -> None:
    for table in (STANDARD, DJANGO, PACKAGES):
        assert list(table) == sorted(table)


def test_packages_without_a_model_of_their_own_hold_those_of_their_modules(run: Interpreter) -> None:
    assert isinstance(library(run, "django.utils"), Library)
    assert library(run, "django.nothing") is None
    assert library(run, "nothing") is None


def _has(module: object, name: str) -> bool:
    """Names that a module makes when they are asked for are not in its `dir`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return hasattr(module, name)


@pytest.mark.parametrize("path", [path for path in STANDARD if path not in ("tomli", "typing_extensions", "tomllib")])
def test_names_of_the_standard_library_exist_in_some_version_of_it(path: str, run: Interpreter) -> None:
    module = importlib.import_module(path)
    found = library(run, path)
    assert found is not None
    missing = {name for name in found.names if name not in dir(module)}
    modules = {name for name in missing if hasattr(module, "__path__") and find_spec(f"{path}.{name}")}
    missing = {name for name in missing - modules if not _has(module, name)}
    assert {f"{path}.{name}" for name in missing} - OTHER_VERSIONS == set()


def test_asking_what_is_installed() -> None:
    assert installed("json") is True
    assert installed("xml.etree.ElementTree") is True
    assert installed("django.anything") is True
    assert installed("rest_framework") is None
    assert installed("urlparse") is False
    assert installed("winreg") is False
    assert installed("tomllib") is None
    assert installed("tomllib", Given(python_version=(3, 11))) is True
    assert installed("tomllib", Given(python_version=(3, 10))) is False
    assert installed("distutils") is None
    assert installed("distutils", Given(python_version=(3, 10))) is True
    assert installed("distutils", Given(python_version=(3, 12))) is None
    assert installed("zoneinfo", Given(python_version=(3, 8))) is False
    assert installed("dataclasses", Given(python_version=(3, 6))) is None


def test_the_standard_library_of_this_python_is_known() -> None:
    public = {name for name in sys.stdlib_module_names if not name.startswith("_")}
    assert public - STANDARD_LIBRARY == set()


def test_models_are_imported_when_settings_import_what_they_describe() -> None:
    code = "import sys, djauthlint.evaluator.models; print([name for name in sys.modules if '.models.standard.' in name or '.models.django.' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
