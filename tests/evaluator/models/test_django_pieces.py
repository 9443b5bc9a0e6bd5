"""The small functions of Django that settings call, compared with Django itself."""

from __future__ import annotations

from textwrap import indent
from unittest.mock import patch

import pytest
from django.conf.locale import LANG_INFO

from tests.evaluator.models.comparison import contradictions, executed

START = """
import os
from mystery import THINGS
from django.conf.locale import LANG_INFO
from django.utils import crypto, encoding, functional, module_loading, safestring, translation
N = THINGS[0]
C = 'a' if os.environ.get('E') else 'b'
def text(): return 'later'
"""
"""`N` is an unknown text, `C` one that the environment chooses."""

PROGRAMS = {
    "versions": """
import django; V = django.get_version() == django.__version__, django.VERSION[0] >= 4
import django; V = django.get_version().split('.')[0].isdigit()
""",
    "lazy values": """
V = str(functional.lazy(text, str)())
V = functional.lazy(text, str)() == 'later', functional.lazy(text, str)() != 'later', functional.lazy(text, str)() == 1
V = functional.lazystr('a') == 'a', str(functional.lazystr(N)), 'a' in [functional.lazystr('a')]
V = functional.lazystr('a') == functional.lazystr('a'), 'a' == functional.lazystr(C), functional.lazystr(N) == None
V = functional.lazy(lambda: ['x'], list)()[0]
V = functional.lazy(lambda: 3, int, str)() == 3
V = functional.keep_lazy(str)(lambda x: x + 'b')('a')
V = functional.keep_lazy_text(lambda x: x + 'b')(C)
V = str(functional.SimpleLazyObject(lambda: 'a'))
from django.urls import reverse_lazy; V = reverse_lazy('login') is None, reverse_lazy(N) is None
class K:\\n    @functional.cached_property\\n    def p(self): return C + 'x'\\nV = K().p
class K:\\n    @functional.classproperty\\n    def p(cls): return 'x'\\nV = K.p
class K:\\n    p = functional.cached_property(lambda self: 'x')\\nV = K().p
class K:\\n    def f(self): return N\\n    p = functional.cached_property(f)\\nV = K().p
V = translation.gettext_lazy('a') is None, translation.pgettext_lazy('c', 'a') is None
V = translation.ngettext_lazy('a', 'b', 3) is None, translation.npgettext_lazy('c', 'a', 'b', 3) is None
""",
    "texts": """
V = safestring.mark_safe('a') + '', safestring.mark_safe(N) + '', safestring.mark_safe(C) + ''
V = safestring.mark_safe(safestring.mark_safe('a')) + 'b'
V = safestring.SafeString('a') == 'a', safestring.SafeText('a') == 'a'
V = safestring.mark_safe(1)
V = encoding.force_str('a'), encoding.force_str(b'a'), encoding.smart_str(C), encoding.force_str(N)
V = encoding.force_str('é'.encode()), encoding.smart_str('é'.encode())
try: V = encoding.force_str(b'\\xff')\\nexcept ValueError: V = 'no text'
V = encoding.force_str(b'\\xe9', 'latin-1'), encoding.smart_str(b'\\xff', errors='ignore')
V = encoding.force_str(b'a' + C.encode())
V = encoding.force_str(1), encoding.smart_str(None), encoding.force_str([1])
V = len(crypto.get_random_string(5)), crypto.constant_time_compare('a', 'a'), crypto.RANDOM_STRING_CHARS
""",
    "imports": """
V = module_loading.import_string('os.path.sep'), module_loading.import_string('string.digits')
V = module_loading.import_string('json.dumps')([1])
V = module_loading.import_string('os')
V = module_loading.import_string('')
V = module_loading.import_string('os.nope')
V = module_loading.import_string('nothing_at_all.nope')
V = module_loading.import_string(N)
V = module_loading.import_string(dotted_path=N)
V = module_loading.import_string('string.' + ('digits' if C == 'a' else 'nope'))
V = module_loading.import_string(1)
""",
    "languages": """
V = translation.to_locale('pt-br'), translation.to_locale('de'), translation.to_locale('zh-hans'), translation.to_locale('ZH-HANS-CN')
V = translation.to_locale('en-us-x'), translation.to_locale(''), translation.to_locale(C), translation.to_locale(N)
V = translation.to_locale('sr-latn-x-y'), translation.to_locale('nl-nl-x-informal')
V = translation.to_language('pt_BR'), translation.to_language('de'), translation.to_language('zh_Hans'), translation.to_language(N)
V = translation.to_language('DE'), translation.to_language('sr_RS@latin'), translation.to_language('a_B_C'), translation.to_language('')
V = translation.to_locale(1)
V = translation.get_language_info('de')['name']
V = translation.get_language_info('xx')
V = translation.get_language_info('xx-yy')
V = translation.get_language_info(N)['code']
V = translation.get_language_info(C)['code']
LANG_INFO['xx'] = {'bidi': False, 'code': 'xx', 'name': 'X', 'name_local': N}; W = translation.get_language_info('xx'); V = W['code'], W['name_local'], sorted(W)
LANG_INFO['xx'] = {'code': 'xx'}; V = translation.get_language_info('xx')
LANG_INFO['xx'] = {'fallback': ['de']}; V = translation.get_language_info('xx')['code']
LANG_INFO['xx'] = {'code': 'xx', 'name': 'X'}; V = translation.get_language_info('xx-yy')['code']
LANG_INFO['xx'] = {'name': C}; W = translation.get_language_info('xx'); V = W['name'], 'name_translated' in LANG_INFO['xx']
W = LANG_INFO['xx'] = {'name': 'X'}; translation.get_language_info(N); V = 'name_translated' in W, W['name'], len(W)
LANG_INFO.update({'xx': {'name': 'X'}}); V = 'xx' in LANG_INFO, LANG_INFO['xx']['name']
V = translation.get_language_info('xx' if C == 'a' else 'de')['name']
""",
}
"""One program a line, its own lines separated by a written-out line feed."""

CASES = [
    pytest.param(line.replace("\\n", "\n"), id=f"{name}: {line[:60]}")
    for name, lines in PROGRAMS.items()
    for line in lines.strip().split("\n")
]


@pytest.mark.parametrize("text", CASES)
def test_django_does_not_contradict_what_is_said(text: str) -> None:
    program = (
        f"{START}try:\n{indent(text, '    ')}\nexcept Exception as error:\n    V = 'raises', type(error).__name__\n"
    )
    things = [["a"], ["de"], ["os.path.sep"], ["zh-hans"]]
    environments: list[dict[str, str]] = [{}, {"E": "x"}]
    with patch.dict(LANG_INFO):
        assert executed(program, {}, ["a"]) is not None
        assert contradictions(program, environments, things, lambda name: name in "VC") == []
