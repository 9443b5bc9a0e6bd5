"""Which scripts and pages of a project read a cookie by its name, or log in with a window of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from djauthlint.project.files import text_of

if TYPE_CHECKING:
    from djauthlint.project.entry_module import EntryModule
    from djauthlint.project.files import ProjectFiles
    from djauthlint.project.tree import Tree

_SCRIPTS: Final = (".js", ".mjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte", ".html", ".htm")
_MOST_BYTES: Final = 500_000
"""What is larger is a bundle, and made from what is smaller."""
_SERVED: Final = re.compile(r"[/\\](?:templates|static)[/\\]")
_POPUP_WORDS: Final = (b"popup", b"Popup")
_POPUP: Final = re.compile(
    r"""\b(?:signInWithPopup|linkWithPopup|reauthenticateWithPopup|loginPopup|acquireTokenPopup)\s*\("""
    r"""|\bux_mode["']?\s*[:=]\s*["']popup["']"""
)
"""What Firebase, MSAL and Google Identity Services call it; `popup` is how Google has its answer sent back to the page that opened it."""


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
    return _first(files, tree, [cookie.encode()], reading)


def opens_popup(files: ProjectFiles, tree: Tree, entry: EntryModule) -> str | None:
    """The first page or script below a folder `templates` or `static`, as a path from the project's root, that logs in with a window of its
    own: Google's `ux_mode: "popup"`, Firebase's `signInWithPopup()`, MSAL's `loginPopup()`. None where none does so literally.

    Arguments:
        files: the files of the project.
        tree: what files there are.
        entry: the settings of the site; what lies beside the folder that they are imported from may be of another one.
    """
    depth = entry.module.count(".") + (entry.path.name == "__init__.py")
    site = f"{entry.path.parents[min(depth, len(entry.path.parents) - 1)]}{os.sep}"
    return _first(files, tree, _POPUP_WORDS, _POPUP, lambda path: path.startswith(site) and bool(_SERVED.search(path)))


def _first(
    files: ProjectFiles,
    tree: Tree,
    words: Iterable[bytes],
    pattern: re.Pattern[str],
    place: Callable[[str], bool] = lambda _: True,
) -> str | None:
    """The first file that has what a pattern looks for.

    Arguments:
        files: the files of the project.
        tree: what files there are.
        words: one of these is in each text in which the pattern finds something.
        pattern: what is looked for.
        place: whether the path of a file will do.
    """
    for path in tree.others:
        if not path.endswith(_SCRIPTS) or ".min." in path or files.is_ignored(path, False):
            continue
        if not place(path):
            continue
        content = files.read_listed(path) or b""
        if len(content) <= _MOST_BYTES and any(word in content for word in words) and pattern.search(text_of(content)):
            return path[len(str(files.root)) + 1 :].replace("\\", "/")
    return None
