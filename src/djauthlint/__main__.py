"""`python -m djauthlint`."""

from djauthlint.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
