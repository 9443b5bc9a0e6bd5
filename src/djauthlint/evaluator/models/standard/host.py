"""`platform`, `getpass`, `tempfile`, `signal`, `resource`, `pwd`, `grp`, `errno`, `stat`, `fcntl`: the machine that is not looked at."""

from __future__ import annotations

import stat

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, differs, harmless, plain_object, unknown_names
from djauthlint.evaluator.models.pure import pure
from djauthlint.values import Builtin, Known, Unknown, Value

platform_module = Model("platform")
getpass_module = Model("getpass")
tempfile_module = Model("tempfile")
signal_module = Model("signal")
resource_module = Model("resource")
pwd_module = Model("pwd")
grp_module = Model("grp")
errno_module = Model("errno")
stat_module = Model("stat")
sysconfig_module = Model("sysconfig")

asks(platform_module, "node", "the name of the host", "str")
asks(
    platform_module,
    "system machine release version platform processor python_implementation",
    "the platform of the host",
    "str",
)
asks(
    platform_module,
    "uname architecture mac_ver win32_ver libc_ver freedesktop_os_release linux_distribution dist",
    "the platform of the host",
)
asks(platform_module, "python_build python_compiler python_branch python_revision", "the version of Python")


@platform_module.function("python_version")
def _python_version(call: Call) -> Value:
    version = call.run.given.python_version
    if version is not None and len(version) >= 3:
        return Known(".".join(map(str, version[:3])), call.origin)
    return Unknown("the version of Python", "str", ("text", "platform.python_version()"), call.origin)


@platform_module.function("python_version_tuple")
def _python_version_tuple(call: Call) -> Value:
    return Unknown("the version of Python", "tuple", ("text", "platform.python_version_tuple()"), call.origin)


asks(getpass_module, "getuser", "the name of the user", "str")
asks(getpass_module, "getpass", "what a user types", "str")

asks(tempfile_module, "gettempdir gettempprefix", "the folder for temporary files", "str")
differs(tempfile_module, "mkdtemp mktemp", "the name of a temporary file", "str")
differs(tempfile_module, "mkstemp", "the name of a temporary file", "tuple")


@tempfile_module.factory("tempdir")
def _tempdir(run: Interpreter) -> Value:
    return Unknown("the folder for temporary files", "str", ("text", "tempfile.tempdir"))


def _temporary(name: str) -> None:
    @tempfile_module.cls(name, bases=("builtins.object",))
    def make(call: Call) -> Value:
        result = plain_object(f"tempfile.{name}", "write close flush seek cleanup writelines", call, context=True)
        path = Unknown("the name of a temporary file", "str", origin=call.origin)
        result.attributes["name"] = path
        if name == "TemporaryDirectory":
            result.attributes["__enter__"] = Builtin("tempfile.TemporaryDirectory.__enter__", lambda _: path)
        return result


for _name in ("TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"):
    _temporary(_name)

unknown_names(
    signal_module,
    "SIGTERM SIGINT SIGKILL SIGHUP SIGUSR1 SIGUSR2 SIGALRM SIGCHLD SIGPIPE SIGQUIT SIG_DFL SIG_IGN",
    "int",
)
asks(signal_module, "signal getsignal", "a handler of a signal")
harmless(signal_module, "alarm setitimer siginterrupt pthread_sigmask raise_signal")
asks(resource_module, "getrlimit getrusage", "the limits of the process")
harmless(resource_module, "setrlimit")
unknown_names(resource_module, "RLIMIT_NOFILE RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_STACK RUSAGE_SELF", "int")
asks(pwd_module, "getpwnam getpwuid getpwall", "the users of the host", None, "KeyError")
asks(grp_module, "getgrnam getgrgid getgrall", "the groups of the host", None, "KeyError")
asks(
    sysconfig_module,
    "get_path get_paths get_config_var get_config_vars get_platform get_python_version",
    "the installation of Python",
)

_ERRORS = "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL"
errno_module.constant(**{name: number for number, name in enumerate(_ERRORS.split(), 1)})
"""Numbers 1 to 22 are the same on all POSIX systems that Python supports but EAGAIN on macOS: https://man7.org/linux/man-pages/man3/errno.3.html"""
unknown_names(errno_module, "ENOTEMPTY ECONNREFUSED ECONNRESET ETIMEDOUT EADDRINUSE EWOULDBLOCK EPIPE errorcode", "int")

for _name in dir(stat):
    _value = getattr(stat, _name)
    if _name.startswith("S_I") and isinstance(_value, int):
        stat_module.constant(**{_name: _value})
    elif _name.startswith("S_IS"):
        pure(stat_module, _name, _value, "bool")
