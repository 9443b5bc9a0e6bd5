"""`datetime`, `time`, `calendar` and `zoneinfo`: the clock is never read."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, differs, harmless, objects, plain_object
from djauthlint.evaluator.models.pure import compute, pure
from djauthlint.evaluator.moments import MOMENT
from djauthlint.values import Builtin, Known, Object, PerProcess, Unknown, Value

datetime_module = Model("datetime")
time_module = Model("time")
calendar_module = Model("calendar")
zoneinfo_module = Model("zoneinfo")

NOW = PerProcess("the time at which the process started")

datetime_module.constant(MINYEAR=1, MAXYEAR=9999)


def _computed(path: str, function: Callable[..., Any], kind: str | None = None) -> Builtin:
    return Builtin(path, lambda call: compute(call, path, function, kind))


def _clock(path: str, kind: str, reason: str = NOW) -> Builtin:
    return Builtin(path, lambda call: Unknown(reason, kind, origin=call.origin))


def _local(path: str, kind: str) -> Builtin:
    return Builtin(path, lambda call: Unknown("the local time zone", kind, origin=call.origin))


def _make(path: str, function: Callable[..., Any]) -> Callable[[Call], Any]:
    return lambda call: compute(call, path, function, path)


_ZONE = "zoneinfo.ZoneInfo"
_DELTA, _DATE = "datetime.timedelta", "datetime.date"


def _moment(call: Call) -> Any:
    """`datetime(...)`: in a zone that the host's database describes, only its class is known."""
    zoned = [value for value in (*call.args, *call.keywords.values()) if isinstance(value, Object)]
    if [value.path for value in zoned] == [_ZONE]:
        return Object(MOMENT, {}, call.origin)
    return compute(call, MOMENT, datetime.datetime, MOMENT)


datetime_module.cls(
    "timedelta",
    bases=("builtins.object",),
    min=Known(datetime.timedelta.min),
    max=Known(datetime.timedelta.max),
    resolution=Known(datetime.timedelta.resolution),
)(_make(_DELTA, datetime.timedelta))
datetime_module.cls(
    "date",
    bases=("builtins.object",),
    min=Known(datetime.date.min),
    max=Known(datetime.date.max),
    today=_clock("datetime.date.today", _DATE, "the present day"),
    fromtimestamp=_local("datetime.date.fromtimestamp", _DATE),
    fromisoformat=_computed("datetime.date.fromisoformat", datetime.date.fromisoformat, _DATE),
    fromordinal=_computed("datetime.date.fromordinal", datetime.date.fromordinal, _DATE),
    fromisocalendar=_computed("datetime.date.fromisocalendar", datetime.date.fromisocalendar, _DATE),
)(_make(_DATE, datetime.date))
datetime_module.cls(
    "datetime",
    bases=(_DATE, "builtins.object"),
    min=Known(datetime.datetime(1, 1, 1)),  # noqa: DTZ001
    max=Known(datetime.datetime(9999, 12, 31, 23, 59, 59, 999999)),  # noqa: DTZ001
    now=_clock("datetime.datetime.now", MOMENT),
    today=_clock("datetime.datetime.today", MOMENT),
    utcnow=_clock("datetime.datetime.utcnow", MOMENT),
    fromtimestamp=_local("datetime.datetime.fromtimestamp", MOMENT),
    utcfromtimestamp=_local("datetime.datetime.utcfromtimestamp", MOMENT),
    combine=_computed("datetime.datetime.combine", datetime.datetime.combine, MOMENT),
    fromisoformat=_computed("datetime.datetime.fromisoformat", datetime.datetime.fromisoformat, MOMENT),
    fromordinal=_computed("datetime.datetime.fromordinal", datetime.datetime.fromordinal, MOMENT),
    strptime=_computed("datetime.datetime.strptime", datetime.datetime.strptime, MOMENT),
)(_moment)


objects(datetime_module, "time tzinfo")

_UTC = plain_object("datetime.timezone")
_UTC.symbol = ("text", "datetime.timezone.utc")
datetime_module.cls("timezone", bases=("datetime.tzinfo", "builtins.object"), utc=_UTC)(
    lambda call: plain_object("datetime.timezone", "", call)
)
datetime_module.names["UTC"] = _UTC

differs(time_module, "time", NOW, "float")
differs(time_module, "time_ns", NOW, "int")
differs(time_module, "monotonic perf_counter process_time thread_time", "the present time", "float")
differs(time_module, "monotonic_ns perf_counter_ns process_time_ns", "the present time", "int")
differs(time_module, "ctime asctime strftime", "the present time", "str")
differs(time_module, "localtime gmtime mktime strptime clock", "the present time")
harmless(time_module, "sleep tzset")
for _name, _kind in (("timezone", "int"), ("altzone", "int"), ("daylight", "int"), ("tzname", "tuple")):
    time_module.names[_name] = Unknown("the local time zone", _kind, ("text", f"time.{_name}"))

for _name in ("monthrange", "isleap", "leapdays", "timegm", "weekday"):
    pure(calendar_module, _name, getattr(calendar, _name))
calendar_module.constant(MONDAY=0, TUESDAY=1, WEDNESDAY=2, THURSDAY=3, FRIDAY=4, SATURDAY=5, SUNDAY=6)
calendar_module.constant(January=1, February=2)


def _zone(call: Call) -> Value:
    """Whether there is such a zone depends on the time zone data of the host."""
    result = Object(_ZONE, {}, call.origin)
    key = call.get(0, "key")
    result.attributes["key"] = key if key is not None else Unknown("the name of a time zone", "str")
    if isinstance(key, Known):
        result.symbol = ("text", f"ZoneInfo({key.value!r})")
    call.run.may_raise(
        f"ZoneInfo({getattr(key, 'value', '...')!r})", ("zone", id(key)), "zoneinfo._common.ZoneInfoNotFoundError"
    )
    return result


zoneinfo_module.cls("ZoneInfo", bases=("datetime.tzinfo", "builtins.object"))(_zone)
asks(zoneinfo_module, "available_timezones", "the time zone data of the host", "set")
