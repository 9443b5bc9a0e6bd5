"""`socket`, `ssl`, `select`, `ipaddress` and `http`: nothing is looked up, no connection is made."""

from __future__ import annotations

import http
import ipaddress
import socket
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.models.builtin_exceptions import CLASSES, class_at, raise_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, harmless, objects, unknown_names
from djauthlint.evaluator.models.pure import compute, pure, undetermined_call
from djauthlint.values import Builtin, Known, Object, Value

socket_module = Model("socket")
ssl_module = Model("ssl")
ipaddress_module = Model("ipaddress")
http_module = Model("http")

_OS_ERROR = ("builtins.OSError", "builtins.Exception", "builtins.BaseException", "builtins.object")
socket_module.constant(error=CLASSES["OSError"], timeout=CLASSES["TimeoutError"])
socket_module.constant(gaierror=class_at("socket.gaierror", *_OS_ERROR), herror=class_at("socket.herror", *_OS_ERROR))
asks(socket_module, "gethostname getfqdn", "the name of the host", "str")
asks(socket_module, "gethostbyname", "an address on the network", "str", "socket.gaierror")
asks(
    socket_module, "gethostbyname_ex gethostbyaddr getnameinfo", "an address on the network", "tuple", "socket.gaierror"
)
asks(socket_module, "getaddrinfo if_nameindex", "an address on the network", "list", "socket.gaierror")
asks(socket_module, "create_connection create_server fromfd socketpair", "a connection on the network", None, "OSError")
asks(
    socket_module,
    "getservbyname getservbyport getprotobyname if_nametoindex if_indextoname has_dualstack_ipv6",
    "the host's network",
)
pure(socket_module, "inet_aton", socket.inet_aton, "bytes", fails="OSError")
pure(socket_module, "inet_ntoa", socket.inet_ntoa, "str", fails="OSError")
for _name in ("htons", "ntohs", "htonl", "ntohl"):
    pure(socket_module, _name, getattr(socket, _name), "int")
harmless(socket_module, "setdefaulttimeout")
asks(socket_module, "getdefaulttimeout", "the default timeout")
objects(socket_module, "socket", methods="close settimeout setsockopt setblocking shutdown", context=True)
socket_module.constant(AF_UNIX=1, AF_INET=2, AF_INET6=10, SOCK_STREAM=1, SOCK_DGRAM=2, IPPROTO_TCP=6, IPPROTO_UDP=17)
"""Numbers of Linux: https://github.com/torvalds/linux/blob/master/include/linux/socket.h"""
socket_module.constant(
    TCP_KEEPIDLE=4, TCP_KEEPINTVL=5, TCP_KEEPCNT=6, TCP_USER_TIMEOUT=18, TCP_NODELAY=1, SOL_SOCKET=1, SO_KEEPALIVE=9
)
socket_module.constant(SO_REUSEADDR=2, SOL_TCP=6, SHUT_RD=0, SHUT_WR=1, SHUT_RDWR=2, SOMAXCONN=4096, has_ipv6=True)

ssl_module.constant(CERT_NONE=0, CERT_OPTIONAL=1, CERT_REQUIRED=2)
"""Values of `ssl.VerifyMode`, which are integers."""
unknown_names(
    ssl_module,
    "PROTOCOL_TLS PROTOCOL_TLS_CLIENT PROTOCOL_TLS_SERVER PROTOCOL_TLSv1_2 TLSVersion VerifyMode Purpose OPENSSL_VERSION",
)
unknown_names(ssl_module, "OP_NO_SSLv2 OP_NO_SSLv3 OP_NO_TLSv1 OP_NO_TLSv1_1 OP_ALL HAS_SNI OPENSSL_VERSION_INFO")
asks(ssl_module, "get_default_verify_paths", "the certificates of the host")
objects(ssl_module, "SSLContext", methods="load_cert_chain load_verify_locations set_ciphers load_default_certs")
ssl_module.names["create_default_context"] = ssl_module.names["_create_unverified_context"] = ssl_module.names[
    "SSLContext"
]
ssl_module.constant(SSLError=class_at("ssl.SSLError", *_OS_ERROR))


def _address(name: str) -> None:
    function = getattr(ipaddress, name)
    path = f"ipaddress.{name}"

    def make(call: Call) -> Any:
        try:
            result = function(
                *(to_python(value) for value in call.args),
                **{key: to_python(value) for key, value in call.keywords.items()},
            )
        except Undetermined as undetermined:
            unknown = undetermined_call(call, path, undetermined.reason)
            call.run.may_raise(undetermined.reason, ("call", unknown.key), "ValueError")
            return unknown
        except (ValueError, TypeError) as error:
            return raise_error(call.run, error, call.origin)
        return address_object(call, result)

    ipaddress_module.names[name] = Builtin(path, make, is_class=name[0].isupper(), bases=("builtins.object",))


SCALAR = (str, int, bool, bytes)


def address_object(call: Call, address: Any) -> Object:
    """An address, a network or an interface of `ipaddress` as a value."""
    cls = type(address)
    result = Object(f"ipaddress.{cls.__name__}", {}, call.origin, ("ipaddress", repr(address)))
    for name in dir(cls):
        if name.startswith("_") or (name != "version" and not isinstance(getattr(cls, name), property)):
            continue
        value = getattr(address, name)
        if isinstance(value, SCALAR):
            result.attributes[name] = from_python(value)
    result.attributes["__str__"] = Builtin(f"{result.path}.__str__", lambda call: Known(str(address), call.origin))
    result.attributes["__eq__"] = Builtin(f"{result.path}.__eq__", lambda call: _same(call, result))
    return result


def _same(call: Call, address: Object) -> Value:
    other = call.args[0]
    if isinstance(other, Object) and isinstance(other.symbol, tuple) and other.symbol[0] == "ipaddress":
        return Known(other.symbol == address.symbol)
    return Known(False) if isinstance(other, Known) else call.undetermined(kind="bool")


for _name in (
    "ip_address",
    "ip_network",
    "ip_interface",
    "IPv4Address",
    "IPv6Address",
    "IPv4Network",
    "IPv6Network",
    "IPv4Interface",
    "IPv6Interface",
):
    _address(_name)
_VALUE_ERROR = ("builtins.ValueError", "builtins.Exception", "builtins.BaseException", "builtins.object")
ipaddress_module.constant(AddressValueError=class_at("ipaddress.AddressValueError", *_VALUE_ERROR))
ipaddress_module.constant(NetmaskValueError=class_at("ipaddress.NetmaskValueError", *_VALUE_ERROR))

_STATUS = {status.name: Known(status) for status in http.HTTPStatus}
http_module.names["HTTPStatus"] = Builtin(
    "http.HTTPStatus",
    lambda call: compute(call, "http.HTTPStatus", http.HTTPStatus, "int"),
    attributes=dict(_STATUS),
    bases=("builtins.int", "enum.Enum", "builtins.object"),
    is_class=True,
)
"""Its members are integers."""
