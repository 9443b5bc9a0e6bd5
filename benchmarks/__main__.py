"""All benchmarks that say how long djauthlint takes, one after the other: `python benchmarks`, a quarter of an hour."""

from __future__ import annotations

import sys

import commands
import peers
import run

if __name__ == "__main__":
    programs = peers.of_command_line(sys.argv[1:])
    run.main()
    commands.main()
    peers.main(programs)
