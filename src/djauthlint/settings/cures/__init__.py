"""Text edits that give settings other values: they are found when somebody wants them, not when a rule runs."""

from djauthlint.settings.cures.changes import (
    add_middleware,
    append,
    assign,
    delete,
    insert,
    move,
    put_first,
    remove,
    rename,
    split,
    to_list,
    to_number,
    to_url_name,
    without_empty,
)
from djauthlint.settings.cures.cure import Code, Cure, Edits, joined

__all__ = [
    "Code",
    "Cure",
    "Edits",
    "add_middleware",
    "append",
    "assign",
    "delete",
    "insert",
    "joined",
    "move",
    "put_first",
    "remove",
    "rename",
    "split",
    "to_list",
    "to_number",
    "to_url_name",
    "without_empty",
]
