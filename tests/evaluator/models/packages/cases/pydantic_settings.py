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


def prog(body, expression, environment=None, files=None):
    return (f"{HEAD}{body}X = {expression}\n", environment or {}, files or {})


def src(kind, config="", more=""):
    return f"class S(BaseSettings):\n    model_config = SettingsConfigDict({config})\n    a: Any = 0\n    b: Any = 0\n    @classmethod\n    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):\n        return (init_settings, env_settings, {kind}(settings_cls{more}))\n"


PROGRAMS = [
    prog(
        "class S(BaseSettings):\n    a: Annotated[str, Field(pattern='^[a-z]+$'), AfterValidator(str.upper)]\n",
        "S().a",
        {"A": "abc"},
    ),
    prog(
        "class S(BaseSettings):\n    a: Annotated[int, BeforeValidator(lambda v: v), Field(gt=3)]\n",
        "S().a",
        {"A": "2"},
    ),
    prog("class S(BaseSettings):\n    a: Annotated[int, AfterValidator(lambda v: v + 1)] = 0\n", "S().a", {"A": "x"}),
    prog("class S(BaseSettings):\n    a: Annotated[int, AfterValidator(lambda v: v + 1)] = 0\n", "S().a"),
    prog(
        "from pydantic import PlainValidator\nclass S(BaseSettings):\n    a: Annotated[list, NoDecode, PlainValidator(lambda v: v.split(';'))]\n",
        "S().a",
        {"A": "x;y"},
    ),
    prog(
        "from pydantic import PlainValidator\nclass S(BaseSettings):\n    a: Annotated[str, AfterValidator(str.upper), PlainValidator(lambda v: v + '!')]\n",
        "S().a",
        {"A": "x"},
    ),
    prog("class S(BaseSettings):\n    a: Union[int, float]\n", "S().a", {"A": "x"}),
    prog("class S(BaseSettings):\n    a: Union[int, bool] = 1\n", "S().a", {"A": "true"}),
    prog("class S(BaseSettings):\n    a: Union[bool, str] = True\n", "S().a", {"A": "redis"}),
    prog("class S(BaseModel):\n    a: Union[List[str], str]\n", "S(a=('x',)).a"),
    prog("class S(BaseModel):\n    a: Union[Tuple[str, ...], int]\n", "S(a=('x',)).a"),
    prog(
        "class M(BaseModel):\n    b: int\nclass N(M):\n    c: int = 2\nclass S(BaseModel):\n    a: M\n",
        "S(a=N(b=1)).a.c",
    ),
    prog("class M(BaseModel):\n    b: int\nclass S(BaseModel):\n    a: M\n", "S(a=[1]).a"),
    prog("class S(BaseModel):\n    a: str\n", "S(a=os).a"),
    prog(
        "class S(BaseModel):\n    a: Dict[str, int]\n",
        "S(a={'a': 1, **({'b': '2'} if os.environ.get('B') else {})}).a",
        {"B": "1"},
    ),
    prog("class S(BaseModel):\n    a: Dict[int, str]\n", "S(a={'1': 'a', 1: 'b'}).a"),
    prog("class S(BaseModel):\n    a: Dict[Tuple[int, int], str]\n", "S(a={(1, 2): 'a'}).a"),
    prog("class S(BaseModel):\n    a: Dict[str, List[int]]\n", "S(a={'x': ('1', 2)}).a"),
    prog("class S(BaseModel):\n    a: Dict[str, int]\n", "S(a={'x': 'y'}).a"),
    prog(
        "hosts = ['a'] + os.environ.get('HOSTS', '').split(',')\nclass S(BaseModel):\n    a: List[str]\n",
        "S(a=hosts).a",
        {"HOSTS": "b,c"},
    ),
    prog(
        "hosts = ['a'] + [h for h in os.environ.get('HOSTS', '').split(',') if h]\nclass S(BaseModel):\n    a: List[str]\n",
        "S(a=hosts).a",
        {"HOSTS": "b,c"},
    ),
    prog(
        "hosts = ['1'] + (['2'] if os.environ.get('B') else [])\nclass S(BaseModel):\n    a: List[int]\n",
        "S(a=hosts).a",
        {"B": "b"},
    ),
    prog(
        "hosts = ['1'] + (['2'] if os.environ.get('B') else [])\nclass S(BaseModel):\n    a: Tuple[int, int]\n",
        "S(a=hosts).a",
        {"B": "b"},
    ),
    prog("class S(BaseModel):\n    a: Tuple[int, ...]\n", "S(a=[]).a"),
    prog("class S(BaseModel):\n    a: Tuple\n", "S(a=[1]).a"),
    prog("class S(BaseModel):\n    a: Set[str]\n", "S(a=[['x']]).a"),
    prog("class S(BaseModel):\n    a: Json[Dict[str, int]]\n", 'S(a=\'{"x": "1"}\').a'),
    prog("class S(BaseModel):\n    a: Json\n", "S(a=b'[1]').a"),
    prog("class S(BaseSettings):\n    a: Json[List[int]] = [1]\n", "S().a"),
    prog("class S(BaseSettings):\n    a: None = None\n", "S().a", {"A": "x"}),
    prog(
        "class S(BaseSettings):\n    a: Literal['dev', 'prod'] = 'dev'\n    @property\n    def debug(self):\n        return self.a == 'dev'\n",
        "S().debug",
        {"A": "prod"},
    ),
    prog(
        "class E(str, Enum):\n    DEV = 'dev'\n    PROD = 'prod'\nclass S(BaseSettings):\n    a: E = E.DEV\n",
        "[S().a == 'prod', S().a is E.PROD, S().a.value]",
        {"A": "prod"},
    ),
    prog("class E(str, Enum):\n    DEV = 'dev'\nclass S(BaseSettings):\n    a: E = E.DEV\n", "S().a", {"A": "Dev"}),
    prog("class S(BaseSettings):\n    a: SecretStr\n", "str(S().a)", {"A": "k"}),
    prog("class S(BaseSettings):\n    a: SecretStr = SecretStr('d')\n", "S().a.get_secret_value()"),
    prog(
        "class S(BaseSettings):\n    a: Optional[SecretStr] = None\n",
        "S().a.get_secret_value() if S().a else 'none'",
        {"A": "k"},
    ),
    prog(
        "class S(BaseSettings):\n    a: Annotated[SecretStr, Field(min_length=3)]\n",
        "S().a.get_secret_value()",
        {"A": "k"},
    ),
    prog("class M(BaseModel):\n    a: int = 1\n    b: str = 'x'\n", "dict(M())"),
    prog("class M(BaseModel):\n    a: int = 1\n    b: str = 'x'\n", "[name for name, value in M(b='y')]"),
    prog(
        "class M(BaseModel):\n    a: int = 1\nm = M()\n",
        "[m.model_copy(update={'a': 'raw'}).a, m.a, m.model_copy().a, m.copy(deep=True).a]",
    ),
    prog(
        "class M(BaseModel):\n    a: int = 1\nm = M()\n",
        "m.model_copy(update={os.environ.get('B', 'a'): 5}).a",
        {"B": "a"},
    ),
    prog("class M(BaseModel):\n    a: int = 1\nm = M()\n", "M.model_validate(m) is m"),
    prog("class M(BaseModel):\n    a: int = 1\n", "[M.model_validate(obj={'a': '2'}).a, M.parse_obj({'a': '2'}).a]"),
    prog("class M(BaseModel):\n    a: int = 1\n", "M.model_validate({'a': 'x'}).a"),
    prog("class M(BaseModel):\n    a: int = 1\n    b: str\n", "list(M.model_fields)"),
    prog("class M(BaseModel):\n    a: int = Field(1, description='one')\n", "M.model_fields['a'].description"),
    prog("class M(BaseModel):\n    a: int = 1\n    b: int = 2\n", "M(b=3).model_fields_set"),
    prog(
        "class M(BaseModel):\n    _a: int = PrivateAttr(5)\n    _b: dict = PrivateAttr(default_factory=dict)\n",
        "[M()._a, M()._b]",
    ),
    prog("class M(BaseModel):\n    _a: int = 5\n", "M()._a"),
    prog("", "SecretStr('k').get_secret_value()"),
    prog("", "str(HttpUrl('https://example.com'))"),
    prog("", "HttpUrl('nothing')"),
    prog("", "str(PostgresDsn('postgres://u:p@h:5432/d'))"),
    prog("class M(BaseModel):\n    a: int = 1\n    model_config = ConfigDict(frozen=True)\n", "setattr(M(), 'a', 2)"),
    prog("class M(BaseModel):\n    a: int = 1\n    model_config = ConfigDict(extra='allow')\n", "M(z=3).z"),
    prog("class M(BaseModel):\n    a: int = 1\n    model_config = ConfigDict(extra='forbid')\n", "M(z=3)"),
    prog(
        "class M(BaseModel):\n    a: int = 1\n    model_config = ConfigDict(validate_assignment=True)\nm = M()\nm.a = '7'\n",
        "m.a",
    ),
    prog("class M(BaseModel):\n    a: int = 1\nm = M()\nm.a = '7'\n", "m.a"),
    prog("class M(BaseModel):\n    a: int = 1\nm = M()\nm.z = '7'\n", "m.z"),
    prog("class M(BaseModel):\n    a: List[int] = []\nm = M()\nm.a.append('x')\n", "[m.a, M().a]"),
    prog(
        "class S(BaseSettings):\n    a: int = 1\nfor name, value in S().model_dump().items():\n    globals()[name.upper()] = value\n",
        "A",
        {"A": "5"},
    ),
    prog(
        "class S(BaseSettings):\n    DEBUG: bool = False\n    ALLOWED_HOSTS: List[str] = []\nglobals().update(S().model_dump())\n",
        "[DEBUG, ALLOWED_HOSTS]",
        {"DEBUG": "1", "ALLOWED_HOSTS": '["h"]'},
    ),
    prog("class S(BaseSettings):\n    DEBUG: bool = False\nlocals().update(S().dict())\n", "DEBUG", {"DEBUG": "yes"}),
    prog("class S(BaseSettings):\n    a: int = 1\nvars().update({k.upper(): v for k, v in S()})\n", "A", {"A": "5"}),
    prog(
        "class S(BaseSettings):\n    a: int = 1\n    @computed_field\n    @property\n    def double(self) -> int:\n        return self.a * 2\n",
        "S().model_dump()",
        {"A": "5"},
    ),
    prog(
        "class S(BaseSettings):\n    a: str = ''\n    @model_validator(mode='after')\n    def check(self):\n        if not self.a:\n            raise ValueError('a')\n        return self\n",
        "S().a",
        {"A": ""},
    ),
    prog(
        "class S(BaseSettings):\n    a: str = ''\n    @model_validator(mode='before')\n    @classmethod\n    def fill(cls, data):\n        return {**data, 'a': data.get('a', 'filled')}\n",
        "S().a",
    ),
    prog(
        src("YamlConfigSettingsSource", "yaml_file='a.yaml'"),
        "[S().a, S().b]",
        {"A": "env"},
        {"a.yaml": "a: 1\nb: [x]\n"},
    ),
    prog(src("YamlConfigSettingsSource", "yaml_file='gone.yaml'"), "S().a"),
    prog(src("YamlConfigSettingsSource", "yaml_file='a.yaml'"), "S().a", {}, {"a.yaml": ""}),
    prog(src("YamlConfigSettingsSource", "yaml_file='a.yaml'"), "S().a", {}, {"a.yaml": "a: [\n"}),
    prog(src("YamlConfigSettingsSource", "yaml_file='a.yaml'"), "S().a", {}, {"a.yaml": "a: 1\nz: 2\n"}),
    prog(
        src("YamlConfigSettingsSource", "yaml_file=('a.yaml', 'b.yaml')"),
        "[S().a, S().b]",
        {},
        {"a.yaml": "a: 1\nb: 1\n", "b.yaml": "b: 2\n"},
    ),
    prog(
        src("YamlConfigSettingsSource", "yaml_file=['a.yaml', 'b.yaml']"),
        "[S().a, S().b]",
        {},
        {"a.yaml": "a: {x: 1}\nb: 1\n", "b.yaml": "a: {y: 2}\n"},
    ),
    prog(src("YamlConfigSettingsSource", "yaml_file=None"), "S().a"),
    prog(src("YamlConfigSettingsSource", ""), "S().a"),
    prog(
        src("YamlConfigSettingsSource", "yaml_file=Path(__file__).parent / 'a.yaml'"), "S().a", {}, {"a.yaml": "a: 1\n"}
    ),
    prog(
        src("YamlConfigSettingsSource", "yaml_file='a.yaml', yaml_config_section='web'"),
        "S().a",
        {},
        {"a.yaml": "web:\n  a: 5\n"},
    ),
    prog(
        src("YamlConfigSettingsSource", "yaml_file=os.environ.get('CONF', 'a.yaml')"),
        "S().a",
        {"CONF": "b.yaml"},
        {"a.yaml": "a: 1\n", "b.yaml": "a: 2\n"},
    ),
    prog(src("YamlConfigSettingsSource", "", ", yaml_file='a.yaml'"), "S().a", {}, {"a.yaml": "a: 1\n"}),
    prog(src("JsonConfigSettingsSource", "json_file='a.json'"), "S().a", {}, {"a.json": '{"a": {"x": null}}'}),
    prog(src("JsonConfigSettingsSource", "json_file='a.json'"), "S().a", {}, {"a.json": "{"}),
    prog(src("TomlConfigSettingsSource", "toml_file='a.toml'"), "S().a", {}, {"a.toml": "a = [1, 'x']\n"}),
    prog(src("TomlConfigSettingsSource", "toml_file='a.toml'"), "S().a", {}, {"a.toml": "a = \n"}),
    prog(
        src("TomlConfigSettingsSource", "toml_file='a.toml', toml_table_header=('web',)"),
        "S().a",
        {},
        {"a.toml": "[web]\na = 3\n"},
    ),
    prog(
        src("PyprojectTomlConfigSettingsSource"), "S().a", {}, {"pyproject.toml": "[tool.pydantic-settings]\na = 3\n"}
    ),
    prog(src("PyprojectTomlConfigSettingsSource"), "S().a", {}, {"pyproject.toml": "[tool.other]\na = 3\n"}),
    prog(src("PyprojectTomlConfigSettingsSource"), "S().a", {}, {"pyproject.toml": "[project]\nname = 'x'\n"}),
    prog(
        src("PyprojectTomlConfigSettingsSource", "pyproject_toml_table_header=('tool', 'web')"),
        "S().a",
        {},
        {"pyproject.toml": "[tool.web]\na = 3\n"},
    ),
    prog(
        src("PyprojectTomlConfigSettingsSource", "pyproject_toml_table_header=()"),
        "S().a",
        {},
        {"pyproject.toml": "a = 3\n"},
    ),
    prog(
        src("PyprojectTomlConfigSettingsSource", "pyproject_toml_depth=0"),
        "S().a",
        {},
        {"pyproject.toml": "[tool.pydantic-settings]\na = 3\n"},
    ),
    prog(
        src("PyprojectTomlConfigSettingsSource", "", ", toml_file=Path('conf/x.toml')"),
        "S().a",
        {},
        {"conf/x.toml": "[tool.pydantic-settings]\na = 3\n"},
    ),
    prog("class S(BaseSettings):\n    a: Optional['List[int]'] = None\n", "S().a", {"A": "[1]"}),
    prog("class S(BaseSettings):\n    a: 'Optional[int]' = None\n", "S().a", {"A": "5"}),
    prog(
        "Hosts = Annotated[List[str], NoDecode]\nclass S(BaseSettings):\n    a: Hosts = []\n    @field_validator('a', mode='before')\n    @classmethod\n    def split(cls, value):\n        return value.split(',') if isinstance(value, str) else value\n",
        "S().a",
        {"A": "x,y"},
    ),
    prog(
        "class S(BaseSettings):\n    a: List[str] = []\n    @field_validator('a', mode='before')\n    @classmethod\n    def split(cls, value):\n        return value.split(',')\n",
        "S().a",
        {"A": "x,y"},
    ),
    prog(
        "class DB(BaseModel):\n    name: str = 'n'\n    port: int = 1\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_nested_delimiter='__')\n    db: DB = DB()\n",
        "S().db.model_dump()",
        {"DB": '{"name": "j"}', "DB__PORT": "x"},
    ),
    prog(
        "class DB(BaseModel):\n    name: str = 'n'\n    port: int = 1\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_nested_delimiter='__')\n    db: Optional[DB] = None\n",
        "S().db",
    ),
    prog(
        "class S(BaseSettings):\n    class Config:\n        env_prefix = 'X_'\n    a: int = 1\n", "S().a", {"X_A": "2"}
    ),
    prog(
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_ignore_empty=True)\n    a: int = 1\n",
        "S().a",
        {"A": ""},
    ),
    prog(
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_parse_none_str='null')\n    a: Optional[int] = 1\n",
        "S().a",
        {"A": "null"},
    ),
    prog(
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_file='.env', extra='ignore')\n    a: int = 1\n",
        "S().a",
        {},
        {".env": "A=4\nB=5\n"},
    ),
    prog(
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_file='.env')\n    a: int = 1\n",
        "S().a",
        {},
        {".env": "A=4\nB=5\n"},
    ),
    prog(
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_file=('.env', '.env.prod'))\n    a: int = 1\n    b: int = 2\n",
        "[S().a, S().b]",
        {},
        {".env": "A=4\nB=5\n", ".env.prod": "A=6"},
    ),
    prog("class S(BaseSettings):\n    a: int = 1\n", "S(_env_file='x.env').a", {}, {"x.env": "A=4\n"}),
    prog(
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(secrets_dir='secrets')\n    a: str = ''\n",
        "S().a",
        {},
        {"secrets/a": "s3cret\n"},
    ),
    prog(
        "class S(BaseSettings):\n    a: int\ntry:\n    a = S().a\nexcept ValueError:\n    a = 'bad'\n", "a", {"A": "z"}
    ),
]
CASES = [
    *SCALARS,
    *DEFAULTS,
    *COLLECTIONS,
    *LIMITS,
    *NAMES,
    *SECRETS,
    *CLASSES,
    *VALIDATORS,
    *FILES,
    *SOURCES,
    *MORE,
    *PROGRAMS,
]
UNDETERMINED = [
    prog("class S(BaseModel):\n    a: Union[Set[str], int]\n", "S(a={'x'}).a"),
    prog("class M(BaseModel):\n    b: int\nclass S(BaseModel):\n    a: Union[M, Dict[str, int]]\n", "S(a={'b': 1}).a"),
    prog(
        "class M(BaseModel):\n    b: int\nclass N(BaseModel):\n    b: int\nclass S(BaseModel):\n    a: M\n",
        "S(a=N(b=1)).a",
    ),
    prog("class S(BaseModel):\n    a: str\n", "S(a=object()).a"),
    prog("class S(BaseModel):\n    a: List[int]\n", "S(a=range(3)).a"),
    prog("class S(BaseModel):\n    a: List[int]\n", "S(a=(n for n in (1, 2))).a"),
    prog("class S(BaseModel):\n    a: Dict[str, int]\n", "S(a=object()).a"),
    prog("class S(BaseSettings):\n    a: SecretStr = 'd'\n", "S().a"),
    prog("class M(BaseModel):\n    a: int = 1\nm = M()\n", "m.copy(exclude={'a'}).a"),
    prog("class M(BaseModel):\n    a: int = 1\n", "M.model_validate('x').a"),
    prog(
        "class M(BaseModel):\n    a: int = 1\n    b: str\n",
        "[M.model_fields['a'].default, M.model_fields['a'].is_required()]",
    ),
    prog("class M(BaseModel):\n    a: int = 1\nm = M()\n", "[m == m, M() == M(), M() == M(a=2), m != M(a=2)]"),
    prog("", "HttpUrl('https://example.com:8000/path?q=1#f').host"),
    prog("", "PositiveInt(3)"),
    prog("", "PostgresDsn.build(scheme='postgresql', username='u', password='p', host='h', port=5432, path='d').path"),
    prog(src("YamlConfigSettingsSource", "yaml_file='a.yaml'"), "S().a", {}, {"a.yaml": "- 1\n"}),
    prog(
        src("YamlConfigSettingsSource", "yaml_file='a.yaml', yaml_config_section='web'"),
        "S().a",
        {},
        {"a.yaml": "other:\n  a: 5\n"},
    ),
    prog(
        src("YamlConfigSettingsSource", "yaml_file='a.yaml', yaml_config_section='web'"),
        "S().a",
        {},
        {"a.yaml": "web: 5\n"},
    ),
    prog(
        src("YamlConfigSettingsSource", "yaml_file='a.yaml', yaml_config_section='web.api'"),
        "S().a",
        {},
        {"a.yaml": "web:\n  api:\n    a: 5\n"},
    ),
    prog(src("YamlConfigSettingsSource", "yaml_file='~/a.yaml'"), "S().a", {"HOME": "/nowhere"}),
    prog(src("JsonConfigSettingsSource", "json_file='a.json'"), "S().a", {}, {"a.json": "[1]"}),
    prog(
        src("PyprojectTomlConfigSettingsSource", "pyproject_toml_depth=1"),
        "S().a",
        {},
        {"pyproject.toml": "[tool.pydantic-settings]\na = 3\n"},
    ),
    prog(
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='DJ_', env_nested_delimiter='__', nested_model_default_partial_update=True)\n    class DB(BaseModel):\n        name: str = 'n'\n        port: int = 1\n    db: DB = DB(name='x')\n",
        "S().db.model_dump()",
        {"DJ_DB__PORT": "5"},
    ),
    prog(
        "class S(BaseSettings):\n    a: int\ntry:\n    a = S().a\nexcept ValidationError as error:\n    a = error.error_count()\n",
        "a",
    ),
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
