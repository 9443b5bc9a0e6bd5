"""The types of pydantic by the dotted path of the name that an annotation uses."""

from __future__ import annotations

from typing import Any, Final

_PLAIN: Final = {
    "builtins.str": "str",
    "builtins.bool": "bool",
    "builtins.int": "int",
    "builtins.float": "float",
    "builtins.bytes": "bytes",
    "builtins.list": "list",
    "builtins.tuple": "tuple",
    "builtins.set": "set",
    "builtins.frozenset": "frozenset",
    "builtins.dict": "dict",
    "builtins.object": "any",
    "collections.abc.Iterable": "opaque",
    "collections.abc.Mapping": "dict",
    "collections.abc.Sequence": "sequence",
    "datetime.timedelta": "timedelta",
    "decimal.Decimal": "decimal",
    "pathlib.Path": "path",
    "pathlib.PosixPath": "path",
    "pathlib.PurePath": "path",
    "typing.Any": "any",
    "typing.Dict": "dict",
    "typing.FrozenSet": "frozenset",
    "typing.List": "list",
    "typing.Mapping": "dict",
    "typing.Sequence": "sequence",
    "typing.Set": "set",
    "typing.Text": "str",
    "typing.Tuple": "tuple",
}
_PYDANTIC: Final = {
    "DirectoryPath": "path",
    "FilePath": "path",
    "NewPath": "path",
    "EmailStr": "email",
    "Json": "json",
    "Secret": "secret",
    "SecretBytes": "secret",
    "SecretStr": "secret",
    **dict.fromkeys(
        "AmqpDsn AnyHttpUrl AnyUrl AnyWebsocketUrl ClickHouseDsn CockroachDsn FileUrl FtpUrl HttpUrl KafkaDsn MariaDBDsn MongoDsn "
        "MySQLDsn NatsDsn PostgresDsn RedisDsn SnowflakeDsn WebsocketUrl".split(),
        "url",
    ),
}
_CONSTRAINTS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "NegativeFloat": ("float", {"lt": 0}),
    "NegativeInt": ("int", {"lt": 0}),
    "NonNegativeFloat": ("float", {"ge": 0}),
    "NonNegativeInt": ("int", {"ge": 0}),
    "NonPositiveFloat": ("float", {"le": 0}),
    "NonPositiveInt": ("int", {"le": 0}),
    "PositiveFloat": ("float", {"gt": 0}),
    "PositiveInt": ("int", {"gt": 0}),
    "StrictBool": ("bool", {"strict": True}),
    "StrictBytes": ("bytes", {"strict": True}),
    "StrictFloat": ("float", {"strict": True}),
    "StrictInt": ("int", {"strict": True}),
    "StrictStr": ("str", {"strict": True}),
}

TYPES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    **{path: (name, {}) for path, name in _PLAIN.items()},
    **{f"pydantic.{name}": (kind, {}) for name, kind in _PYDANTIC.items()},
    **{f"pydantic.{name}": row for name, row in _CONSTRAINTS.items()},
}
"""The name of a `Kind` and its constraints, by path."""

OTHER_TYPES: Final = (
    "AwareDatetime Base64Bytes Base64Str Base64UrlBytes Base64UrlStr ByteSize FiniteFloat FutureDate FutureDatetime IPvAnyAddress "
    "IPvAnyInterface IPvAnyNetwork ImportString InstanceOf NaiveDatetime NameEmail OnErrorOmit PastDate PastDatetime PaymentCardNumber "
    "PyObject SerializeAsAny SkipValidation UUID1 UUID3 UUID4 UUID5 Color"
)
"""Types of which only the name is known."""

CONSTRAINED: Final = {
    "pydantic.constr": "str",
    "pydantic.conint": "int",
    "pydantic.confloat": "float",
    "pydantic.condecimal": "decimal",
    "pydantic.conbytes": "bytes",
    "pydantic.conlist": "list",
    "pydantic.conset": "set",
    "pydantic.confrozenset": "frozenset",
}
"""Functions that make a type with constraints."""
