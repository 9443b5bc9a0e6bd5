"""Whether the project itself reads a setting, so that it means something although it means nothing to Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from djauthlint.project.files import text_of
from djauthlint.project.lexer import code_only

if TYPE_CHECKING:
    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree


def module_reads(source: str, name: str) -> bool:
    """Whether the text of a settings module reads a name, other than to write it anew or to change it.

    Arguments:
        source: the text.
        name: the setting.
    """
    if name not in source:
        return False
    writing = re.compile(
        rf"\s*(?:{name}\s*(?::[^=]*)?[-+*|]?=(?!=)|{name}\.(?:append|extend|insert|remove)\(|(?:from|import|del|global)\b)"
    )
    reading = re.compile(rf"\b{name}\b(?!\s*=(?!=))")
    return any(reading.search(line) and not writing.match(line) for line in code_only(source).splitlines())


def project_reads(files: ProjectFiles, tree: Tree, name: str) -> bool:
    """Whether a Python file of the project reads a setting through `django.conf.settings`.

    Arguments:
        files: the files of the project.
        tree: what files there are.
        name: the setting.
    """
    reading = re.compile(rf"""\bsettings(?:\.{name}\b|,\s*["']{name}["'])""")
    return any(
        name.encode() in content and reading.search(text_of(content))
        for content in (files.read_listed(path) or b"" for path in tree.python if not files.is_ignored(path, False))
    )


def project_mentions(files: ProjectFiles, tree: Tree, name: str) -> bool:
    """Whether anything but an assignment in the project has a name: then it is its own, or a package's that it knows.

    Of strings those count that are the name alone and no argument of a call, which may be `env("NAME")`, and no index.

    Arguments:
        files: the files of the project.
        tree: what files there are.
        name: the setting.
    """
    quoted = re.compile(rf"""([\w\])][(\[]\s*)?["']{name}["']""")
    for path in tree.python:
        content = b"" if files.is_ignored(path, False) else files.read_listed(path) or b""
        if name.encode() not in content:
            continue
        text = text_of(content)
        if module_reads(text, name) or any(match[1] is None for match in quoted.finditer(text)):
            return True
    shown = re.compile(rf"\bsettings\.{name}\b".encode())
    pages = (path for path in tree.others if path.endswith((".html", ".htm", ".txt")))
    return any(shown.search(files.read_listed(path) or b"") for path in pages if not files.is_ignored(path, False))


def project_uses(files: ProjectFiles, tree: Tree, word: str) -> bool:
    """Whether a Python file of the project has the name of a class, other than where it defines it and in comments.

    Arguments:
        files: the files of the project.
        tree: what files there are.
        word: the name.
    """
    using = re.compile(rf"^[^#\n]*(?<!\bclass )\b{word}\b".encode(), re.MULTILINE)
    return any(
        using.search(files.read_listed(path) or b"") for path in tree.python if not files.is_ignored(path, False)
    )
