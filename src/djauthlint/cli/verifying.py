"""`djauthlint verify`: what proves that logging in works."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit

from djauthlint.cli.given import profile_of
from djauthlint.cli.one_entry import asked_entries
from djauthlint.cli.options import CLEAN, FAILED, UsageError
from djauthlint.cli.screen import Screen
from djauthlint.linter import label, resolve
from djauthlint.mistakes import ConfigError
from djauthlint.verification import Expectation, Refused, expectation


def prove(options: argparse.Namespace, screen: Screen) -> int:
    """Print a script, or a module of tests, for one entry module."""
    for option, path in (("--login-url", options.login_url), ("--page", options.page)):
        if path is not None and not path.startswith("/"):
            raise UsageError(f"{option} {path}: write the path as it is behind the host: /accounts/login/")
    url = _url(options.url)
    project, config, given, entries = asked_entries(options, "verify")
    if len(entries) > 1:
        names = ", ".join(label(entry) for entry in entries)
        raise UsageError(f"{options.entry or entries[0].module} has several configuration classes: {names}; name one")
    evaluation, settings = resolve(project, entries[0], given, config, profile_of(options))
    for problem in evaluation.problems:
        screen.refuse(ConfigError(problem.message, problem.path, problem.line))
    if evaluation.problems:
        return FAILED
    try:
        expected = expectation(settings, url=url, login=options.login_url, page=options.page)
    except Refused as refused:
        raise UsageError(str(refused)) from None
    screen.write(_rendered(expected, as_tests=options.pytest))
    if expected.doubts:
        names = ", ".join(dict.fromkeys(doubt.what for doubt in expected.doubts))
        screen.note(f"undetermined, so not compared: {names}; the comments say why, --env and --env-file may decide it")
    return CLEAN


def _rendered(expected: Expectation, *, as_tests: bool) -> str:
    if as_tests:
        from djauthlint.reporters import login_test

        return login_test.render(expected)
    from djauthlint.reporters import login_script

    return login_script.render(expected)


def _url(url: str | None) -> str | None:
    """The address of a site, without what stands behind the host."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username is not None or any(not each.isprintable() or each.isspace() for each in url):
        raise UsageError(f"--url {url}: write it like https://shop.example.com or http://localhost:8000")
    return f"{parts.scheme}://{parts.netloc}"
