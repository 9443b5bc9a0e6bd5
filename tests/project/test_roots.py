from collections.abc import Callable
from pathlib import Path

import pytest

from djauthlint.project import OutsideProject, Project, ProjectFiles, ProjectRoots
from djauthlint.project.declared_roots import declared_folders
from djauthlint.project.script_roots import inserted_folders
from djauthlint.project.tree import Tree

Write = Callable[[dict[str, str]], Path]


def roots_of(root: Path, *chosen: Path) -> ProjectRoots:
    files = ProjectFiles(root)
    return ProjectRoots(files, Tree.of(files), chosen)


def test_the_folder_of_manage_py(write: Write) -> None:
    root = write({"backend/manage.py": "", "backend/config/settings/prod.py": "", "backend/config/__init__.py": ""})
    roots = roots_of(root)
    assert roots.module_name(Path("backend/config/settings/prod.py")) == "config.settings.prod"
    assert roots.module_name(Path("backend/config/__init__.py")) == "config"
    assert roots.near(Path("backend/config/settings/prod.py")).folders == (root / "backend", root)
    assert roots.resolve("config") == root / "backend/config/__init__.py"


def test_the_outermost_package(write: Write) -> None:
    root = write({"lib/a/__init__.py": "", "lib/a/b/__init__.py": "", "lib/a/b/settings.py": "", "etc/settings.py": ""})
    roots = roots_of(root)
    assert roots.module_name(Path("lib/a/b/settings.py")) == "a.b.settings"
    assert roots.module_name(Path("etc/settings.py")) == "settings"


def test_what_has_no_module_name(write: Write) -> None:
    root = write({"settings.dist.py": "", "a.b/x.py": "", "x.txt": "", "__init__.py": ""})
    roots = roots_of(root)
    for name in ("settings.dist.py", "x.txt", "__init__.py"):
        assert roots.module_name(Path(name)) is None
    assert roots.near(root).label(Path("settings.dist.py")) == "settings.dist"
    assert roots.near(root).label(Path("__init__.py")) == "__init__"


def test_projects_in_one_repository_do_not_see_each_other(write: Write) -> None:
    root = write(
        {
            f"{each}/{name}": ""
            for each in ("one", "two")
            for name in ("manage.py", "site/settings.py", f"only_{each}.py")
        }
    )
    roots = roots_of(root)
    for each, other in (("one", "two"), ("two", "one")):
        near = roots.near(root / each / "site" / "settings.py")
        assert near.resolve("site.settings") == root / each / "site" / "settings.py"
        assert near.resolve(f"only_{other}") is None
        assert not near.is_ambiguous
    top = roots.near(root / "Dockerfile")
    assert top.is_ambiguous
    assert top.resolve("only_two") == root / "two" / "only_two.py"


def test_order_of_a_package_a_module_and_a_namespace(write: Write) -> None:
    root = write(
        {
            "manage.py": "",
            "setup.cfg": "[options]\npackage_dir =\n    = src\n",
            "src/a.py": "",
            "src/c/x.py": "",
            "a/__init__.py": "",
            "a/namespace/deep/y.py": "",
            "a/data/y.txt": "",
            "b/__init__.py": "",
            "b.py": "",
            "c/deep/er/z.py": "",
            "redis/redis.conf": "",
            "settings.py/x.py": "",
        }
    )
    roots = roots_of(root).near(root / "manage.py")
    assert roots.folders == (root, root / "src")
    resolved = {
        name: roots.resolve(name) for name in ("a", "b", "c", "c.x", "a.namespace", "a.data", "a.z", "redis", "")
    }
    assert resolved == {
        "a": root / "a/__init__.py",
        "b": root / "b/__init__.py",
        "c": root / "c",
        "c.x": root / "src/c/x.py",
        "a.namespace": root / "a/namespace",
        "a.data": None,
        "a.z": None,
        "redis": None,
        "": None,
    }
    assert roots.resolve("settings") is None
    for hostile in ("..", ".a", "a..b", "a/b", "a\0b", "x" * 300):
        assert roots.resolve(hostile) is None


def test_a_package_that_is_not_saved_yet(write: Write) -> None:
    root = write({"manage.py": ""})
    unsaved = {root / "shop" / "settings" / "prod.py": b"", root / "one.py": b""}
    roots = Project.open([root], overlay=unsaved, cwd=root).roots
    assert roots.resolve("shop.settings.prod") == root / "shop" / "settings" / "prod.py"
    assert roots.resolve("one") == root / "one.py"
    assert roots.resolve("two") is None
    assert roots.resolve("two.settings") is None


def test_never_outside_the_project(write: Write) -> None:
    root = write({"manage.py": "import sys\nsys.path.insert(0, '/usr/lib')\nsys.path.append('..')\n", "a/x.py": ""})
    (root.parent / "secret.py").write_text("")
    (root / "link.py").symlink_to(root.parent / "secret.py")
    (root / "folder").symlink_to(root.parent)
    roots = roots_of(root)
    assert roots.folders == (root,)
    assert roots.resolve("link") is roots.resolve("folder.secret") is roots.resolve("secret") is None
    assert roots.near(root).plus(root / "a", root.parent).folders == (root, root / "a")
    with pytest.raises(OutsideProject):
        roots_of(root, root.parent)


def test_chosen_roots_replace_the_inferred_ones(write: Write) -> None:
    root = write({"manage.py": "", "lib/a.py": "", "b.py": ""})
    roots = roots_of(root, Path("lib"))
    assert roots.near(root / "b.py").folders == roots.folders == (root / "lib",)
    assert roots.module_name(Path("lib/a.py")) == "a"
    assert roots.module_name(Path("b.py")) is None


def test_a_source_folder_is_nearer_than_manage_py(write: Write) -> None:
    root = write(
        {
            "manage.py": "import sys\nsys.path.append('apps')\nsys.path.append('inner')\n",
            "pyproject.toml": '[tool.setuptools.packages.find]\nwhere = ["src", "absent"]\n',
            "src/site/settings.py": "",
            "apps/users/models.py": "",
            "inner/__init__.py": "",
            "inner/models.py": "",
        }
    )
    roots = roots_of(root)
    assert roots.module_name(Path("src/site/settings.py")) == "site.settings"
    assert roots.module_name(Path("apps/users/models.py")) == "users.models"
    assert roots.module_name(Path("inner/models.py")) == "inner.models"
    assert roots.near(root / "manage.py").resolve("models") == root / "inner/models.py"


@pytest.mark.parametrize(
    ("name", "text", "folders"),
    [
        (
            "setup.cfg",
            "[options]\npackage_dir =\n  = src\n  x = y\n[options.packages.find]\nwhere = lib\n",
            ["src", "lib"],
        ),
        ("setup.cfg", "[tool:pytest]\npythonpath = . src\n", ["", "src"]),
        ("pytest.ini", "[pytest]\npython_paths = src /usr/lib\n", ["src"]),
        ("tox.ini", "[testenv]\nsetenv =\n  PYTHONPATH = {toxinidir}/webapp:/x\n", ["webapp"]),
        ("tox.ini", "no section", []),
        ("setup.py", "setup(package_dir={'': 'src'}, packages=find_packages('lib'))", ["src", "lib"]),
        ("pyproject.toml", '[tool.pytest.ini_options]\npythonpath = "a b"\n', ["a", "b"]),
        ("pyproject.toml", '[tool.pytest.ini_options]\npythonpath = ["a", 1]\n', ["a"]),
        ("pyproject.toml", '[tool.setuptools]\npackage-dir = {"" = "src"}\n', ["src"]),
        ("pyproject.toml", '[tool.setuptools]\npackages = ["a"]\n', []),
        ("pyproject.toml", '[[tool.poetry.packages]]\ninclude = "a"\nfrom = "src"\n', ["src"]),
        ("pyproject.toml", '[tool.hatch.build.targets.wheel]\npackages = ["src/a", "b"]\n', ["src", ""]),
        ("pyproject.toml", '[tool.hatch.build]\nsources = {"src" = "x"}\n', ["src"]),
        ("pyproject.toml", '[tool.uv.build-backend]\nmodule-root = "lib"\n', ["lib"]),
        ("pyproject.toml", '[tool.pdm.build]\npackage-dir = "src"\n', ["src"]),
        ("pyproject.toml", "[tool\n", []),
        ("pyproject.toml", "tool = 1\n", []),
    ],
)
def test_declared_folders(name: str, text: str, folders: list[str]) -> None:
    assert declared_folders(f"/root/{name}", text) == [f"/root/{each}".rstrip("/") for each in folders]


@pytest.mark.parametrize(
    ("expression", "folder"),
    [
        ("'apps'", "/root/config/apps"),
        ("os.path.dirname(os.path.abspath(__file__))", "/root/config"),
        ("os.path.join(os.path.dirname(__file__), '..')", "/root"),
        ("os.path.join(os.path.dirname(__file__), os.pardir, 'lib')", "/root/lib"),
        ("str(Path(__file__).resolve().parent.parent / 'apps')", "/root/apps"),
        ("str(Path(__file__).parents[1].joinpath('apps'))", "/root/apps"),
        ("os.path.join(BASE, 'apps')", "/root/apps"),
        ("os.getcwd()", "/root/config"),
        ("LOOP", None),
        ("os.path.join(UNKNOWN, 'apps')", None),
        ("os.path.dirname(UNKNOWN)", None),
        ("f'{BASE}/apps'", None),
        ("something(1)", None),
        ("a b", None),
        ("Path(__file__).parents[-1]", None),
        ("'" + "x" * 500 + "'", None),
    ],
)
@pytest.mark.parametrize("call", ["sys.path.append({})", "sys.path.insert(0, {})"])
def test_inserted_folders(expression: str, folder: str | None, call: str) -> None:
    source = "BASE = os.path.dirname(os.path.dirname(__file__))  # up\nLOOP = LOOP\nif X:\n    " + call.format(
        expression
    )
    assert inserted_folders("/root/config/wsgi.py", source) == ([folder] if folder else [])


def test_comments_and_unfinished_calls_insert_nothing() -> None:
    source = "# sys.path.append('a')\n'''\nsys.path.append('b')\n'''\nsys.path.append('c'"
    assert inserted_folders("/root/manage.py", source) == []
