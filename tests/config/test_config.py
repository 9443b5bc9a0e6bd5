"""What djauthlint understands in pyproject.toml, djauthlint.toml and setup.cfg, and what it says about the rest."""

import os
from pathlib import Path

import pytest

from djauthlint.config import Config, EnvironmentReader, find, load, load_file, version
from djauthlint.deployment import READERS, UNKNOWN, Deployment
from djauthlint.mistakes import ConfigError

EVERYTHING = """\
[project]
name = "shop"

[tool.djauthlint]
select = ["DJA1", "session-cookie-insecure"]
extend-select = ["DJA705"]
ignore = [
    "DJA106",
    "DJA301",
]
exclude = ["legacy/**"]
entry-modules = ["config.settings.prod"]
import-roots = ["src"]
django-version = "5.2"
python-version = "3.12"
strict = true

[tool.djauthlint.per-file-ignores]
"settings/dev.py" = ["DJA3", "csrf"]
"!/legacy/**" = ["DJA301"]
settings.local.py = []

[tool.djauthlint.profile]
"config.settings.prod" = "production"
"config/settings/ci.py" = "test"

[tool.djauthlint.environment-readers]
"shop.env.flag" = { variable = "name", default = 1, type = "bool" }
shop.env.text = {}
"""


def written(folder: Path, text: str, name: str = "pyproject.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def message(folder: Path, text: str, name: str = "pyproject.toml") -> str:
    """What is said about a file, without its folder."""
    written(folder, text, name)
    with pytest.raises(ConfigError) as raised:
        load(folder)
    return str(raised.value).replace(f"{folder}{os.sep}", "")


def table(lines: str) -> str:
    return f"[tool.djauthlint]\n{lines}\n"


def texts(words: object) -> list[str]:
    return [word.text for word in words]  # type: ignore[attr-defined]


def profiles(config: Config) -> dict[str, str]:
    return {word.text: profile for word, profile in config.profile}


class TestReading:
    def test_every_key(self, tmp_path: Path) -> None:
        config = load(written(tmp_path, EVERYTHING).parent)
        assert config.path == tmp_path / "pyproject.toml"
        assert texts(config.select) == ["DJA1", "session-cookie-insecure"]
        assert texts(config.extend_select) == ["DJA705"]
        assert texts(config.ignore) == ["DJA106", "DJA301"]
        assert [(glob.pattern, glob.folder) for glob in config.exclude] == [("legacy/**", tmp_path)]
        assert texts(config.entry_modules) == ["config.settings.prod"]
        assert texts(config.import_roots) == ["src"]
        assert config.django_version == (5, 2)
        assert config.python_version == (3, 12)
        assert config.strict
        assert profiles(config) == {"config.settings.prod": "production", "config/settings/ci.py": "test"}
        assert [word.line for word, _ in config.profile] == [24, 25]
        assert [(word.text, word.line, texts(rules)) for word, rules in config.per_file_ignores] == [
            ("settings/dev.py", 19, ["DJA3", "csrf"]),
            ("!/legacy/**", 20, ["DJA301"]),
            ("settings.local.py", 21, []),
        ]
        assert [rule.line for rule in config.per_file_ignores[0][1]] == [19, 19]
        assert config.environment_readers == (
            EnvironmentReader("shop.env.flag", "name", 1, "bool"),
            EnvironmentReader("shop.env.text", 0, None, None),
        )

    def test_words_know_where_they_stand(self, tmp_path: Path) -> None:
        config = load(written(tmp_path, EVERYTHING).parent)
        assert [(word.source, word.line) for word in config.ignore] == [("ignore", 8), ("ignore", 9)]
        assert {word.path for word in config.ignore} == {tmp_path / "pyproject.toml"}

    def test_nothing_is_a_configuration_too(self, tmp_path: Path) -> None:
        assert load(tmp_path) == Config()
        written(tmp_path, "[tool.ruff]\nline-length = 100\n")
        written(tmp_path, "[flake8]\nmax-line-length = 100\n# [djauthlint\n", "setup.cfg")
        assert load(tmp_path) == Config()
        written(tmp_path, "[flake8]\nmax-line-length = 100\n", "setup.cfg")
        assert load(tmp_path) == Config()

    def test_the_first_of_the_three_files_counts(self, tmp_path: Path) -> None:
        written(tmp_path, "[djauthlint]\nstrict = yes\n", "setup.cfg")
        assert load(tmp_path).path == tmp_path / "setup.cfg"
        written(tmp_path, "strict = true\n", "djauthlint.toml")
        assert load(tmp_path).path == tmp_path / "djauthlint.toml"
        written(tmp_path, "[project]\nname = 'shop'\n")
        assert load(tmp_path).path == tmp_path / "djauthlint.toml"
        written(tmp_path, table("strict = true"))
        assert load(tmp_path).path == tmp_path / "pyproject.toml"

    def test_djauthlint_toml(self, tmp_path: Path) -> None:
        written(tmp_path, '# djauthlint\nignore = ["DJA301"]\n[profile]\n"a.b" = "test"\n', "djauthlint.toml")
        config = load(tmp_path)
        assert profiles(config) == {"a.b": "test"}
        assert config.ignore[0].line == 2

    def test_setup_cfg(self, tmp_path: Path) -> None:
        text = """\
[flake8]
max-line-length: 120

[djauthlint]
ignore = DJA301, DJA705
exclude =
    legacy/**
    old
django-version = 5.2
strict = yes

[djauthlint:profile]
config.settings.Prod = production

[djauthlint:per-file-ignores]
settings/*.py = DJA301, csrf
    DJA7

[djauthlint:environment-readers]
shop.env.flag = variable = name, default = 1, type = bool
"""
        written(tmp_path, text, "setup.cfg")
        config = load(tmp_path)
        assert texts(config.ignore) == ["DJA301", "DJA705"]
        assert [glob.pattern for glob in config.exclude] == ["legacy/**", "old"]
        assert config.django_version == (5, 2)
        assert config.strict
        assert profiles(config) == {"config.settings.Prod": "production"}
        ((pattern, rules),) = config.per_file_ignores
        assert (pattern.text, pattern.line, texts(rules)) == ("settings/*.py", 16, ["DJA301", "csrf", "DJA7"])
        assert [rule.line for rule in rules] == [16, 16, 17]
        assert config.environment_readers == (EnvironmentReader("shop.env.flag", "name", 1, "bool"),)

    def test_a_byte_order_mark_is_no_mistake(self, tmp_path: Path) -> None:
        (tmp_path / "djauthlint.toml").write_bytes(b"\xef\xbb\xbfstrict = true\n")
        assert load(tmp_path).strict


class TestFinding:
    def test_the_nearest_folder_that_has_one(self, tmp_path: Path) -> None:
        (tmp_path / "one" / "two").mkdir(parents=True)
        written(tmp_path, table("strict = true"))
        assert find(tmp_path / "one" / "two", tmp_path).strict
        written(tmp_path / "one", "", "djauthlint.toml")
        assert find(tmp_path / "one" / "two", tmp_path).path == tmp_path / "one" / "djauthlint.toml"

    def test_not_above_the_project(self, tmp_path: Path) -> None:
        (tmp_path / "one" / "two").mkdir(parents=True)
        written(tmp_path, table("strict = true"))
        assert find(tmp_path / "one" / "two", tmp_path / "one") == Config()
        assert find(tmp_path / "one", tmp_path / "one" / "two") == Config()

    def test_a_file_that_is_named(self, tmp_path: Path) -> None:
        assert load_file(written(tmp_path, "strict = true", "ours.toml")).strict
        assert load_file(written(tmp_path, table("strict = true"), "other.toml")).strict
        assert load_file(written(tmp_path, "[djauthlint]\nstrict = on\n", "tox.ini")).strict

    def test_a_file_that_is_named_must_have_a_configuration(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="there is no such file"):
            load_file(tmp_path / "nothing.toml")
        with pytest.raises(ConfigError, match="not a file"):
            load_file(tmp_path)
        with pytest.raises(ConfigError, match=r"no \[tool.djauthlint\] section"):
            load_file(written(tmp_path, ""))
        with pytest.raises(ConfigError, match=r"no \[djauthlint\] section"):
            load_file(written(tmp_path, "[flake8]\n", "setup.cfg"))

    def test_a_link_must_not_lead_outside(self, tmp_path: Path) -> None:
        (tmp_path / "project").mkdir()
        (tmp_path / "project" / "pyproject.toml").symlink_to(written(tmp_path, table("strict = true")))
        with pytest.raises(ConfigError, match="leads outside"):
            load(tmp_path / "project")


class TestMistakes:
    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            ('\nselct = ["DJA1"]', "pyproject.toml:3: unknown key selct; did you mean select?"),
            ("frobnicate = 1", "pyproject.toml:2: unknown key frobnicate; known are select, extend-select, ignore"),
            ('select = "DJA1"', 'pyproject.toml:2: select must be a list of strings, like select = ["..."]'),
            ("ignore = [1]", "pyproject.toml:2: ignore must be a list of strings"),
            ('exclude = [" "]', "pyproject.toml:2: exclude has an empty entry"),
            ('strict = "yes"', "pyproject.toml:2: strict must be true or false"),
            (
                "python-version = 3.10",
                "pyproject.toml:2: python-version must be a version in quotes, like python-version",
            ),
            (
                'django-version = "five"',
                'pyproject.toml:2: django-version must be a version in quotes, like django-version = "5.2"',
            ),
            ("profile = 1", "pyproject.toml:2: profile must be a table"),
            (
                '[tool.djauthlint.profile]\n\n"a.b" = "prodution"',
                "pyproject.toml:4: unknown profile 'prodution' of a.b; known are production, development, test; did",
            ),
            (
                "per-file-ignores = []",
                "pyproject.toml:2: per-file-ignores must be a table, like [tool.djauthlint.per-file-ignores] with",
            ),
            (
                '[tool.djauthlint.per-file-ignores]\n\n"a.py" = "DJA3"',
                'pyproject.toml:4: a.py of per-file-ignores must have a list of rules, like "a.py" = ["DJA301"',
            ),
            ('per-file-ignores."a.py" = [" "]', "pyproject.toml:2: a.py of per-file-ignores must have a list of rules"),
            ('[tool.djauthlint.profile]\n"a.b" = 3', "pyproject.toml:3: unknown profile 3 of a.b"),
            ("environment-readers = []", "pyproject.toml:2: environment-readers must be a table"),
            ('environment-readers."a.b" = 3', "pyproject.toml:2: a.b must be a table"),
            (
                '[tool.djauthlint.environment-readers]\n"a b" = {}',
                "pyproject.toml:3: a b is not the dotted path of a callable",
            ),
            (
                '[tool.djauthlint.environment-readers]\n"a.b" = {typ = "bool"}',
                "pyproject.toml:3: unknown key typ of a.b; known are variable, default and type; did you mean type?",
            ),
            (
                '[tool.djauthlint.environment-readers]\n"a.b" = {type = "boolean"}',
                "pyproject.toml:3: unknown type 'boolean' of a.b; known are str, bool, int, float, list, tuple, dict",
            ),
            (
                '[tool.djauthlint.environment-readers]\n"a.b" = {variable = -1}',
                "pyproject.toml:3: variable of a.b must be the name",
            ),
            (
                '[tool.djauthlint.environment-readers]\n"a.b" = {variable = true}',
                "pyproject.toml:3: variable of a.b must be the name",
            ),
            (
                '[tool.djauthlint.environment-readers]\n"a.b" = {default = "no name"}',
                "pyproject.toml:3: default of a.b must be",
            ),
        ],
    )
    def test_it_says_where_and_what_would_be_right(self, tmp_path: Path, lines: str, expected: str) -> None:
        assert message(tmp_path, f"[tool.djauthlint]\n{lines}\n").startswith(expected)

    def test_dotted_and_inline_keys_have_lines(self, tmp_path: Path) -> None:
        assert message(tmp_path, "[tool]\n\ndjauthlint.strict = 1\n").startswith("pyproject.toml:3: strict must be")
        assert message(tmp_path, "[tool]\ndjauthlint = {strict = 1}\n").startswith("pyproject.toml:2: strict must be")

    def test_a_key_that_is_not_found_in_the_text_has_no_line(self, tmp_path: Path) -> None:
        assert message(tmp_path, '[tool.djauthlint]\n"str\\u0069ct" = 1\n').startswith("pyproject.toml: strict must be")

    def test_no_table(self, tmp_path: Path) -> None:
        assert message(tmp_path, "[tool]\n\ndjauthlint = 3\n").startswith(
            "pyproject.toml:3: tool.djauthlint must be a table"
        )

    def test_not_toml(self, tmp_path: Path) -> None:
        said = message(tmp_path, "[tool.djauthlint]\nstrict = yes\n")
        assert said.startswith("pyproject.toml:2: it is not TOML: ")
        assert "at line" not in said

    def test_toml_that_ends_too_early(self, tmp_path: Path) -> None:
        assert message(tmp_path, "[tool.djauthlint]\nselect = [").startswith("pyproject.toml:2: it is not TOML: ")

    def test_toml_that_is_nested_too_deeply(self, tmp_path: Path) -> None:
        text = f"djauthlint = {'[' * 100_000}"
        assert message(tmp_path, text).startswith("pyproject.toml: it is nested too deeply")

    def test_not_text(self, tmp_path: Path) -> None:
        (tmp_path / "djauthlint.toml").write_bytes(b"strict = true\n# caf\xe9\n")
        with pytest.raises(ConfigError, match="not UTF-8") as raised:
            load(tmp_path)
        assert raised.value.line == 2

    def test_too_large(self, tmp_path: Path) -> None:
        assert "too large" in message(tmp_path, f"[tool.djauthlint]\n{'#' * 1_000_001}")


DEPLOYMENT = Deployment(
    browser_scheme="https",
    hosts=("app.example.com", "[::1]"),
    port=8443,
    tls_at_proxy=True,
    proxy_headers={"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_PORT": "8443"},
    host_header="noport",
    server_trusts_proxy=False,
    http_redirected=True,
    hsts="edge",
    workers=4,
    preload=False,
    asgi=True,
    other_projects_on_host=False,
)


class TestDeployment:
    @pytest.mark.parametrize(
        ("name", "section"),
        [("pyproject.toml", "[tool.djauthlint.deployment]"), ("djauthlint.toml", "[deployment]")],
    )
    def test_toml(self, tmp_path: Path, name: str, section: str) -> None:
        text = f"""\
{section}
browser_scheme = "https"
hosts = ["App.example.com", "[::1]", "app.example.com"]
port = 8443
tls-at-proxy = true  # as in other keys
proxy_headers = {{ HTTP_X_FORWARDED_PROTO = "https", HTTP_X_FORWARDED_PORT = "8443" }}
host_header = "noport"
server_trusts_proxy = false
http_redirected = true
hsts = "edge"
workers = 4
preload = false
asgi = true
other_projects_on_host = false
"""
        assert load(written(tmp_path, text, name).parent).deployment == DEPLOYMENT

    def test_setup_cfg(self, tmp_path: Path) -> None:
        text = """\
[djauthlint:deployment]
browser_scheme = https
hosts = App.example.com, [::1]
port = 8443
tls_at_proxy = yes
proxy_headers =
    HTTP_X_FORWARDED_PROTO = https
    HTTP_X_FORWARDED_PORT = 8443
host_header = noport
server-trusts-proxy = no
http_redirected = yes
hsts = edge
workers = 4
preload = off
asgi = True
other_projects_on_host = false
"""
        assert load(written(tmp_path, text, "setup.cfg").parent).deployment == DEPLOYMENT

    def test_every_key_is_unknown_until_it_is_given(self, tmp_path: Path) -> None:
        assert Config().deployment == UNKNOWN == Deployment()
        assert load(written(tmp_path, table("[tool.djauthlint.deployment]")).parent).deployment == UNKNOWN
        assert list(READERS) == list(Deployment.__slots__)

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("browser_sheme = 'http'", "unknown key browser_sheme of deployment; did you mean browser_scheme?"),
            ("x = 1", "unknown key x of deployment; known are browser_scheme, hosts, port"),
            ("tls-at-proxy = true", "tls_at_proxy of deployment is given twice, as tls-at-proxy, too; delete one of"),
            (
                "browser_scheme = 'htps'",
                """browser_scheme of deployment must be "http" or "https", not 'htps'; did you mean https?""",
            ),
            ("browser_scheme = true", 'browser_scheme of deployment must be "http" or "https", not True'),
            ("host_header = []", 'host_header of deployment must be "pass" or "noport" or "upstream", not []'),
            ("hsts = 'proxy'", """hsts of deployment must be "app" or "edge", not 'proxy'"""),
            ("workers = true", "workers of deployment must be a whole number, 1 or more, not True"),
            ("workers = 0", "workers of deployment must be a whole number, 1 or more, not 0"),
            ("workers = '4'", "workers of deployment must be a whole number, 1 or more, not '4'"),
            ("workers = 1.0", "workers of deployment must be a whole number, 1 or more, not 1.0"),
            ("port = 65536", "port of deployment must be a number from 1 to 65535, not 65536"),
            ("port = false", "port of deployment must be a number from 1 to 65535, not False"),
            ("asgi = 1", "asgi of deployment must be true or false, not 1"),
            ("hosts = 'a.org'", 'hosts of deployment must be a list of host names, like hosts = ["app.example.com"]'),
            ("hosts = []", "hosts of deployment must be a list of host names"),
            ("hosts = [1]", "hosts of deployment must be a list of host names"),
            (
                "hosts = ['https://a.org']",
                "hosts of deployment has 'https://a.org', which is no host name; write it as",
            ),
            ("hosts = ['a.org:80']", "hosts of deployment has 'a.org:80', which is no host name"),
            ("hosts = ['*.a.org']", "hosts of deployment has '*.a.org', which is no host name"),
            ("hosts = ['.a.org']", "hosts of deployment has '.a.org', which is no host name"),
            ("hosts = ['']", "hosts of deployment has '', which is no host name"),
            (
                "proxy_headers = ['A']",
                "proxy_headers of deployment must be a table of texts, like proxy_headers = {HTTP_",
            ),
            ("proxy_headers = {HTTP_X_FORWARDED_PORT = 443}", "proxy_headers of deployment must be a table of texts"),
            (
                "proxy_headers = {X-Forwarded-Proto = 'https'}",
                "proxy_headers of deployment has 'X-Forwarded-Proto'; write it as request.META has it: "
                "HTTP_X_FORWARDED_PROTO",
            ),
        ],
    )
    def test_mistakes(self, tmp_path: Path, line: str, expected: str) -> None:
        text = f"[tool.djauthlint.deployment]\ntls_at_proxy = true\n\n{line}\n"
        assert message(tmp_path, text).startswith(f"pyproject.toml:4: {expected}")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "[djauthlint]\ndeployment = x\n",
                "setup.cfg:2: deployment must be a table, like [djauthlint:deployment] with hosts = app.example.com",
            ),
            ("[djauthlint:deployment]\nworkers = many\n", "setup.cfg:2: workers of deployment must be a whole number"),
            ("[djauthlint:deployment]\nworkers = yes\n", "setup.cfg:2: workers of deployment must be a whole number"),
            ("[djauthlint:deployment]\nasgi = 1\n", "setup.cfg:2: asgi of deployment must be true or false, not '1'"),
            ("[djauthlint:deployment]\nworker = 1\n", "setup.cfg:2: unknown key worker of deployment; did you mean w"),
        ],
    )
    def test_mistakes_in_setup_cfg(self, tmp_path: Path, text: str, expected: str) -> None:
        assert message(tmp_path, text, "setup.cfg").startswith(expected)

    def test_no_table(self, tmp_path: Path) -> None:
        assert message(tmp_path, table("deployment = 'a.org'")).startswith(
            "pyproject.toml:2: deployment must be a table, like [tool.djauthlint.deployment] with hosts"
        )


class TestFilesOfOthers:
    """What can't be read and does not mention djauthlint is told, and does not keep it from its work."""

    def said(self, config: Config) -> list[str]:
        return [f"{error.path.name if error.path else ''}:{error.line}: {error.message}" for error in config.unreadable]

    def test_not_toml(self, tmp_path: Path) -> None:
        written(tmp_path, "[project]\nname = shop\n")
        (said,) = self.said(load(tmp_path))
        assert said.startswith("pyproject.toml:2: it is not TOML: ")
        written(tmp_path, "strict = true", "djauthlint.toml")
        config = load(tmp_path)
        assert config.strict
        assert len(self.said(config)) == 1

    def test_further_up(self, tmp_path: Path) -> None:
        (tmp_path / "one").mkdir()
        written(tmp_path / "one", "[")
        written(tmp_path, table("strict = true"))
        config = find(tmp_path / "one", tmp_path)
        assert config.strict
        assert len(self.said(config)) == 1

    def test_unreadable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        written(tmp_path, "")

        def refuse(*_: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("djauthlint.disk.os.open", refuse)
        assert self.said(load(tmp_path)) == ["pyproject.toml:0: it can't be read: Permission denied"]


class TestSetupCfg:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("[djauthlint]\nstrict = perhaps\n", "setup.cfg:2: strict must be true or false"),
            ("[djauthlint]\nselct = a\n", "setup.cfg:2: unknown key selct; did you mean select?"),
            ("[djauthlint:profil]\na = test\n", "setup.cfg:1: unknown key profil; did you mean profile?"),
            ("[djauthlint:profile]\na = tst\n", "setup.cfg:2: unknown profile 'tst' of a"),
            (
                "[djauthlint]\nprofile = x\n",
                "setup.cfg:2: profile must be a table, like [djauthlint:profile] with config.",
            ),
            (
                "[djauthlint]\nper-file-ignores = x\n",
                "setup.cfg:2: per-file-ignores must be a table, like [djauthlint:per-file-ignores] with settings/dev.py = DJA3",
            ),
            ("[djauthlint]\n[djauthlint]\n", "setup.cfg:2: it can't be read: "),
            ("[djauthlint]\nnonsense\n", "setup.cfg:2: it can't be read: "),
            ("stray = 1\n[djauthlint]\n", "setup.cfg:1: it can't be read: "),
        ],
    )
    def test_mistakes(self, tmp_path: Path, text: str, expected: str) -> None:
        assert message(tmp_path, text, "setup.cfg").startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5.2", (5, 2)), ("3.12.1", (3, 12, 1)), ("5", (5,)), ("v5", None), ("", None), ("1.2.3.4", None)],
)
def test_version(text: str, expected: tuple[int, ...] | None) -> None:
    assert version(text) == expected


def test_an_error_without_a_file_is_its_message() -> None:
    assert str(ConfigError("no")) == "no"
