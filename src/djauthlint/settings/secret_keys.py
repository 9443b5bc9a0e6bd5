"""Which secret keys stand in the source for good: no examples, and no defaults that a deployment replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from djauthlint.conditions import leaves
from djauthlint.values import ABSENT, Known

if TYPE_CHECKING:
    from djauthlint.settings.setting import Setting


def fixed_text(key: Setting) -> str | None:
    """The text that a key is where nothing outside the source has a say in it, else None.

    Where another case has an undetermined value, such as that of an environment variable or of a local module, the text is
    what is left for want of that. Names in double braces are filled in by `startproject`.
    """
    others = (leaf for leaf in leaves(key.tree) if leaf is not ABSENT)
    if not all(isinstance(leaf, Known) for leaf in others) or not isinstance(key.value, str) or "{{" in key.value:
        return None
    return key.value
