"""Which versions of Django a project says it runs with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from djauthlint.project import Project
from djauthlint.project.dependencies import declared, locked, requirements
from djauthlint.project.requirement import Requirement
from djauthlint.project.specifiers import alternatives, conda, required


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Django", ("", False)),
        ("django==4.2.7", ("==4.2.7", False)),
        ("Django >= 4.2, < 5", (">=4.2,<5", False)),
        ("Django[argon2,bcrypt] ~= 5.1.2", ("~=5.1.2", False)),
        ("django (>=4.2)", (">=4.2", False)),
        ("django===4.2", ("==4.2", False)),
        ("django==4.2.*", ("==4.2.*", False)),
        ("django!=5.0.1,>=4.2", ("!=5.0.1,>=4.2", False)),
        ('django==4.2; python_version < "3.10"', ("==4.2", True)),
        ("django==4.2.7 --hash=sha256:123abc456", ("==4.2.7", False)),
        ("django==4.2.7 \\", ("==4.2.7", False)),
        ("django==5.0rc1", ("==5.0rc1", False)),
        ("django @ git+https://github.com/django/django@stable/5.2.x", None),
        ("django-allauth==0.60", None),
        ("django_otp", None),
        ("djangorestframework>=3", None),
        ("-e .", None),
        ("https://example.org/django-4.2.tar.gz", None),
        ("", None),
    ],
)
def test_requirements_of_pep_508(line: str, expected: tuple[str, bool] | None) -> None:
    assert required(line, "django") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("^4.2", [">=4.2,<5"]),
        ("^4.2.3", [">=4.2.3,<5"]),
        ("^0.2.3", [">=0.2.3,<0.3"]),
        ("^0.0.3", [">=0.0.3,<0.0.4"]),
        ("^0", [">=0,<1"]),
        ("~4.2", [">=4.2,<4.3"]),
        ("~4.2.7", [">=4.2.7,<4.3"]),
        ("~4", [">=4,<5"]),
        ("~=4.2", ["~=4.2"]),
        ("4.2.*", ["==4.2.*"]),
        ("4.2.7", ["==4.2.7"]),
        ("=4.2.7", ["==4.2.7"]),
        ("*", [""]),
        (">=4.2 <5.1", [">=4.2,<5.1"]),
        (">=3.2,<4 || ^5.2", [">=3.2,<4", ">=5.2,<6"]),
        ("^3.2 | ^4.2", [">=3.2,<4", ">=4.2,<5"]),
    ],
)
def test_what_poetry_and_pipenv_write(text: str, expected: list[str]) -> None:
    assert alternatives(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("django=4.2", "==4.2.*"),
        ("django=4.2.7=py311_0", "==4.2.7.*"),
        ("django=4.2.*", "==4.2.*"),
        ("django==4.2", "==4.2"),
        ("conda-forge::django>=4.2,<5", ">=4.2,<5"),
        ("django 4.2.*", "==4.2.*"),
        ("django", ""),
        ("django-environ=1", None),
        ("python=3.12", None),
    ],
)
def test_what_conda_writes(text: str, expected: str | None) -> None:
    assert conda(text, "django") == expected


UV = """
version = 1
[[package]]
name = "asgiref"
version = "3.8.1"

[[package]]
name = "django"
version = "5.2.3"
dependencies = [{ name = "asgiref" }]

[[package]]
name = "shop"
version = "4.2"
dependencies = [{ name = "django" }]
"""


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("uv.lock", UV, [("==5.2.3", 9)]),
        ("uv.lock", UV + '\n[[package]]\nname = "django"\nversion = "4.2.7"\n', [("==5.2.3", 9), ("==4.2.7", 19)]),
        ("uv.lock", UV.replace('"django"', '"django-environ"'), []),
        ("poetry.lock", '[[package]]\nname = "Django"\nversion = "4.2.7"\n', [("==4.2.7", 3)]),
        ("poetry.lock", '[[package]]\r\nname = "django"\r\nversion = "4.2.7"\r\n', [("==4.2.7", 3)]),
        ("pylock.toml", '[[packages]]\nname = "django"\nversion = "4.2.7"\n', [("==4.2.7", 3)]),
        ("Pipfile.lock", '{"default": {\n"django": {"version": "==4.2.7"}}}', [("==4.2.7", 2)]),
        ("Pipfile.lock", '{"default": {}, "develop": {"django": {"version": "==5.1"}}}', [("==5.1", 1)]),
        ("Pipfile.lock", '{"default": {"django": {"git": "https://example.org"}}}', []),
        ("Pipfile.lock", "[" * 100_000, []),
        ("Pipfile.lock", "nonsense", []),
    ],
)
def test_lock_files(file: str, text: str, expected: list[tuple[str, int]]) -> None:
    assert [(found.specifier, found.line) for found in locked(file, text, "django")] == expected


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["django>=4.2"]', [(">=4.2", 2, False)]),
        ("pyproject.toml", '[project]\ndependencies = [\n  "asgiref",\n  "Django>=4.2",\n]', [(">=4.2", 4, False)]),
        (
            "pyproject.toml",
            '[project]\ndependencies = ["django"]\n[tool.uv]\nconstraint-dependencies = ["django<5"]',
            [("", 2, False), ("<5", 2, False)],
        ),
        ("pyproject.toml", '[tool.poetry.dependencies]\ndjango = "^4.2"', [(">=4.2,<5", 2, False)]),
        ("pyproject.toml", '[tool.poetry.dependencies]\nDjango = {version = "~5.1"}', [(">=5.1,<5.2", 2, False)]),
        ("pyproject.toml", '[tool.poetry.dependencies]\ndjango = {git = "https://example.org"}', []),
        (
            "pyproject.toml",
            '[tool.poetry.dependencies]\ndjango = [{version = "4.2"}, {version = "5.2"}]',
            [("==4.2", 2, True), ("==5.2", 2, True)],
        ),
        ("pyproject.toml", '[project.optional-dependencies]\nweb = ["django>=5"]', [(">=5", 2, False)]),
        ("pyproject.toml", '[dependency-groups]\ndev = ["django>=5", {include-group = "x"}]', [(">=5", 2, False)]),
        ("pyproject.toml", '[tool.poetry.group.dev.dependencies]\ndjango = "^5"', [(">=5,<6", 2, False)]),
        ("pyproject.toml", '[project]\ndependencies = "django"', []),
        ("pyproject.toml", "[project", []),
        ("setup.cfg", "[options]\ninstall_requires =\n    asgiref\n    Django>=4.2  # web", [(">=4.2", 4, False)]),
        ("setup.cfg", "[metadata]\nname = x", []),
        ("setup.cfg", "nonsense", []),
        ("Pipfile", '[packages]\nDjango = "~=4.2"', [("~=4.2", 2, False)]),
        ("Pipfile", '[packages]\ndjango = "*"', [("", 2, False)]),
        ("Pipfile", '[dev-packages]\ndjango = {version = "==4.2.7"}', [("==4.2.7", 2, False)]),
        (
            "environment.yml",
            'dependencies:\n  - python=3.12\n  - "django=4.2"\n  - pip:\n    - Django==4.2.7\n',
            [("==4.2.*", 3, False), ("==4.2.7", 5, False)],
        ),
        ("setup.py", 'setup(install_requires=["django==4.2"])', []),
    ],
)
def test_tables_of_packaging_tools(file: str, text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert [tuple(found) for found in declared(file, text, "django")] == expected


def test_requirements_files() -> None:
    text = """\
# Django==1.0
-r base.txt
--requirement=more.txt
-c constraints.txt
-rshort.txt
--index-url https://example.org
Django==4.2.7 \\
    --hash=sha256:abc \\
    --hash=sha256:def
django==5.2 ; python_version >= "3.12"  # new
gunicorn
"""
    found = requirements(text, "django")
    assert [tuple(mention) for mention in found.mentions] == [("==4.2.7", 7, False), ("==5.2", 10, True)]
    assert found.includes == ("base.txt", "more.txt", "constraints.txt", "short.txt")


def found_in(root: Path, files: Mapping[str, str], entry: str = "app/settings.py") -> Requirement | None:
    (root / ".git").mkdir()
    for name, text in {entry: "", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project = Project.open([root / entry], cwd=root)
    return project.requirement(project.entry_for(root / entry), "django")


LOCK = '[[package]]\nname = "django"\nversion = "{}"\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, None),
        ({"requirements.txt": "gunicorn"}, None),
        ({"requirements.txt": "Django"}, None),
        ({"requirements.txt": "Django==4.2"}, ("requirements.txt", "==4.2")),
        ({"uv.lock": LOCK.format("5.2.3"), "requirements.txt": "Django==4.2"}, ("uv.lock", "==5.2.3")),
        ({"uv.lock": LOCK.format("5.2.3"), "app/requirements.txt": "Django==4.2"}, ("uv.lock", "==5.2.3")),
        ({"uv.lock": LOCK.format("5.2.3"), "app/uv.lock": LOCK.format("5.1")}, ("app/uv.lock", "==5.1")),
        ({"uv.lock": "", "poetry.lock": LOCK.format("5.1")}, ("poetry.lock", "==5.1")),
        (
            {"uv.lock": LOCK.format("5.2.3") + LOCK.format("4.2.7")},
            ("uv.lock", "==5.2.3", "==4.2.7"),
        ),
        ({"requirements.txt": "Django==4.2", "app/requirements.txt": "Django==5.1"}, ("app/requirements.txt", "==5.1")),
        ({"other/requirements.txt": "Django==4.2"}, None),
        (
            {"requirements.txt": "Django==4.2", "requirements-dev.txt": "Django==5.2"},
            ("requirements.txt", "==4.2"),
        ),
        (
            {"pyproject.toml": '[project]\ndependencies = ["django>=4.2"]', "requirements-docs.txt": "Django==3.2"},
            ("pyproject.toml", ">=4.2"),
        ),
        (
            {
                "requirements.txt": "-r requirements/prod.txt",
                "requirements/prod.txt": "-c ../c.txt\nDjango",
                "c.txt": "Django<5",
            },
            ("c.txt", "<5"),
        ),
        ({"requirements.txt": "-r requirements.txt\n-r ../../outside.txt\nDjango<5"}, ("requirements.txt", "<5")),
        (
            {"requirements/base.txt": "Django>=4.2", "requirements/prod.txt": "-r base.txt\nDjango<5.1"},
            ("requirements/prod.txt", "<5.1,>=4.2"),
        ),
        (
            {"requirements/dev.txt": "Django>=4.2,<5", "requirements/prod.txt": "Django==4.2.7"},
            ("requirements/dev.txt", ">=4.2,<5", "==4.2.7"),
        ),
        (
            {"requirements/base.in": "Django>=4.2", "requirements/base.txt": "Django==4.2.7"},
            ("requirements/base.txt", "==4.2.7"),
        ),
        ({"requirements.in": "Django>=4.2"}, ("requirements.in", ">=4.2")),
        (
            {"requirements.txt": 'Django==4.2; python_version<"3.10"\nDjango==5.2; python_version>="3.10"'},
            ("requirements.txt", "==4.2", "==5.2"),
        ),
        (
            {"requirements.txt": 'Django<6\nDjango>=5; python_version>="3.10"\nDjango>=4.2; python_version<"3.10"'},
            ("requirements.txt", "<6,>=5", "<6,>=4.2"),
        ),
        ({"requirements.txt": 'Django<5; python_version<"3.10"\nDjango; python_version>="3.10"'}, None),
        ({".gitignore": "requirements.txt", "requirements.txt": "Django==4.2"}, None),
        (
            {"Pipfile": '[packages]\nDjango = "4.2"', "setup.cfg": "[options]\ninstall_requires = django"},
            ("Pipfile", "==4.2"),
        ),
        ({"requirements.txt/x": "", "setup.cfg": "[options]\ninstall_requires = django<5"}, ("setup.cfg", "<5")),
    ],
)
def test_what_counts(tmp_path: Path, files: Mapping[str, str], expected: tuple[str, ...] | None) -> None:
    found = found_in(tmp_path, files)
    told = None if found is None else (found.path.relative_to(tmp_path.resolve()).as_posix(), *found.any_of)
    assert told == expected


def test_files_are_read_once_for_the_modules_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("")
    (tmp_path / "requirements.txt").write_text("Django==4.2")
    project = Project.open([tmp_path / "a.py"], cwd=tmp_path)
    first = project.requirement(project.entry_for(tmp_path / "a.py"), "django")
    (tmp_path / "requirements.txt").unlink()
    assert project.requirement(project.entry_for(tmp_path / "b.py"), "django") == first is not None


def test_nothing_outside_the_project_is_read(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "requirements.txt").write_text("Django==4.2")
    assert found_in(root, {"requirements.txt": "-r ../requirements.txt"}) is None
    (root / "linked.txt").symlink_to(tmp_path / "requirements.txt")
    (root / "requirements.txt").write_text("-r linked.txt")
    project = Project.open([root / "app/settings.py"], cwd=root)
    assert project.requirement(project.entry_for(root / "app/settings.py"), "django") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "settings.py").write_text("")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "requirements.txt").write_text(f"{mark}Django==4.2.7\n", encoding=encoding, newline="\r\n")
    project = Project.open([tmp_path / "settings.py"], cwd=tmp_path)
    found = project.requirement(project.entry_for(tmp_path / "settings.py"), "django")
    assert found is not None
    assert found.any_of == ("==4.2.7",)


def test_endless_includes_end(tmp_path: Path) -> None:
    files = {f"r{n}.txt": f"-r r{n + 1}.txt" for n in range(200)}
    assert found_in(tmp_path, {"requirements.txt": "-r r0.txt", **files, "r199.txt": "Django==4.2"}) is None
