"""What a run is made with besides the project: rules that come, what they import and read, what changes while they run."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
RULE = '''\
"""It is bad."""

import abc_helpers.words
import abc_single
from djauthlint.diagnostics import Severity
from djauthlint.rule import Rule

rule = Rule(__name__, code="{code}", severity=Severity.ERROR)


@rule.check
def check(settings):
    abc_helpers.words.meanwhile()
    yield rule.diagnostic(settings["LOGIN_URL"], f"{{abc_helpers.words.read()}} {{abc_single.WORD}}")
'''
PACK = {
    "abc_pack-2.1.dist-info/METADATA": "Metadata-Version: 2.1\nName: abc-pack\nVersion: 2.1\n",
    "abc_pack-2.1.dist-info/entry_points.txt": "[djauthlint.rules]\nabc = abc_pack.rules\n",
    "abc_pack/__init__.py": "",
    "abc_pack/rules/__init__.py": "API_VERSION = 1\n",
    "abc_pack/rules/abc/__init__.py": "",
    "abc_pack/rules/abc/first.py": RULE.format(code="ABC101"),
    "abc_helpers/__init__.py": "",
    "abc_helpers/words.py": "import pathlib\ndef meanwhile(): pass\ndef read(): return pathlib.Path(__file__).with_name('word.txt').read_text()\n",
    "abc_helpers/word.txt": "bad",
    "abc_single.py": "WORD = 'indeed'\n",
}
PROGRAM = """\
import sys
from djauthlint import disk
disk.SETTLED = 0  # what was written before this process began is old
from djauthlint.cli import run
code = run()
print("worked" if "libcst" in sys.modules else "repeated")
sys.exit(code)
"""
Run = Callable[..., str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of `sys.path` with a package of rules."""
    folder = tmp_path / "site"
    write(folder, PACK)
    (folder / "__pycache__").mkdir()  # a folder of `sys.path` has one as soon as a module of it was imported
    return folder


@pytest.fixture
def run(tmp_path: Path, site: Path) -> Run:
    """Runs djauthlint over a project; what it printed, the last line of which says whether it was repeated."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "manage.py").write_text('import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\n')
    (project / "settings.py").write_text('INSTALLED_APPS = ["a"]\nLOGIN_URL = "/"\n')

    def run(*words: str, path: Path | None = None) -> str:
        search = [*([str(path)] if path else []), str(site), str(SOURCE)]
        environment = {name: value for name, value in os.environ.items() if name != "DJAUTHLINT_NO_CACHE"}
        command = [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {search!r}; exec({PROGRAM!r})"]
        done = subprocess.run(
            [*command, "--output", "concise", *words],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in {0, 1}, done.stderr
        return done.stdout

    return run


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _replace(path: Path, text: str) -> None:
    """Another file with the same name, as an installer leaves it."""
    path.with_name("new").write_text(text)
    path.with_name("new").replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a rule": lambda site: write(site, {"abc_pack/rules/abc/second.py": RULE.format(code="ABC102")}),
    "a family": lambda site: write(
        site, {"abc_pack/rules/xyz/__init__.py": "", "abc_pack/rules/xyz/third.py": RULE.format(code="ABC103")}
    ),
    "a helper": lambda site: _replace(site / "abc_helpers/words.py", "def meanwhile(): pass\ndef read(): return 'x'\n"),
    "a module that is alone": lambda site: _replace(site / "abc_single.py", "WORD = 'certainly'\n"),
    "what a helper reads": lambda site: _replace(site / "abc_helpers/word.txt", "awful"),
    "a package that is gone": lambda site: (site / "abc_pack-2.1.dist-info/entry_points.txt").unlink(),
}


@pytest.mark.broad
@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_seen(run: Run, site: Path, change: str) -> None:
    first = run()
    assert "ABC101 bad indeed" in first
    assert first.endswith("worked\n")
    assert run() == first.replace("worked", "repeated")
    CHANGES[change](site)
    then = run()
    assert then != first
    assert then == run("--no-cache")
    assert run().endswith("repeated\n")


MEANWHILE: dict[str, str] = {
    "a rule comes": "pathlib.Path(RULES, 'second.py').write_text(pathlib.Path(RULES, 'first.py').read_text().replace('101', '102'))",
    "a rule changes": "pathlib.Path(RULES, 'first.py').write_text(pathlib.Path(RULES, 'first.py').read_text() + ' ')",
    "a helper is gone": "pathlib.Path(__file__).unlink()",
}


@pytest.mark.broad
def test_a_rule_that_comes_before_they_are_asked_for_again(run: Run, site: Path) -> None:
    """Proofs of fixes ask for them once more."""
    second = str(site / "abc_pack/rules/abc/second.py")
    text = f"import pathlib\nfrom djauthlint import registry\ndef meanwhile():\n    pathlib.Path({second!r}).write_text({RULE.format(code='ABC102')!r})\n    registry.every_rule()\ndef read(): return ''\n"
    write(site, {"abc_helpers/words.py": text})
    assert "ABC102" not in run()
    assert "ABC102" in run()


@pytest.mark.broad
@pytest.mark.parametrize("what", MEANWHILE)
def test_what_changes_while_it_runs(run: Run, site: Path, what: str) -> None:
    rules = str(site / "abc_pack/rules/abc")
    text = PACK["abc_helpers/words.py"].replace("pass", MEANWHILE[what].replace("RULES", repr(rules)))
    write(site, {"abc_helpers/words.py": text})
    run()
    assert not [*site.parent.glob("project/.djauthlint_cache/*.json")]


@pytest.mark.broad
def test_a_package_in_a_zip_file(run: Run, site: Path, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"

    def pack(word: str) -> None:
        with zipfile.ZipFile(tmp_path / "new.zip", "w") as file:
            helper = f"def meanwhile(): pass\ndef read(): return {word!r}\n"
            for name, text in {**PACK, "abc_helpers/words.py": helper}.items():
                file.writestr(name, text)
        (tmp_path / "new.zip").replace(archive)

    pack("bad")
    first = run(path=archive)
    assert "ABC101 bad" in first
    assert run(path=archive) == first.replace("worked", "repeated")
    pack("awful")
    assert "ABC101 awful" in run(path=archive)


@pytest.mark.broad
def test_a_rule_of_djauthlint_itself(run: Run, tmp_path: Path) -> None:
    """Who works on one sees it at once."""
    source, copy = SOURCE / "djauthlint", tmp_path / "copy/djauthlint"
    for folder in (source, source / "rules", source / "rules/names"):
        place = copy / folder.relative_to(source)
        place.unlink(missing_ok=True)
        place.mkdir(parents=True)
        for path in folder.iterdir():
            if path.name != "__pycache__":
                (place / path.name).symlink_to(path)
    first = run("--select", "all", path=copy.parent)
    assert run("--select", "all", path=copy.parent) == first.replace("worked", "repeated")
    write(copy, {"rules/names/all_is_bad.py": PACK["abc_pack/rules/abc/first.py"].replace("ABC101", "DJA999")})
    assert "DJA999" in run("--select", "all", path=copy.parent)
