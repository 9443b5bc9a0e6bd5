"""`subprocess`, `shutil`, `threading`, `multiprocessing`, `concurrent.futures`, `asyncio`, `atexit`, `gc`: no process, no thread is started."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.builtin_exceptions import class_at
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, harmless, objects, plain_object, returns_argument, unknown_names
from djauthlint.evaluator.models.standard.files import path_text, remove, write
from djauthlint.values import Builtin, Known, Object, Value

subprocess_module = Model("subprocess")
shutil_module = Model("shutil")
threading_module = Model("threading")
multiprocessing_module = Model("multiprocessing")
futures_module = Model("concurrent.futures")
concurrent_module = Model("concurrent")
asyncio_module = Model("asyncio")
atexit_module = Model("atexit")
gc_module = Model("gc")
contextvars_module = Model("contextvars")
weakref_module = Model("weakref")
queue_module = Model("queue")
faulthandler_module = Model("faulthandler")
tracemalloc_module = Model("tracemalloc")

_EXCEPTION = ("builtins.Exception", "builtins.BaseException", "builtins.object")
_ERROR = "subprocess.SubprocessError"
subprocess_module.constant(PIPE=-1, STDOUT=-2, DEVNULL=-3)
subprocess_module.constant(SubprocessError=class_at(_ERROR, *_EXCEPTION))
for _name in ("CalledProcessError", "TimeoutExpired"):
    subprocess_module.constant(**{_name: class_at(f"subprocess.{_name}", _ERROR, *_EXCEPTION)})


def _output(call: Call) -> str | None:
    """Text or bytes: that depends on how it is called."""
    texts = ("text", "universal_newlines", "encoding", "errors")
    flags = [call.get(None, name) for name in texts]
    if any(isinstance(flag, Known) and flag.value for flag in flags):
        return "str"
    return "bytes" if all(flag is None or isinstance(flag, Known) for flag in flags) else None


def _fails(call: Call, name: str) -> None:
    """A command that is not there, or one that fails."""
    call.run.may_raise(f"subprocess.{name}()", ("process", call.node))


@subprocess_module.function("check_output")
def _check_output(call: Call) -> Value:
    _fails(call, "check_output")
    return call.undetermined(kind=_output(call))


@subprocess_module.function("getoutput")
def _getoutput(call: Call) -> Value:
    return call.undetermined(kind="str")


@subprocess_module.function("getstatusoutput")
def _getstatusoutput(call: Call) -> Value:
    return call.undetermined(kind="tuple")


@subprocess_module.function("call")
@subprocess_module.function("check_call")
def _call(call: Call) -> Value:
    _fails(call, "call")
    return call.undetermined(kind="int")


@subprocess_module.function("run")
def _run(call: Call) -> Value:
    _fails(call, "run")
    kind = _output(call)
    attributes: dict[str, Any] = {name: call.undetermined(kind=kind) for name in ("stdout", "stderr")}
    attributes["returncode"] = call.undetermined(kind="int")
    attributes["check_returncode"] = Builtin("subprocess.CompletedProcess.check_returncode", lambda _: NONE)
    return Object("subprocess.CompletedProcess", attributes, call.origin)


@subprocess_module.cls("Popen", bases=("builtins.object",))
def _popen(call: Call) -> Value:
    _fails(call, "Popen")
    kind = _output(call)
    result = plain_object("subprocess.Popen", "kill terminate send_signal", call, context=True)
    output = call.undetermined(kind=kind)
    from djauthlint.values import Tuple

    result.attributes["communicate"] = Builtin(
        "subprocess.Popen.communicate", lambda inner: Tuple((output, inner.undetermined(kind=kind)))
    )
    result.attributes["returncode"] = call.undetermined(kind="int")
    return result


# -- shutil

asks(shutil_module, "which", "the programs of the host")
asks(shutil_module, "disk_usage get_terminal_size", "the disks of the host")
harmless(shutil_module, "chown copymode copystat register_archive_format")
shutil_module.constant(Error=class_at("shutil.Error", "builtins.OSError", *_EXCEPTION))


@shutil_module.function("rmtree")
def _rmtree(call: Call) -> Value:
    path = path_text(call.get(0, "path"))
    if path is not None:
        remove(call.run, path)
    return NONE


@shutil_module.function("copy")
@shutil_module.function("copy2")
@shutil_module.function("copyfile")
@shutil_module.function("move")
@shutil_module.function("copytree")
def _copy(call: Call) -> Tree[Value]:
    target = call.get(1, "dst")
    path = path_text(target)
    call.run.may_raise(f"writing to {path}", ("write", path or id(call.node)), "OSError")
    if path is not None:
        write(call.run, path)
    return target if target is not None else NONE


asks(shutil_module, "make_archive unpack_archive", "an archive", "str")

# -- threads and processes

objects(
    threading_module,
    "Lock RLock Condition Semaphore BoundedSemaphore Event Barrier",
    methods="acquire release set clear notify notify_all wait",
    context=True,
)
objects(threading_module, "Thread Timer", methods="start join cancel setDaemon")
objects(threading_module, "local")
asks(
    threading_module,
    "current_thread currentThread main_thread get_ident get_native_id active_count enumerate",
    "the threads of the process",
)
harmless(threading_module, "settrace setprofile stack_size")
asks(multiprocessing_module, "cpu_count", "the processors of the host", "int")
asks(
    multiprocessing_module,
    "current_process get_start_method get_context active_children parent_process",
    "the processes of the host",
)
objects(
    multiprocessing_module,
    "Process Pool Queue Lock RLock Manager Value Array Event",
    methods="start join close terminate",
    context=True,
)
harmless(multiprocessing_module, "set_start_method freeze_support")
objects(futures_module, "ThreadPoolExecutor ProcessPoolExecutor Future", methods="shutdown", context=True)
unknown_names(futures_module, "ALL_COMPLETED FIRST_COMPLETED FIRST_EXCEPTION", "str")
asks(futures_module, "wait as_completed", "what other threads do")


@concurrent_module.factory("futures")
def _futures(run: Any) -> Any:
    from djauthlint.evaluator.models import library

    return library(run, "concurrent.futures")


asks(
    asyncio_module,
    "run get_event_loop new_event_loop get_running_loop gather wait_for create_task sleep iscoroutinefunction",
    "an event loop",
)
harmless(asyncio_module, "set_event_loop set_event_loop_policy")
objects(asyncio_module, "Lock Event Queue Semaphore DefaultEventLoopPolicy WindowsSelectorEventLoopPolicy")
for _name in ("TimeoutError", "CancelledError"):
    asyncio_module.constant(
        **{
            _name: class_at(
                "builtins.TimeoutError" if _name == "TimeoutError" else "asyncio.exceptions.CancelledError", *_EXCEPTION
            )
        }
    )
atexit_module.function("register", lift=False)(returns_argument)
harmless(atexit_module, "unregister")
harmless(gc_module, "enable disable freeze unfreeze set_threshold set_debug")
asks(gc_module, "collect get_count get_threshold isenabled get_objects", "the memory of the process", "int")
objects(contextvars_module, "ContextVar Context Token", methods="set reset")
asks(contextvars_module, "copy_context", "the context of the thread")
objects(weakref_module, "WeakKeyDictionary WeakValueDictionary WeakSet ReferenceType WeakMethod")
for _name in ("ref", "proxy"):
    weakref_module.function(_name)(lambda call: call.undetermined())
objects(queue_module, "Queue LifoQueue PriorityQueue SimpleQueue", methods="put put_nowait task_done join")
harmless(faulthandler_module, "enable disable register dump_traceback")
harmless(tracemalloc_module, "start stop")
