"""Settings files damaged by atheris, which looks for damage that reaches other code: `python -m fuzz.coverage_guided FOLDER ...`.

From bytes to the report, in this process; a fault is what it is for `fuzz.mutations`, and ends the run with the bytes that show it. Seeds are the settings
files of the folders (`fixtures` by default). atheris has to be installed; options of libFuzzer follow `--`, such as `-- -max_total_time=600`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory


def main(arguments: Sequence[str] | None = None) -> None:
    import atheris  # type: ignore[import-not-found,unused-ignore]

    words = list(sys.argv[1:] if arguments is None else arguments)
    place = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(prog="python -m fuzz.coverage_guided", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="where settings files are; fixtures")
    options = parser.parse_args(words[:place])
    with TemporaryDirectory() as folder:
        corpus, reports, project = (Path(folder, name) for name in ("corpus", "reports", "project"))
        for made in (corpus, reports, project):
            made.mkdir()
        path = project / "settings.py"
        # What is imported late has to be imported here to be watched.
        with atheris.instrument_imports(include=["djauthlint"], enable_loader_override=False):
            from fuzz.mutations import damaged, linted, seeds_in

            path.write_text("DEBUG = True\n", encoding="utf-8")
            linted(path, reports)
        texts = [
            seed.path.read_text(encoding="utf-8")
            for seed in seeds_in([each.resolve() for each in options.folders or [Path("fixtures")]])
        ]
        for number, text in enumerate(texts):
            (corpus / f"{number}.py").write_text(text, encoding="utf-8")
        os.chdir(project)

        def lint(data: bytes) -> None:
            path.write_bytes(data)
            linted(path, reports)

        def damage(data: bytes, most: int, seed: int) -> bytes:
            random = Random(seed)
            if random.random() < 0.3:
                return bytes(atheris.Mutate(data, most))
            return damaged(random, data.decode("utf-8", "replace"), random.choice(texts)).encode()[:most]

        libfuzzer = [sys.argv[0], "-timeout=60", "-max_len=20000", *words[place + 1 :], str(corpus)]
        atheris.Setup(libfuzzer, lint, custom_mutator=damage)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
