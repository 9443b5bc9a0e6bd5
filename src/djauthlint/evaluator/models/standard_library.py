"""Which top-level modules belong to the standard library.

Source: `sys.stdlib_module_names` of CPython 3.10 to 3.13 and "What's New In Python 3.14" (annotationlib, compression).
"""

from __future__ import annotations

from typing import Final

STANDARD_LIBRARY: Final = frozenset(
    (
        "__future__ _thread abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb "
        "binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys "
        "compileall compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime "
        "dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch "
        "fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib "
        "imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap "
        "marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode "
        "operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint "
        "profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter "
        "runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 "
        "sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog "
        "tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback "
        "tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg "
        "winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo"
    ).split()
)
"""The union of all supported versions of Python."""

SINCE: Final = {
    "contextvars": (3, 7),
    "dataclasses": (3, 7),
    "graphlib": (3, 9),
    "zoneinfo": (3, 9),
    "tomllib": (3, 11),
    "annotationlib": (3, 14),
    "compression": (3, 14),
}
UNTIL: Final = {
    "binhex": (3, 11),
    **dict.fromkeys("asynchat asyncore distutils imp smtpd".split(), (3, 12)),
    **dict.fromkeys(
        "aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu "
        "xdrlib".split(),
        (3, 13),
    ),
}
"""The first version without the module (PEP 594, PEP 632)."""

SUPPORTED: Final = ((3, 10), (3, 14))
"""The oldest and the newest Python that is meant when none is given."""

PLATFORM: Final = frozenset("msilib msvcrt nt winreg winsound".split())
"""Only on Windows, while paths are those of POSIX."""

PYTHON_2: Final = frozenset(
    "ConfigParser HTMLParser StringIO __builtin__ cPickle cStringIO httplib urllib2 urlparse".split()
)
"""Names that only Python 2 had: asking for them is how a module that runs on both finds out."""

BACKPORTED: Final = frozenset(("contextvars", "dataclasses", "graphlib", *UNTIL))
"""What a package may provide under the same name where Python lacks it: backports, setuptools' distutils, PEP 594 revived on PyPI."""


def in_standard_library(name: str, version: tuple[int, ...] | None) -> bool | None:
    """Whether a top-level module comes with Python; None when that depends on its version or it is not one of Python's."""
    if name in PLATFORM or name in PYTHON_2:
        return False
    if name not in STANDARD_LIBRARY:
        return None
    oldest, newest = (version, version) if version is not None else SUPPORTED
    since, until = SINCE.get(name, (0,)), UNTIL.get(name, (99,))
    if oldest >= since and newest < until:
        return True
    never = newest < since or oldest >= until
    return False if never and name not in BACKPORTED else None
