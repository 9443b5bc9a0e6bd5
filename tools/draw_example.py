"""Draws what djauthlint prints about the example project: `python tools/draw_example.py` writes docs/example.svg. Needs rich.

A test compares the words in the picture with what is printed.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/example.svg"
EXAMPLE = "fixtures/examples/login-loop"
COLUMNS = 132

FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="The output of djauthlint">
<!-- Drawn by tools/draw_example.py with rich. -->
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }}
.{unique_id}-matrix {{ font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def main() -> None:
    """Write the picture."""
    environment = {**os.environ, "FORCE_COLOR": "1", "DJAUTHLINT_NO_CACHE": "1"}
    command = [sys.executable, "-m", "djauthlint", EXAMPLE]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(f"$ djauthlint {EXAMPLE}\n{done.stdout}"), soft_wrap=False)
    PICTURE.write_text(
        console.export_svg(title="djauthlint", code_format=FRAME, unique_id="djauthlint"), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
