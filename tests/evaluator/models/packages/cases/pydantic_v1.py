"""Programs over the settings of pydantic 1, as `pydantic.v1` has them; each sets X."""

REQUIREMENTS = ("pydantic<3", "python-dotenv")
PRELOAD = ("pydantic.v1",)

HEAD = """
from typing import Any, Dict, List, Literal, Optional, Set, Union
from pathlib import Path
from pydantic.v1 import BaseModel, BaseSettings, Field, HttpUrl, PostgresDsn, SecretStr, ValidationError, constr, root_validator, validator
"""


def one(annotation, default="", config="", expression="S().a"):
    """A program with a settings class of one field."""
    body = f"    a{': ' + annotation if annotation else ''}{' = ' + default if default else ''}\n"
    if config:
        body += "    class Config:\n" + "".join(f"        {line}\n" for line in config.split("; "))
    return f"{HEAD}class S(BaseSettings):\n{body}X = {expression}\n"


CASES = [
    *(
        (one(kind), {"A": text})
        for kind in ("str", "bool", "int", "float", "Optional[int]")
        for text in ("1", "true", "Off", "", " 1", "1.5", "abc", "y")
    ),
    (one("int"),),
    (one("Optional[int]"),),
    (one("", "5"), {"A": "6"}),
    (one("", "'x'"), {"A": "6"}),
    (one("", "True"), {"A": "no"}),
    (one("str", "5"),),
    (one("bool", "'no'"),),
    (one("List[str]", "[]"), {"A": '["a"]'}),
    (one("List[str]", "[]"), {"A": "a,b"}),
    (one("List[int]", "['1']"),),
    (one("Set[str]", "{'a'}"),),
    (one("Dict[str, Any]", "{}"), {"A": '{"a": 1}'}),
    (one("Literal['a', 'b']", "'a'"), {"A": "b"}),
    (one("Literal['a', 'b']", "'a'"), {"A": "c"}),
    (one("int", "0", "env_prefix = 'P_'"), {"P_A": "1"}),
    (one("int", "Field(0, env='B')", "env_prefix = 'P_'"), {"B": "1"}),
    (one("int", "Field(0, env=['B', 'C'])"), {"C": "1"}),
    (one("int", "Field(0, alias='B')"), {"B": "1"}),
    (one("int", "Field(0, alias='B')"), {"A": "1"}),
    (one("int", "0", "case_sensitive = True"), {"A": "1"}),
    (one("int", "0", "env_file = '.env'"), {}, {".env": "A=3\nB=4\n"}),
    (one("int", "0", "env_file = '.env'"), {"A": "5"}, {".env": "A=3\nB=4\n"}),
    (one("SecretStr", "'k'", expression="S().a.get_secret_value()"), {"A": "v"}),
    (one("HttpUrl", "'http://example.com'", expression="S().a == 'http://example.com'"),),
    (one("PostgresDsn", expression="S().a + '!'"), {"A": "postgres://u:p@h/d"}),
    (one("Path", "'/a'"),),
    (one("constr(regex='^a')"), {"A": "b"}),
    (one("int", "Field(5, gt=3)"), {"A": "2"}),
    (one("int", "0", expression="S(a='7').dict()"),),
    (
        f"{HEAD}class S(BaseSettings):\n    a: List[str] = []\n    @validator('a', pre=True)\n    def split(cls, v):\n        return v.split(',') if isinstance(v, str) else v\n    class Config:\n        @classmethod\n        def parse_env_var(cls, field_name, raw_val):\n            return raw_val\nX = 1\n",
    ),
    (
        f"{HEAD}class S(BaseSettings):\n    a: str = 'x'\n    b: int = 1\n    @validator('a')\n    def up(cls, v, values):\n        return v.upper()\n    @validator('b', always=True)\n    def more(cls, v, values):\n        return v + len(values['a'])\nX = (S().a, S().b)\n",
        {"A": "abc"},
    ),
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    @root_validator\n    def check(cls, values):\n        values['a'] += 1\n        return values\nX = S().a\n",
        {"A": "4"},
    ),
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    @root_validator(pre=True)\n    def fill(cls, values):\n        values.setdefault('a', 8)\n        return values\nX = S().a\n",
    ),
    (
        f"{HEAD}class M(BaseModel):\n    b: int = 1\nclass S(BaseSettings):\n    a: M = M()\n    class Config:\n        env_nested_delimiter = '__'\nX = S().a.b\n",
        {"A__B": "4"},
    ),
    (
        f"{HEAD}class M(BaseModel):\n    b: str = 'x'\nclass S(BaseSettings):\n    a: M = M()\nX = S().a.dict()\n",
        {"A": '{"b": 5}'},
    ),
    (
        f"{HEAD}class B(BaseSettings):\n    class Config:\n        env_prefix = 'P_'\nclass S(B):\n    a: int = 1\n    class Config:\n        case_sensitive = True\nX = S().a\n",
        {"P_a": "4"},
    ),
]
UNDETERMINED = [
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    class Config:\n        fields = {{'a': {{'env': 'B'}}}}\nX = S().a\n",
        {"B": "4"},
    ),
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    class Config:\n        @classmethod\n        def customise_sources(cls, init_settings, env_settings, file_secret_settings):\n            return (init_settings,)\nX = S().a\n",
        {"A": "4"},
    ),
]
