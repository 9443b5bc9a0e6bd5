"""Rules of other distributions: how they are found, and what is said about one that is broken."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from djauthlint import packs, registry
from tests.cli.conftest import Run

RULE = '''\
"""It is bad."""

from djauthlint.diagnostics import Severity
from djauthlint.rule import Rule

rule = Rule(__name__, code="ABC101", severity=Severity.ERROR)


@rule.check
def check(settings):
    yield rule.diagnostic(settings["LOGIN_URL"], "it is bad")
'''
ENTRY_POINTS = "[djauthlint.rules]\nabc = abc_pack.rules\n"
GOOD = {
    "abc_pack/__init__.py": "",
    "abc_pack/rules/__init__.py": "API_VERSION = 1\n",
    "abc_pack/rules/abc/__init__.py": "",
    "abc_pack/rules/abc/it_is_bad.py": RULE,
}


def install(folder: Path, files: Mapping[str, str], name: str = "abc-pack", entry_points: str = ENTRY_POINTS) -> Path:
    """A distribution, as an installer leaves it in a folder of `sys.path`."""
    metadata = f"{name.replace('-', '_')}-2.1.dist-info"
    about = {
        f"{metadata}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.1\n",
        f"{metadata}/entry_points.txt": entry_points,
    }
    for path, text in {**files, **about}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is on `sys.path` and that nothing is left of afterwards."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield folder
    for module in [name for name in sys.modules if name.partition(".")[0] in {"abc_pack", "xyz_pack"}]:
        del sys.modules[module]


def broken(site: Path, files: Mapping[str, str], **more: str) -> str:
    """What is said about a distribution, without its beginning and its end."""
    install(site, files, **more)
    with pytest.raises(packs.BrokenPack) as raised:
        registry.every_rule()
    said = str(raised.value)
    assert said.startswith("the rules of abc-pack 2.1 can't be used: ")
    assert said.endswith("; repair it or uninstall it")
    return said.partition(": ")[2].removesuffix("; repair it or uninstall it")


class TestFinding:
    def test_beside_the_rules_of_djauthlint(self, site: Path) -> None:
        assert registry.every_rule() == registry.rules()
        install(site, GOOD)
        every = registry.every_rule()
        assert every[0].code == "ABC101"
        assert every[1:] == registry.rules()
        assert (every[0].name, every[0].family, every[0].distribution) == ("it-is-bad", "abc", "abc-pack 2.1")
        assert every[0].summary == "It is bad"

    def test_twice_named_is_there_once(self, site: Path) -> None:
        install(site, GOOD, entry_points=f"{ENTRY_POINTS}other = abc_pack.rules\n")
        assert [rule.code for rule in registry.every_rule()].count("ABC101") == 1

    def test_the_first_of_two_versions_counts(
        self, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        install(site, GOOD)
        install(tmp_path / "older", {}, entry_points="[djauthlint.rules]\nabc = nothing\n")
        monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "older")])
        assert registry.every_rule()[0].code == "ABC101"

    def test_not_in_the_working_directory(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        install(site, GOOD)
        monkeypatch.chdir(site)
        assert registry.every_rule() == registry.rules()
        monkeypatch.setattr(sys, "path", ["", *sys.path])
        assert registry.every_rule() == registry.rules()

    def test_what_an_installation_left_behind(self, site: Path) -> None:
        install(site, {})
        (site / "abc_pack-2.1.dist-info" / "METADATA").unlink()
        assert registry.every_rule() == registry.rules()

    def test_in_a_zip_file(self, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import zipfile

        with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
            for path in install(tmp_path / "unpacked", GOOD).rglob("*"):
                archive.write(path, path.relative_to(tmp_path / "unpacked"))
        monkeypatch.setattr(sys, "path", [str(tmp_path / "all.zip"), *sys.path])
        assert registry.every_rule()[0].distribution == "abc-pack 2.1"

    def test_importlib_metadata_is_imported_only_where_there_may_be_some(self, site: Path) -> None:
        install(site, {}, "unrelated", "[console_scripts]\nx = y:z\n")
        assert not packs._may_have_rules(str(site))
        assert not packs._may_have_rules(str(site / "nothing"))
        install(site, {})
        assert packs._may_have_rules(str(site))

    def test_codes_of_the_command_line(self, site: Path, run: Run, tmp_path: Path) -> None:
        install(site, GOOD)
        (tmp_path / "settings.py").write_text('INSTALLED_APPS = ["a"]\nLOGIN_URL = "/"  # noqa: ABC101\n')
        assert run(str(tmp_path / "settings.py"), "--select", "ABC") == 0
        (tmp_path / "settings.py").write_text('INSTALLED_APPS = ["a"]\nLOGIN_URL = "/"\n')
        assert run(str(tmp_path / "settings.py"), "--select", "abc") == 1
        assert "ABC101 [it-is-bad] it is bad" in run.out
        assert run("rule", "abc101") == 0
        assert "Comes with abc-pack 2.1." in run.out


class TestBroken:
    @pytest.mark.parametrize(
        ("path", "text", "expected"),
        [
            ("rules/__init__.py", "", "abc_pack.rules does not declare its API_VERSION, which is 1 now"),
            ("rules/__init__.py", "API_VERSION = 2", "it is made for API_VERSION 2, and this djauthlint has 1"),
            ("rules/__init__.py", "API_VERSION = '1'", "it is made for API_VERSION '1', and this djauthlint has 1"),
            ("rules/__init__.py", "import abc_gone", "abc_pack.rules fails when it is imported (ModuleNotFoundError: "),
            ("rules/__init__.py", "raise SystemExit(0)", "abc_pack.rules fails when it is imported (SystemExit: 0)"),
            ("rules/abc/__init__.py", "1/0", "abc_pack.rules fails when it is imported (ZeroDivisionError: division"),
            (
                "rules/abc/__init__.py",
                "import gone",
                "abc_pack.rules fails when it is imported (ModuleNotFoundError: ",
            ),
            ("rules/abc/it_is_bad.py", "x = (", "abc_pack.rules fails when it is imported (SyntaxError: "),
            ("rules/abc/it_is_bad.py", "raise SystemExit", "abc_pack.rules fails when it is imported (SystemExit)"),
            (
                "rules/abc/it_is_bad.py",
                RULE.replace("severity", "gravity"),
                "abc_pack.rules fails when it is imported (TypeError: ",
            ),
            (
                "rules/abc/shared.py",
                "x = 1",
                "abc_pack.rules.abc.shared defines no rule (what rules share belongs outside of abc_pack.rules)",
            ),
            (
                "rules/abc/it_is_bad.py",
                RULE.replace("ABC101", "abc1"),
                "the code 'abc1' of abc_pack.rules.abc.it_is_bad must be one to three capital letters and three digits",
            ),
            (
                "rules/abc/it_is_bad.py",
                RULE.replace("ABC101", "DJA998"),
                "the code 'DJA998' of abc_pack.rules.abc.it_is_bad begins with a prefix of djauthlint itself",
            ),
            (
                "rules/abc/BadName.py",
                RULE.replace("101", "102"),
                "the name 'BadName' of ABC102 must be lower-case words",
            ),
            (
                "rules/abc/it_is_bad.py",
                RULE.replace("ERROR)", "ERROR, priority='high')"),
                "the priority of ABC101 must be one of P0, P1, P2",
            ),
            ("rules/abc/it_is_bad.py", RULE.partition("\n")[2], "abc_pack.rules.abc.it_is_bad has no docstring"),
            ("rules/abc/it_is_bad.py", RULE.replace("@rule.check", ""), "ABC101 has no check"),
            ("rules/abc/other.py", RULE, "abc-pack 2.1 has a rule ABC101, too"),
        ],
    )
    def test_what_is_said(self, site: Path, path: str, text: str, expected: str) -> None:
        assert broken(site, {**GOOD, f"abc_pack/{path}": text}).startswith(expected)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("abc_pack.rules:RULES", "its entry point must name a package, not abc_pack.rules:RULES"),
            ("abc_pack.gone", "abc_pack.gone fails when it is imported (ModuleNotFoundError: No module named"),
            (
                "abc_pack.rules.abc.it_is_bad",
                "its entry point must name a package, and abc_pack.rules.abc.it_is_bad is a module",
            ),
        ],
    )
    def test_entry_points(self, site: Path, value: str, expected: str) -> None:
        assert broken(site, GOOD, entry_points=f"[djauthlint.rules]\nabc = {value}\n").startswith(expected)

    def test_no_rules(self, site: Path) -> None:
        files = {path: text for path, text in GOOD.items() if "it_is_bad" not in path}
        assert broken(site, files) == "abc_pack.rules has no modules with rules"

    def test_a_name_of_djauthlint(self, site: Path) -> None:
        said = broken(site, {**GOOD, "abc_pack/rules/abc/debug_enabled.py": RULE.replace("101", "102")})
        assert said == "djauthlint itself has a rule debug-enabled, too"

    def test_a_code_of_another(self, site: Path) -> None:
        install(site, GOOD)
        other = {path.replace("abc_pack", "xyz_pack").replace("it_is", "that_is"): text for path, text in GOOD.items()}
        install(site, other, "xyz-pack", "[djauthlint.rules]\nx = xyz_pack.rules\n")
        with pytest.raises(
            packs.BrokenPack, match=r"(abc|xyz)-pack 2.1 can't .*(abc|xyz)-pack 2.1 has a rule ABC101, too"
        ):
            registry.every_rule()

    def test_the_command_fails(self, site: Path, run: Run, tmp_path: Path) -> None:
        install(site, {**GOOD, "abc_pack/rules/abc/it_is_bad.py": "raise KeyError('x')"})
        (tmp_path / "settings.py").write_text('INSTALLED_APPS = ["a"]\n')
        assert run(str(tmp_path / "settings.py")) == 2
        assert run.err.startswith("error: the rules of abc-pack 2.1 can't be used: abc_pack.rules fails when it is ")
        assert run("rules", "--verbose") == 2
        assert "Traceback" in run.err
        assert run("settings", str(tmp_path / "settings.py")) == 0

    def test_a_rule_that_crashes_is_no_bug_of_djauthlint(self, site: Path, run: Run, tmp_path: Path) -> None:
        crash = RULE + "    raise KeyError('x')\n"
        install(site, {**GOOD, "abc_pack/rules/abc/it_is_bad.py": crash})
        (tmp_path / "settings.py").write_text('INSTALLED_APPS = ["a"]\n')
        assert run(str(tmp_path / "settings.py")) == 2
        assert "this is a bug in abc-pack 2.1, not in your project" in run.out
