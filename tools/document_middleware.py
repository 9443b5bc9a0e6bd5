"""Write docs/middleware-order.md from the table of middleware, src/djauthlint/django_facts/data/middleware_order.json.

python tools/document_middleware.py            write it
python tools/document_middleware.py --check    compare it with the table; exit 1 if not equal
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from djauthlint.django_facts.middleware_table import Constraint, Middleware, constraints, placements
from djauthlint.django_facts.ordering import recommended_order

PAGE = Path(__file__).parents[1] / "docs/middleware-order.md"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description="Write the page about the order of middleware.")
    parser.add_argument("--check", action="store_true", help="compare it with the table instead of writing it")
    text = "\n".join(page()) + "\n"
    if not parser.parse_args(arguments).check:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print(f"{PAGE.name} is not made of the table; run tools/document_middleware.py", file=sys.stderr)
        return 1
    return 0


def page() -> Iterator[str]:
    """The lines of the page."""
    yield "# The order of middleware"
    yield ""
    yield "<!-- Written by tools/document_middleware.py; change the table it names, not this page. -->"
    yield ""
    yield "What djauthlint knows about the order of MIDDLEWARE, of Django and of packages. *Hard*: something breaks otherwise."
    yield "*Advisory*: it works, but worse. A class that derives from one of these counts as it."
    yield ""
    yield "## An order that obeys everything"
    yield ""
    for number, middleware in enumerate(recommended_order(), 1):
        yield f"{number}. {_name(middleware)}" + (f" ({middleware.note})" if middleware.note else "")
    yield ""
    yield "## What stands before what"
    yield ""
    yield from _table(
        ["first", "then", "strength", "otherwise", "source"],
        (
            [_short(each.before), _short(each.after), each.strength, _otherwise(each), each.source]
            for each in constraints()
        ),
    )
    for place, title in (("first", "What stands first"), ("last", "What stands last")):
        yield ""
        yield f"## {title}"
        yield ""
        chosen = [each for each in placements() if each.place == place]
        yield "The outermost first." if place == "first" else "The innermost first."
        yield ""
        yield from _table(
            ["middleware", "strength", "otherwise", "source"],
            ([_short(each.before or each.after), each.strength, each.reason, each.source] for each in chosen),
        )


def _table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _name(middleware: Middleware) -> str:
    return f"`{middleware.path}`" + ("" if middleware.package == "django" else f" of {middleware.package}")


def _short(middleware: Middleware | None) -> str:
    assert middleware is not None
    package, _, name = middleware.path.rpartition(".")
    return f"`{name}`" if middleware.package == "django" else f"`{package.partition('.')[0]}` `{name}`"


def _otherwise(constraint: Constraint) -> str:
    return constraint.reason + ("" if constraint.condition is None else f" (where {constraint.condition})")


if __name__ == "__main__":
    sys.exit(main())
