"""Language codes, as Django reads them."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*(?:@[a-z0-9]{1,20})?\n?", re.IGNORECASE)
"""`language_code_re` in `django/utils/translation/trans_real.py`, whose `$` allows a newline at the end."""
_STANDS_FOR: Final = {
    "zh-cn": "zh-hans",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
    "zh-my": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-tw": "zh-hant",
}
"""Codes that LANG_INFO in `django/conf/locale/__init__.py` has a `fallback` for."""


def is_language_code(value: object) -> bool:
    """Whether a value is a text that Django takes for the code of a language."""
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def serves(listed: str, code: str) -> bool:
    """Whether a language of LANGUAGES may be taken for a code.

    Source: `get_supported_language_variant` in `django/utils/translation/trans_real.py`: the language itself, what it stands for, the same without
    the country, or with another one.
    """
    listed, code = listed.lower(), code.lower()
    general = code.partition("-")[0]
    return listed in {code, general, _STANDS_FOR.get(code)} or listed.startswith(f"{general}-")
