"""`python -m djauthlint`."""

from djauthlint.cli import run

if __name__ == "__main__":
    raise SystemExit(run())
