"""Which scripts and pages of a project read a cookie by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree

_SCRIPTS: Final = (".js", ".mjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte", ".html", ".htm")
_MOST_BYTES: Final = 500_000
"""What is larger is a bundle, and made from what is smaller."""


def reads_cookie(files: ProjectFiles, tree: Tree, cookie: str) -> str | None:
    """The first file, as a path from the project's root, that reads a cookie: `getCookie("csrftoken")`, `Cookies.get(...)`,
    `xsrfCookieName: ...`. None where no file does so literally.

    Arguments:
        files: the files of the project.
        tree: what files there are.
        cookie: the name of the cookie.
    """
    reading = re.compile(
        rf"""(?:cookie\w*\(\s*|cookies?\.get\(\s*|xsrfCookieName["']?\s*[:=]\s*)["'`]{re.escape(cookie)}["'`]""",
        re.IGNORECASE,
    )
    for path in tree.others:
        if not path.endswith(_SCRIPTS) or ".min." in path or files.is_ignored(path, False):
            continue
        content = files.read_listed(path) or b""
        if (
            len(content) <= _MOST_BYTES
            and cookie.encode() in content
            and reading.search(content.decode("utf-8", "replace"))
        ):
            return path[len(str(files.root)) + 1 :].replace("\\", "/")
    return None
