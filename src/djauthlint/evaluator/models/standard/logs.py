"""`logging`: what settings do with it changes nothing that they see."""

from __future__ import annotations

from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import harmless, objects, plain_object, unknown_names
from djauthlint.evaluator.models.pure import pure
from djauthlint.values import Builtin, Known, List, Object, Unknown, Value

logging_module = Model("logging")
config_module = Model("logging.config")
handlers_module = Model("logging.handlers")

logging_module.constant(
    NOTSET=0,
    DEBUG=10,
    INFO=20,
    WARNING=30,
    WARN=30,
    ERROR=40,
    CRITICAL=50,
    FATAL=50,
    BASIC_FORMAT="%(levelname)s:%(name)s:%(message)s",
)
logging_module.constant(raiseExceptions=True)
_CALLS = "debug info warning warn error critical fatal exception log"
LOGGER = f"{_CALLS} setLevel addHandler removeHandler addFilter removeFilter"
HANDLER = "setLevel setFormatter addFilter removeFilter flush close emit handle acquire release createLock"

harmless(
    logging_module,
    f"{_CALLS} basicConfig addLevelName disable captureWarnings shutdown setLoggerClass setLogRecordFactory",
)
harmless(config_module, "dictConfig fileConfig stopListening")


def _get_logger(call: Call) -> Value:
    result = plain_object("logging.Logger", LOGGER, call)
    name = call.get(0, "name")
    result.attributes["name"] = name if name is not None else Known("root")
    result.attributes["handlers"] = List((), None, call.run.worlds)
    result.attributes["propagate"] = Known(True)
    result.attributes["disabled"] = Known(False)
    for method, kind in (("isEnabledFor", "bool"), ("hasHandlers", "bool"), ("getEffectiveLevel", "int")):
        result.attributes[method] = _unknown_method(method, kind)
    result.attributes["level"] = Unknown("the level of a logger", "int")
    result.attributes["getChild"] = Builtin("logging.Logger.getChild", _get_logger)
    return result


def _unknown_method(name: str, kind: str) -> Builtin:
    return Builtin(f"logging.Logger.{name}", lambda call: Unknown("the level of a logger", kind, origin=call.origin))


logging_module.function("getLogger")(_get_logger)


@logging_module.factory("root")
def _root(run: Interpreter) -> Value:
    result: Object = plain_object("logging.RootLogger", LOGGER)
    return result


LEVELS = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}


def _level_name(level: Any) -> Any:
    """As `logging.getLevelName`, both ways; levels that settings themselves name are not followed."""
    if isinstance(level, str):
        return LEVELS.get(level, f"Level {level}")
    return next(
        (name for name, number in LEVELS.items() if number == level and name not in ("FATAL", "WARN")), f"Level {level}"
    )


pure(logging_module, "getLevelName", _level_name)
pure(logging_module, "getLevelNamesMapping", lambda: dict(LEVELS), "dict")

objects(logging_module, "Logger LoggerAdapter", methods=LOGGER)
objects(logging_module, "Handler StreamHandler FileHandler NullHandler", methods=HANDLER, bases=("logging.Filterer",))
objects(logging_module, "Filter Formatter LogRecord Manager BufferingFormatter PlaceHolder")
unknown_names(logging_module, "lastResort")
objects(
    handlers_module,
    "BaseRotatingHandler BufferingHandler DatagramHandler HTTPHandler MemoryHandler NTEventLogHandler QueueHandler QueueListener "
    "RotatingFileHandler SMTPHandler SocketHandler SysLogHandler TimedRotatingFileHandler WatchedFileHandler",
    methods=HANDLER,
    bases=("logging.Handler",),
)
_PRIORITIES = "EMERG ALERT CRIT ERR WARNING NOTICE INFO DEBUG"
_FACILITIES = "KERN USER MAIL DAEMON AUTH SYSLOG LPR NEWS UUCP CRON AUTHPRIV FTP NTP SECURITY CONSOLE SOLCRON"
for _names in (_PRIORITIES, _FACILITIES + "".join(f" LOCAL{number}" for number in range(8))):
    _numbers = {f"LOG_{name}": Known(number) for number, name in enumerate(_names.split())}
    handlers_module.names["SysLogHandler"].attributes.update(_numbers)
handlers_module.constant(
    SYSLOG_UDP_PORT=514, SYSLOG_TCP_PORT=514, DEFAULT_TCP_LOGGING_PORT=9020, DEFAULT_UDP_LOGGING_PORT=9021
)
