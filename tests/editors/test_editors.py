"""Real editors, each with the lines that docs/editors.md has for it: they show the diagnostic while the text is not saved."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ALE = Path("/usr/share/vim-ale")
PROJECT = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")\n',
    "config/__init__.py": "",
    "config/settings/__init__.py": "",
    "config/settings/base.py": 'CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]\n',
    "config/settings/production.py": "from .base import *\n",
}
EDITED = "config/settings/base.py"
SECONDS = 30
HAS_SERVER = shutil.which("pylsp", path=str(Path(sys.executable).parent)) is not None
WORDS = "'shop.example.com' in CSRF_TRUSTED_ORIGINS has no scheme"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in which nothing is wrong before its base.py is edited; what is wrong then shows in another module."""
    for name, text in PROJECT.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def snippet(language: str, containing: str = "") -> str:
    """The block of docs/editors.md in a language that contains some words."""
    text = (ROOT / "docs/editors.md").read_text("utf-8")
    (found,) = (block for block in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) if containing in block)
    return str(found)


def run(words: list[str], project: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    (project / "home").mkdir()
    environment = {**os.environ, "PATH": path, "HOME": str(project / "home"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        words,
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=2 * SECONDS,
        check=False,
    )
    output = project / "found.json"
    assert output.exists(), done.stdout + done.stderr
    assert (project / EDITED).read_text() == PROJECT[EDITED]
    return output.read_text("utf-8")


@pytest.mark.parametrize(
    "words", [["vim", "-N", "--not-a-term", "-T", "dumb"], ["nvim", "--headless"]], ids=["vim", "nvim"]
)
def test_vim_and_neovim_with_ale(words: list[str], project: Path) -> None:
    if shutil.which(words[0]) is None or not ALE.exists():
        pytest.skip(f"takes {words[0]} with ALE")
    (project / "vimrc").write_text(f"set runtimepath^={ALE}\n{snippet('vim')}")
    (project / "script.vim").write_text(
        f"""
        edit {EDITED}
        %s#https://##
        ALELint
        let tries = {SECONDS * 10}
        while tries > 0 && empty(ale#engine#GetLoclist(bufnr('')))
            sleep 100m
            let tries -= 1
        endwhile
        call writefile([json_encode(map(copy(ale#engine#GetLoclist(bufnr(''))), '[v:val.lnum, v:val.col, v:val.code, v:val.text]'))], 'found.json')
        qall!
        """
    )
    found = json.loads(run([*words, "-u", "vimrc", "-S", "script.vim"], project))
    assert found == [[1, 25, "DJA410", WORDS]]


@pytest.mark.skipif(shutil.which("emacs") is None, reason="takes Emacs with Flycheck")
def test_emacs_with_flycheck(project: Path) -> None:
    (project / "init.el").write_text(snippet("elisp"))
    (project / "script.el").write_text(
        f"""
        (require 'json)
        (package-initialize)
        (load (expand-file-name "init.el"))
        (find-file "{EDITED}")
        (while (search-forward "https://" nil t) (replace-match ""))
        (flycheck-mode 1)
        (flycheck-buffer)
        (let ((tries {SECONDS * 10}))
          (while (and (> tries 0) (null flycheck-current-errors))
            (accept-process-output nil 0.1)
            (setq tries (1- tries))))
        (let ((found (mapcar (lambda (each) (vector (flycheck-error-line each) (flycheck-error-column each)
                                                  (flycheck-error-id each) (flycheck-error-message each)))
                             flycheck-current-errors)))
          (set-buffer-modified-p nil)
          (write-region (json-encode (vconcat found)) nil "{project / "found.json"}"))
        """
    )
    found = json.loads(run(["emacs", "--batch", "--load", "script.el"], project))
    assert found == [[1, 25, "DJA410", WORDS]]


@pytest.mark.skipif(shutil.which("nvim") is None or not HAS_SERVER, reason="takes Neovim and python-lsp-server")
def test_neovim_with_language_server(project: Path) -> None:
    newer, older = snippet("lua", "vim.lsp.config("), snippet("lua", "vim.lsp.start_client(")
    (project / "init.lua").write_text(f"if vim.fn.has('nvim-0.11') == 1 then\n{newer}\nelse\n{older}\nend\n")
    (project / "script.lua").write_text(
        f"""
        vim.cmd([[%s#https://##]])
        vim.wait({SECONDS * 1000}, function() return #vim.diagnostic.get(0) > 0 end, 100)
        local found = vim.tbl_map(function(each)
            return {{ each.lnum, each.col, each.code, each.message }}
        end, vim.diagnostic.get(0))
        vim.fn.writefile({{ vim.fn.json_encode(found) }}, 'found.json')
        vim.cmd('qall!')
        """
    )
    found = json.loads(run(["nvim", "--headless", "-u", "init.lua", EDITED, "-c", "luafile script.lua"], project))
    assert found == [[0, 24, "DJA410", f"DJA410 {WORDS}"]]


@pytest.mark.skipif(not HAS_SERVER, reason="takes python-lsp-server")
def test_language_server(project: Path) -> None:
    path = project / EDITED
    messages = [
        {"id": 1, "method": "initialize", "params": {"rootUri": project.as_uri(), "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"method": "workspace/didChangeConfiguration", "params": {"settings": json.loads(snippet("json"))}},
        {
            "method": "textDocument/didOpen",
            "params": {
                "textDocument": {
                    "uri": path.as_uri(),
                    "languageId": "python",
                    "version": 1,
                    "text": PROJECT[EDITED].replace("https://", ""),
                }
            },
        },
    ]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    with subprocess.Popen(
        [sys.executable, "-m", "pylsp"],
        cwd=project,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        assert server.stdin is not None
        for message in messages:
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        server.stdin.flush()
        try:
            found = next(each["params"]["diagnostics"] for each in received(server) if published(each))
        finally:
            server.kill()
    assert [(each["code"], each["range"]["start"]) for each in found] == [("DJA410", {"line": 0, "character": 24})]


def published(message: dict[str, Any]) -> bool:
    return message.get("method") == "textDocument/publishDiagnostics" and bool(message["params"]["diagnostics"])


def received(server: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert server.stdout is not None
    while header := server.stdout.readline():
        if header.lower().startswith(b"content-length:"):
            while server.stdout.readline().strip():
                pass
            yield json.loads(server.stdout.read(int(header.split(b":")[1])))
