"""Programs over pydantic 2 and pydantic-settings 2; each sets X."""

REQUIREMENTS = ("pydantic-settings[yaml]", "pydantic")
PRELOAD = ("pydantic_settings", "yaml")

HEAD = """
import os
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Dict, List, Literal, Optional, Sequence, Set, Tuple, Union
from pydantic import (
    AfterValidator, AliasChoices, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, Json, NonNegativeInt,
    PositiveInt, PostgresDsn, PrivateAttr, SecretStr, StrictBool, StringConstraints, ValidationError, computed_field, conint,
    constr, field_validator, model_validator,
)
from pydantic_settings import (
    BaseSettings, JsonConfigSettingsSource, NoDecode, PyprojectTomlConfigSettingsSource, SettingsConfigDict,
    TomlConfigSettingsSource, YamlConfigSettingsSource,
)
"""


def one(annotation, default="", config="", expression="S().a"):
    """A program with a settings class of one field."""
    body = f"    a: {annotation}{' = ' + default if default else ''}\n"
    if config:
        body += f"    model_config = SettingsConfigDict({config})\n"
    return f"{HEAD}class S(BaseSettings):\n{body}X = {expression}\n"


TEXTS = ["1", "0", "true", "False", "YES", "off", "", " 1", "1.0", "1_000", "abc", "-5", "1.5", "t", "n", "Y", "2"]
SCALARS = [
    (one(kind), {"A": text})
    for kind in ("str", "bool", "int", "float", "Decimal", "Optional[int]", "bool | None", "Any")
    for text in TEXTS
]
DEFAULTS = [
    (one(kind, default),)
    for kind, defaults in {
        "str": ["'x'", "1", "None", "b'x'"],
        "bool": ["'false'", "1", "2", "None", "0.0"],
        "int": ["'5'", "True", "5.0", "5.5", "Decimal('3')"],
        "float": ["'5'", "True", "3"],
        "bytes": ["'x'", "1"],
        "Path": ["'/a/b'", "Path('x')", "1"],
        "timedelta": ["5", "timedelta(1)", "'1:02:03'", "'3 days, 1:02:03'", "True", "1.5", "'-0:01:00'"],
        "List[str]": ["[]", "['a']", "('a', 'b')", "'a'", "{'a'}", "[1]", "None"],
        "list": ["(1, 2)"],
        "tuple[int, ...]": ["['1', 2]"],
        "Tuple[int, str]": ["(1, 'a')", "(1, 2)", "(1,)"],
        "Set[str]": ["['a', 'b', 'a']", "'a'"],
        "frozenset": ["[1]"],
        "Sequence[str]": ["('a',)", "['a']", "{'a'}"],
        "Dict[str, int]": ["{'a': '1'}", "{1: 2}", "[]"],
        "dict": ["{'a': [1]}"],
        "Literal['a', 'b']": ["'a'", "'c'"],
        "Literal[1, 'x']": ["1", "'1'"],
        "Optional[str]": ["None", "'x'"],
        "Union[int, str]": ["'5'", "5"],
        "int | float": ["'5'", "5.5"],
        "Any": ["[1]", "None"],
        "'List[int]'": ["['1']"],
        "Union[List[str], str]": ["'a'", "['a']"],
    }.items()
    for default in defaults
]
COLLECTIONS = [
    (one(kind, "[]" if kind != "dict" else "{}"), {"A": text})
    for kind in ("list[str]", "list[int]", "Annotated[list[str], NoDecode]")
    for text in ('["a", "b"]', "[1, 2]", "a,b", "", "{}", "null")
]
COLLECTIONS += [
    (one("dict[str, Any]", "{}"), {"A": '{"a": {"b": [1]}}'}),
    (one("set[int]", "set()"), {"A": "[2, 1, 2]"}),
    (one("tuple[str, int]"), {"A": '["a", "2"]'}),
    (one("list[list[int]]"), {"A": "[[1], [2, 3]]"}),
    (one("Optional[list[str]]", "None"), {"A": '["a"]'}),
    (one("Optional[list[str]]", "None"),),
    (one("list[str] | str"), {"A": "plain"}),
    (one("list[str] | str"), {"A": '["a"]'}),
    (one("Json[list[int]]"), {"A": "[1]"}),
    (one("Json"), {"A": '{"a": 1}'}),
]
LIMITS = (
    [(one("int", "Field(default=5, gt=3)"), {"A": text}) for text in ("4", "3")]
    + [(one("str", "Field('abc', min_length=2, max_length=3)"), {"A": text}) for text in ("ab", "a", "abcd")]
    + [
        (one("PositiveInt"), {"A": "0"}),
        (one("NonNegativeInt"), {"A": "0"}),
        (one("conint(ge=2)"), {"A": "2"}),
        (one("constr(strip_whitespace=True, to_lower=True)"), {"A": " AbC "}),
        (one("constr(pattern='^a')"), {"A": "ba"}),
        (one("Annotated[str, Field(pattern='b')]"), {"A": "ab"}),
        (one("Annotated[str, StringConstraints(to_upper=True)]"), {"A": "ab"}),
        (one("Annotated[int, 'a note', Field(ge=1)]"), {"A": "1"}),
        (one("Annotated[int, Field(default=7)]"),),
        (one("Annotated[list[str], NoDecode, BeforeValidator(lambda v: v.split(','))]"), {"A": "a,b"}),
        (one("Annotated[str, AfterValidator(str.upper)]"), {"A": "ab"}),
        (one("Annotated[int, BeforeValidator(lambda v: v + '0'), AfterValidator(lambda v: v + 1)]"), {"A": "4"}),
        (one("list[int]", "Field([1], min_length=1)"), {"A": "[]"}),
    ]
)
NAMES = [
    (one("int", "0", "env_prefix='P_'"), {"P_A": "1"}),
    (one("int", "0", "env_prefix='p_'"), {"P_A": "1"}),
    (one("int", "0", "env_prefix='P_'"), {"A": "1"}),
    (one("int", "0"), {"a": "1"}),
    (one("int", "0", "case_sensitive=True"), {"A": "1"}),
    (one("int", "0", "case_sensitive=True"), {"a": "1"}),
    (one("int", "Field(0, alias='B')"), {"B": "1"}),
    (one("int", "Field(0, alias='B')"), {"A": "1"}),
    (one("int", "Field(0, alias='B')", "env_prefix='P_'"), {"B": "1"}),
    (one("int", "Field(0, alias='B')", "env_prefix='P_', env_prefix_target='all'"), {"P_B": "1"}),
    (one("int", "Field(0, alias='B')", "populate_by_name=True"), {"A": "1"}),
    (one("int", "Field(0, validation_alias='B')"), {"b": "2"}),
    (one("int", "Field(0, validation_alias=AliasChoices('B', 'C'))"), {"C": "1"}),
    (one("int", "Field(0, validation_alias=AliasChoices('B', 'C'))"), {"C": "1", "B": "2"}),
    (one("int", "Field(0, validation_alias=AliasPath('B', 1))"), {"B": "[1, 2]"}),
    (one("int", "0", "alias_generator=lambda name: 'Z_' + name.upper()"), {"Z_A": "3"}),
    (one("int", "0", "alias_generator=str.upper, case_sensitive=True"), {"A": "3"}),
    (one("int", "0", "env_ignore_empty=True"), {"A": ""}),
    (one("Optional[int]", "0", "env_parse_none_str='null'"), {"A": "null"}),
    (one("int"),),
    (one("int", "..."),),
    (one("int", "Field()"),),
    (one("int", "Field(...)"), {"A": "4"}),
    (one("int", "Field(default_factory=lambda: 4)"),),
    (one("list[int]", "Field(default_factory=list)"),),
    (one("int", "Field(default='x', validate_default=False)"),),
    (one("int", "0", expression="S(a=5).a"), {"A": "1"}),
    (one("int", "0", expression="S(a='x').a"),),
    (one("int", "0", expression="S(b=1).a"),),
    (one("int", "0", "extra='ignore'", expression="S(b=1).a"),),
    (one("int", "0", "extra='allow'", expression="S(b=1).b"),),
    (one("int", "0", expression="S(_env_prefix='Q_').a"), {"Q_A": "9"}),
    (one("int", "Field(0, alias='B')", expression="S(B=3).a"),),
    (f"{HEAD}class S(BaseSettings, env_prefix='K_'):\n    a: int = 0\nX = S().a\n", {"K_A": "4"}),
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 0\n    class Config:\n        env_prefix = 'K_'\nX = S().a\n",
        {"K_A": "4"},
    ),
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 0\n    model_config = dict(env_prefix='K_')\nX = S().a\n",
        {"K_A": "4"},
    ),
    (
        f"{HEAD}class B(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='K_')\n    b: int = 1\nclass S(B):\n    a: int = 0\n    model_config = SettingsConfigDict(case_sensitive=True)\nX = (S().a, S().b)\n",
        {"K_a": "4", "K_B": "5"},
    ),
    (f"{HEAD}class B(BaseSettings):\n    a: int = 1\nclass S(B):\n    a: str = 'x'\nX = S().a\n", {"A": "5"}),
    (
        f"{HEAD}class B(BaseSettings):\n    a: int = 1\nclass S(B):\n    b: int = 2\nX = list(S().model_dump().items())\n",
        {"A": "5"},
    ),
]
SECRETS = [
    (one("SecretStr", "'k'", expression="S().a.get_secret_value()"), {"A": "v"}),
    (one("SecretStr", "SecretStr('k')", expression="S().a.get_secret_value()"),),
    (one("SecretStr", "'k'", expression="str(S().a)"),),
    (one("Optional[SecretStr]", "None"),),
    (one("SecretStr", "'k'", expression="f'{S().a}'"), {"A": ""}),
    (one("HttpUrl", "'http://example.com'", expression="str(S().a)"),),
    (one("HttpUrl", "'https://example.com/a/b?c=d'", expression="(str(S().a), S().a.host, S().a.path, S().a.port)"),),
    (one("PostgresDsn", expression="str(S().a)"), {"A": "postgres://u:p@localhost:5432/db"}),
    (one("PostgresDsn", expression="str(S().a)"), {"A": "nothing"}),
    (one("Path", "'x'", expression="str(S().a / 'y')"), {"A": "/a"}),
]
CLASSES = (
    [
        (
            f"{HEAD}class E(str, Enum):\n    DEV = 'dev'\n    PROD = 'prod'\nclass S(BaseSettings):\n    a: E = E.DEV\nX = (S().a.value, S().a == 'prod', S().a is E.PROD)\n",
            {"A": text},
        )
        for text in ("prod", "dev", "x")
    ]
    + [
        (
            f"{HEAD}class M(BaseModel):\n    b: int = 1\n    c: list[str] = []\nclass S(BaseSettings):\n    a: M = M()\n    model_config = SettingsConfigDict(env_nested_delimiter='__')\nX = (S().a.b, S().a.c)\n",
            environment,
        )
        for environment in (
            {},
            {"A": '{"b": 2}'},
            {"A__B": "3"},
            {"A": '{"b": 2, "c": ["x"]}', "A__B": "3"},
            {"a__c": '["y"]'},
            {"A": "x"},
        )
    ]
    + [
        (
            f"{HEAD}class N(BaseModel):\n    d: int = 1\nclass M(BaseModel):\n    n: N = N()\nclass S(BaseSettings):\n    a: M = M()\n    model_config = SettingsConfigDict(env_nested_delimiter='__')\nX = S().a.n.d\n",
            {"A__N__D": "3"},
        ),
        (
            f"{HEAD}class M(BaseModel):\n    b: int\nclass S(BaseSettings):\n    a: M\nX = S().a.b\n",
            {"A": '{"b": "2"}'},
        ),
        (f"{HEAD}class M(BaseModel):\n    b: int\nclass S(BaseSettings):\n    a: M\nX = S().a.b\n", {"A": "{}"}),
        (
            f"{HEAD}class M(BaseModel):\n    b: int\nclass S(BaseSettings):\n    a: Optional[M] = None\n    model_config = SettingsConfigDict(env_nested_delimiter='_')\nX = S().a.b\n",
            {"A_B": "1"},
        ),
        (
            f"{HEAD}class M(BaseSettings):\n    b: int = 1\n    model_config = SettingsConfigDict(env_prefix='M_')\nclass S(BaseSettings):\n    a: M = Field(default_factory=M)\nX = S().a.b\n",
            {"M_B": "3"},
        ),
        (
            f"{HEAD}class M(BaseModel):\n    b: int = Field(1, alias='bb')\nX = (M().b, M(bb='3').b, M.model_validate({{'bb': 4}}).b)\n",
        ),
        (f"{HEAD}class M(BaseModel):\n    b: int = 'x'\nX = M().b\n",),
        (
            f"{HEAD}class M(BaseModel):\n    b: int\n    c: str = 'd'\nX = [M(b=1).model_dump(), dict(M(b=2)), M(b=3).model_copy(update={{'c': 'e'}}).model_dump(), M(b=1).model_fields_set]\n",
        ),
        (f"{HEAD}class M(BaseModel):\n    b: int\nX = M(c=1).b\n",),
        (f"{HEAD}class M(BaseModel):\n    b: int = 1\nX = (M(c=1).model_dump(), hasattr(M(c=1), 'c'))\n",),
        (
            f"{HEAD}class M(BaseModel):\n    model_config = ConfigDict(extra='allow')\n    b: int = 1\nX = M(c=1).model_dump()\n",
        ),
        (
            f"{HEAD}class M(BaseModel):\n    b: int = 1\n    _p: int = PrivateAttr(default=4)\n    def double(self):\n        return self.b * 2 + self._p\nX = M().double()\n",
        ),
        (f"{HEAD}class M(BaseModel):\n    b: list = []\none, two = M(), M()\none.b.append(1)\nX = (one.b, two.b)\n",),
        (
            f"{HEAD}class M(BaseModel):\n    b: int = 1\ntry:\n    M(b='x')\nexcept ValidationError:\n    X = 'refused'\n",
        ),
        (
            f"{HEAD}class M(BaseModel):\n    b: int = 1\ntry:\n    M(b='x')\nexcept ValueError as error:\n    X = type(error).__name__\n",
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 0\n    def __init__(self, **values):\n        super().__init__(**values)\n        self.a += 1\nX = S().a\n",
            {"A": "4"},
        ),
        (
            f"{HEAD}Hosts = Annotated[list[str], NoDecode]\nclass S(BaseSettings):\n    a: Hosts = []\n    @field_validator('a', mode='before')\n    def split(cls, v):\n        return v.split(',') if isinstance(v, str) else v\nX = S().a\n",
            {"A": "a,b"},
        ),
        (f"{HEAD}Numbers = list[int]\nclass S(BaseSettings):\n    a: Numbers = []\nX = S().a\n", {"A": "[1]"}),
    ]
)
VALIDATORS = (
    [
        (
            f"{HEAD}class S(BaseSettings):\n    a: str = 'x,y'\n    @field_validator('a', mode='after')\n    @classmethod\n    def split(cls, v):\n        return v.split(',')\nX = S().a\n",
            environment,
        )
        for environment in ({}, {"A": "1,2"})
    ]
    + [
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    @field_validator('a')\n    @classmethod\n    def check(cls, v):\n        if v > 5:\n            raise ValueError('too large')\n        return v\nX = S().a\n",
            {"A": text},
        )
        for text in ("3", "7")
    ]
    + [
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    b: int = 2\n    @field_validator('b')\n    @classmethod\n    def add(cls, v, info):\n        return v + info.data['a']\nX = S().b\n",
            {"A": "3"},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    b: int = 2\n    @field_validator('*')\n    @classmethod\n    def add(cls, v):\n        return v + 1\nX = (S().a, S().b)\n",
            {"A": "3"},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    b: int = 2\n    @model_validator(mode='after')\n    def swap(self):\n        self.a, self.b = self.b, self.a\n        return self\nX = (S().a, S().b)\n",
            {"A": "3"},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    @model_validator(mode='before')\n    @classmethod\n    def more(cls, data):\n        data.setdefault('a', 9)\n        return data\nX = S().a\n",
            {},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    @model_validator(mode='after')\n    def check(self):\n        if self.a > 5:\n            raise ValueError('too large')\n        return self\nX = S().a\n",
            {"A": "7"},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    @computed_field\n    @property\n    def b(self) -> int:\n        return self.a + 1\n    @property\n    def c(self):\n        return self.a + 2\nX = (S().b, S().c, S().model_dump())\n",
            {"A": "3"},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    a: int = 1\n    def model_post_init(self, context):\n        self.a += 1\nX = S().a\n",
            {"A": "3"},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    a: SecretStr = 'k'\n    b: int = Field(1, alias='B')\n    c: Optional[str] = None\nX = [S().model_dump(mode='json'), S().model_dump(by_alias=True, exclude={{'a'}}), S().model_dump(include={{'b'}}), S().model_dump(exclude_none=True, exclude={{'a'}}), S().model_dump(exclude_unset=True)]\n",
            {"B": "3"},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    DEBUG: bool = False\n    NAMES: list[str] = ['a']\nglobals().update(S().model_dump())\nX = (DEBUG, NAMES)\n",
            {"DEBUG": "1"},
        ),
        (
            f"{HEAD}class S(BaseSettings):\n    DEBUG: bool = False\nfor name, value in S():\n    globals()[name] = value\nX = DEBUG\n",
            {"DEBUG": "1"},
        ),
        (f"{HEAD}class S(BaseSettings):\n    a: int = 1\nX = list(S.model_fields)\n",),
        (f"{HEAD}class S(BaseSettings):\n    a: int = 1\nX = dict(S().__dict__)\n",),
    ]
)
ENV = "A=1\nB = 'two'\n"
FILES = [
    (one("int", "0", "env_file='.env', extra='ignore'"), environment, {".env": ENV}) for environment in ({}, {"A": "5"})
] + [
    (one("int", "0", "env_file='.env'"), {}, {".env": ENV}),
    (one("int", "0", "env_file='.env'"), {}, {".env": "A=2\nEMPTY=\n"}),
    (one("int", "0", "env_file='.env', env_prefix='P_'"), {}, {".env": "P_A=2\nP_B=3"}),
    (one("int", "0", "env_file='.env', env_prefix='P_', extra='allow'", "dict(S())"), {}, {".env": "P_A=2\nP_B=3"}),
    (one("int", "0", "env_file=('one.env', 'two.env')"), {}, {"one.env": "A=1", "two.env": "A=2"}),
    (one("int", "0", "env_file='missing.env'"),),
    (one("int", "0", "env_file=Path(__file__).parent / 'one.env'"), {}, {"one.env": "a=3"}),
    (one("int", "0", expression="S(_env_file='one.env').a"), {}, {"one.env": "A=1"}),
    (one("int", "0", "env_file='one.env'", expression="S(_env_file=None).a"), {}, {"one.env": "A=1"}),
    (one("int", "0", "secrets_dir='secrets'"), {}, {"secrets/a": "7\n"}),
    (one("int", "0", "secrets_dir='secrets'"), {"A": "1"}, {"secrets/a": "7\n"}),
    (one("str", "'d'", "env_file='.env', extra='ignore'"), {"HOST": "h"}, {".env": "A=${HOST}-${NO:-x}\n"}),
    (
        f"{HEAD}class M(BaseModel):\n    b: int = 1\n    c: int = 2\nclass S(BaseSettings):\n    a: M = M()\n    model_config = SettingsConfigDict(env_nested_delimiter='__', env_file='.env')\nX = (S().a.b, S().a.c)\n",
        {"A__B": "3"},
        {".env": "A__B=4\nA__C=5\n"},
    ),
]
SOURCES = [
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 0\n    b: list = []\n    model_config = SettingsConfigDict({kind}_file='data.{kind}')\n"
        "    @classmethod\n    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):\n"
        f"        return ({order})\nX = (S().a, S().b)\n",
        environment,
        {f"data.{kind}": text},
    )
    for kind, text in (
        ("yaml", "a: 1\nb: [x, yes]\n"),
        ("toml", "a = 1\nb = ['x']\n"),
        ("json", '{"a": 1, "b": ["x"]}'),
    )
    for order in (
        f"init_settings, env_settings, {kind.title()}ConfigSettingsSource(settings_cls)",
        f"{kind.title()}ConfigSettingsSource(settings_cls), env_settings",
    )
    for environment in ({}, {"A": "5"})
] + [
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 0\n    @classmethod\n    def settings_customise_sources(cls, settings_cls, **sources):\n"
        "        return (PyprojectTomlConfigSettingsSource(settings_cls),)\nX = S().a\n",
        {},
        {"pyproject.toml": "[tool.pydantic-settings]\na = 3\n"},
    ),
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 0\n    @classmethod\n    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):\n"
        "        return (init_settings,)\nX = S().a\n",
        {"A": "5"},
    ),
]

MODELS = f"""{HEAD}import enum, typing
class E(str, Enum):
    ONE = '1'
    TWO = '2'
class N(enum.Enum):
    ONE = 1
class M(BaseModel):
    b: int = 1
    c: Optional[E] = None
"""
MORE = (
    [
        (
            f"{MODELS}class S(BaseModel):\n    m: M = M()\n    l: List[M] = [M(b=2)]\n    d: Dict[str, M] = {{'x': M()}}\n    t: tuple = (M(),)\n    e: E = E.TWO\nX = {expression}\n",
        )
        for expression in (
            "S().model_dump(exclude={'e'})",
            "S().model_dump(mode='json')",
            "S().model_dump(include={'m'}, exclude_unset=True)",
            "S(l=[{'b': '7'}], m={'c': '1'}).l[0].b",
            "S(m={'c': '1'}).m.c.value",
            "S(d={'y': {'b': 3}}).d['y'].b",
            "S.model_validate({'m': {'b': 4}}).m.b",
            "S(m=S().m).m.b",
            "S(m=5)",
            "S(m={'b': 'x'})",
            "S(e='3')",
            "S(e=E.ONE).e.value",
            "S(t=[1]).t",
            "S().model_copy(update={'t': (3,)}).t",
            "[name for name, value in S()]",
        )
    ]
    + [
        (f"{MODELS}class S(BaseModel):\n    a: {kind}\nX = {expression}\n",)
        for kind, expression in (
            ("typing.List['int']", "S(a=['1']).a"),
            ("typing.Optional['M']", "S(a={}).a.b"),
            ("'typing.ClassVar[int]' = 5", "S().a"),
            ("typing.Final[int] = 5", "S().model_dump()"),
            ("N", "S(a=1).a.value"),
            ("N", "S(a=N.ONE).a.value"),
            ("bytes", "S(a='x').a"),
            ("bytes", "S(a=b'x').a"),
            ("str", "S(a=b'x').a"),
            ("str", "S(a=E.ONE).a"),
            ("bool", "S(a=b'yes').a"),
            ("int", "S(a=b'5').a"),
            ("int", "S(a=float('inf')).a"),
            ("int", "S(a=None).a"),
            ("float", "S(a=b'5').a"),
            ("float", "S(a='x').a"),
            ("float", "S(a=[]).a"),
            ("Decimal", "S(a='NaN').a"),
            ("Decimal", "S(a=[]).a"),
            ("bytes", "S(a=[]).a"),
            ("Path", "S(a=[]).a"),
            ("None", "S(a=None).a"),
            ("None", "S(a=5).a"),
            ("SecretStr", "S(a=5).a"),
            ("SecretStr", "S(a=SecretStr('x')).a.get_secret_value()"),
            ("HttpUrl", "S(a=5).a"),
            ("HttpUrl", "str(S(a='https://u:p@example.com:8080/x').a)"),
            ("Json[int]", "S(a='x').a"),
            ("Json[int]", "S(a=5).a"),
            ("Dict[str, int]", "S(a=5).a"),
            ("List[int]", "S(a={1: 2}).a"),
            ("Set[int]", "S(a={1, 2}).a"),
            ("frozenset[int]", "S(a=[1, 1]).a"),
            ("Sequence[int]", "S(a={1: 2}).a"),
            ("Union[M, int]", "S(a={'b': 3}).a.b"),
            ("Union[int, str, None]", "S(a=None).a"),
            ("Union[bool, int]", "S(a='5').a"),
            ("StrictBool", "S(a='yes').a"),
            ("StrictBool", "S(a=True).a"),
            ("Annotated[int, Field(strict=True)]", "S(a='5').a"),
            ("Annotated[List[int], Field(max_length=1)]", "S(a=[1, 2]).a"),
            ("Annotated[int, Field(multiple_of=5)]", "S(a=7).a"),
            ("Annotated[int, Field(lt=5, le=4)]", "S(a=5).a"),
        )
    ]
    + [
        (one("dict[str, str]", "{}", "env_nested_delimiter='__'"), {"A__X": "1", "A__Y": "2"}),
        (one("dict[str, str]", "{}", "env_nested_delimiter='__'"),),
        (one("dict[str, str]", "{}", "env_nested_delimiter='__'"), {"A": '{"x": "0", "z": "3"}', "A__X": "1"}),
        (
            f"{MODELS}class S(BaseSettings):\n    a: M = Field(M(), alias='Q')\n    model_config = SettingsConfigDict(env_nested_delimiter='__', env_prefix='P_')\nX = S().a.b\n",
            {"Q__B": "5"},
        ),
        (
            f"{MODELS}class S(BaseSettings):\n    a: Literal['1', '2'] = '1'\n    e: E = E.ONE\nX = (S().a, S().e.value)\n",
            {"A": "2", "E": "2"},
        ),
        (
            f"{MODELS}class S(BaseSettings):\n    a: int = 0\n    def __init__(self):\n        super().__init__(a=3)\nX = S().a\n",
            {"A": "2"},
        ),
        (
            f"{MODELS}class S(BaseSettings):\n    a: int = 0\nX = [S.model_validate({{'a': 4}}).a, S(**{{'a': 5}}).a]\n",
            {"A": "2"},
        ),
        (
            f"{MODELS}class S(BaseSettings):\n    a: list[str] = ['x']\n    @field_validator('a', mode='plain')\n    @classmethod\n    def plain(cls, v):\n        return [v]\nX = S().a\n",
        ),
        (f"{MODELS}class S(BaseModel):\n    a: int = Field(default_factory=lambda data: data['b'] + 1)\nX = 1\n",),
        (
            f"{MODELS}class S(BaseModel):\n    b: int = 1\n    a: int = Field(default_factory=lambda data: data['b'] + 1)\nX = S().a\n",
        ),
        (
            f"{MODELS}class S(BaseModel):\n    b: int = Field(1, exclude=True)\n    a: int = Field(2, serialization_alias='A')\nX = S().model_dump(by_alias=True)\n",
        ),
        (
            f"{MODELS}class S(BaseModel):\n    _made: list = PrivateAttr(default_factory=list)\n    b: int = 1\ns = S()\ns._made.append(s.b)\nX = s._made\n",
        ),
        (
            f"{MODELS}class S(BaseSettings):\n    a: int = 0\n    @field_validator('a')\n    @staticmethod\n    def check(v):\n        assert v < 5, 'too large'\n        return v\nX = S().a\n",
            {"A": "7"},
        ),
        (
            f"{MODELS}class B(BaseSettings):\n    a: int = 0\n    @field_validator('a')\n    @classmethod\n    def check(cls, v):\n        return v + 1\nclass S(B):\n    @field_validator('a')\n    @classmethod\n    def check(cls, v):\n        return v + 10\nX = S().a\n",
            {"A": "7"},
        ),
    ]
)

CASES = [*SCALARS, *DEFAULTS, *COLLECTIONS, *LIMITS, *NAMES, *SECRETS, *CLASSES, *VALIDATORS, *FILES, *SOURCES, *MORE]
UNDETERMINED = [
    (f"{MODELS}X = M() == M()\n",),
    (f"{MODELS}class S(BaseModel):\n    a: Literal[E.ONE]\nX = S(a=E.ONE).a.value\n",),
    (f"{MODELS}class S(BaseModel):\n    a: Union[bool, int]\nX = S(a=[]).a\n",),
    (f"{MODELS}class S(BaseModel):\n    a: List[M] = []\nX = S().model_dump(exclude={{'a': {{0}}}})\n",),
    (f"{MODELS}class S(BaseModel):\n    a: timedelta = 'P1D'\nX = S().model_dump(exclude_defaults=True)\n",),
    (f"{MODELS}X = M.model_validate_json('{{}}').b\n",),
    (f"{MODELS}X = M().model_dump_json()\n",),
    (f"{MODELS}class S(BaseModel):\n    a: Union[List[int], Dict[str, int], int]\nX = S(a='5').a\n",),
    (one("int", "0", "env_file='~/.env'"),),
    (one("int", "0", "secrets_dir='/run/secrets'"),),
    (one("timedelta"), {"A": "P1D"}),
    (one("HttpUrl", "'HTTP://Example.com:80'", expression="str(S().a)"),),
    (one("int", "0", "env_nested_max_split=1"), {"A": "1"}),
    (
        f"{HEAD}class S(BaseSettings):\n    a: int = 0\n    @field_validator('a', mode='wrap')\n    @classmethod\n    def around(cls, v, handler):\n        return handler(v)\nX = S().a\n",
        {"A": "1"},
    ),
]
