"""What is pure is what Python says it is, errors included."""

from __future__ import annotations

import pytest

from tests.evaluator.models.standard.agreement import disagreements

CASES: dict[str, tuple[str, str]] = {
    "os.path": (
        "import os\nfrom os.path import *",
        """
        os.path.join("a", "b", "../c")
        os.path.join("a", "/b")
        os.path.join("", "b")
        os.path.join("a", "")
        os.path.join("a")
        os.path.join("a", 1)
        join("/a", b"b")
        os.path.dirname("/a/b/c.py")
        os.path.dirname(os.path.dirname("/a"))
        basename("/a/b/"), basename("a.py")
        normpath("/a/./b/../c//d"), normpath(""), normpath("//a"), normcase("A/b")
        os.path.abspath("/a/../b"), os.path.abspath("//x")
        split("/a/b"), splitext("a.tar.gz"), splitext(".bashrc"), os.path.splitdrive("c:/x")
        isabs("/a"), isabs("a")
        relpath("/a/b", "/a/c/d")
        commonpath(["/a/b", "/a/c"])
        commonpath([])
        commonpath(["/a", "b"])
        commonprefix(["/usr/lib", "/usr/local"])
        expanduser("/a/~"), os.path.expandvars("no variables")
        os.path.abspath(1)
        dirname(None)
        os.path.sep, os.sep, os.linesep, os.pardir, os.curdir, os.pathsep, os.extsep, os.devnull, os.name
        os.fspath("/a"), os.fspath(b"/a")
        os.fspath(1)
        os.path.join(*["a", "b"]), os.path.join("a", *("b", "c"))
        """,
    ),
    "pathlib": (
        "import pathlib\nfrom pathlib import Path, PurePath, PosixPath",
        """
        str(Path("/a", "b", "../c"))
        str(Path()), str(Path("")), str(Path(".")), str(Path("a/./b//c"))
        str(Path("/a") / "b" / Path("c"))
        str("x" / Path("y"))
        str(Path(Path("/a"), "b"))
        Path(1)
        Path(None)
        Path("a", 2)
        str(Path("/a/../b").absolute())
        str(pathlib.PurePosixPath("/a") / "b")
        str(Path("/a/b").expanduser())
        isinstance(Path("a"), Path), isinstance(Path("a"), PurePath), isinstance("a", Path)
        Path("/a/b.py").stem, Path("/a/b.py").parent.name, Path("/a/b").parts
        """,
    ),
    "datetime": (
        "import datetime\nfrom datetime import timedelta",
        """
        timedelta(days=1, hours=2), timedelta(weeks=1) * 2, timedelta(minutes=5).total_seconds()
        timedelta("x")
        timedelta(days=10**10)
        timedelta(days=1) > timedelta(hours=3)
        datetime.timedelta.max, datetime.timedelta.resolution
        datetime.date(2020, 1, 2), datetime.date(2020, 13, 1)
        datetime.date(2020, 13, 1)
        datetime.datetime(2020, 1, 2, 3), datetime.datetime.strptime("2020-01-02", "%Y-%m-%d")
        datetime.datetime.strptime("x", "%Y")
        datetime.date.fromisoformat("2020-01-02") + timedelta(days=3)
        datetime.datetime(2020, 1, 2) - datetime.datetime(2020, 1, 1)
        datetime.datetime.combine(datetime.date(2020, 1, 2), datetime.datetime.min.time()) if False else 1
        int(timedelta(days=30).total_seconds())
        datetime.MAXYEAR, datetime.date.min, datetime.datetime.max
        """,
    ),
    "re": (
        "import re",
        r"""
        re.compile("a+", re.I | re.M)
        re.compile(r"^/x/").pattern, re.compile("a", re.X).flags
        re.match(r"(\w+)-(?P<n>\d+)", "abc-12").groups(), re.match("a", "b")
        re.match(r"(\w+)-(?P<n>\d+)", "abc-12")["n"], re.match("(a)(b)", "ab").group(1, 2)
        re.match("a", "a").group(3)
        re.search("b", "abc").start(), re.fullmatch("a.c", "abc").span()
        bool(re.search("x", "abc")), bool(re.search("b", "abc"))
        re.sub(r"\s+", " ", "a   b"), re.sub("(a)", r"<\1>", "aXa", count=1), re.subn("a", "b", "aa")
        re.split(r",\s*", "a, b,c"), re.findall(r"\d+", "1 22 333"), [m.group() for m in re.finditer("a.", "abac")]
        re.compile("a").sub("b", "aXa"), re.compile(",").split("a,b"), re.compile("x").match("y")
        re.escape("a.b"), re.IGNORECASE | re.VERBOSE, re.A
        re.match("a", 5)
        re.sub("a", "b")
        """,
    ),
    "json": (
        "import json",
        """
        json.loads('{"a": [1, 2.5, null, true], "b": {"c": "d"}}'), json.loads("3"), json.loads(b'"x"')
        json.loads("{")
        json.loads("")
        json.loads(None)
        json.dumps({"a": 1, "b": [None, True]}), json.dumps({"b": 1, "a": 2}, indent=2, sort_keys=True), json.dumps("é")
        json.dumps([1, 2], separators=(",", ":"))
        [issubclass(json.JSONDecodeError, ValueError)]
        """,
    ),
    "urllib": (
        "import urllib.parse\nfrom urllib.parse import *",
        """
        urlparse("postgres://u:p%40@h:5432/db?x=1#f").hostname, urlparse("http://h:80/").port, urlparse("a:b@c").username
        urlparse("http://u:p@h/x/y;z?q#f")[:3] if False else urlparse("http://h/x")[1]
        urlparse("http://h/x?y=1").scheme, urlparse("http://h/x").path[1:], urlparse("//h/x").netloc, urlparse("x").query
        tuple(urlparse("http://h/x?y"))
        urlparse("redis://h").path or "/0"
        urlparse("http://h/x").geturl(), urlunparse(urlparse("http://h/x")), urlsplit("http://h/x?y").query
        urlunsplit(("http", "h", "/x", "", "")), urlunparse(("http", "h", "/x", "", "", ""))
        urlparse("http://h/x")._replace(path="/y").geturl()
        quote("a b/c"), quote("a/b", safe=""), quote_plus("a b&c"), unquote("a%20b"), unquote_plus("a+b")
        urljoin("http://a/b/c", "../d"), urllib.parse.urljoin("http://a", "/x")
        urlencode({"a": 1, "b": "x y"}), urlencode([("a", [1, 2])], doseq=True)
        parse_qs("a=1&a=2&b="), parse_qsl("a=1&b=2")
        urlparse("http://[bad")
        urlparse(urlparse("http://a:b@c:1/d").hostname + "/x").path
        """,
    ),
    "collections": (
        "import collections\nfrom collections import OrderedDict, defaultdict, namedtuple, Counter, ChainMap",
        """
        dict(OrderedDict([("b", 1), ("a", 2)])), list(OrderedDict(a=1, b=2))
        dict(Counter("abca")), ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], ChainMap({}, {"x": 1}).get("y", 5)
        tuple(namedtuple("P", "x y")(1, y=2)), namedtuple("P", ["x", "y"])(1, 2).y, namedtuple("P", "x")._fields
        namedtuple("P", "x y", defaults=[3])(1).y, tuple(namedtuple("P", "x, y")._make([1, 2]))
        namedtuple("P", "x y")(1)
        ChainMap({"a": 1})["b"]
        """,
    ),
    "functional": (
        "import functools, itertools, operator, copy",
        """
        functools.reduce(lambda a, b: a + b, [1, 2, 3]), functools.reduce(operator.or_, [{"a": 1}, {"b": 2}])
        functools.reduce(operator.add, [], 5)
        functools.reduce(operator.add, [])
        functools.partial(int, base=2)("101"), functools.partial(max, 3)(1, 2)
        list(itertools.chain([1], (2, 3), "ab")), list(itertools.chain.from_iterable([[1], [2, 3]]))
        list(itertools.product("ab", [1, 2])), list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations("abc", 2))
        list(itertools.repeat("a", 3)), list(itertools.zip_longest([1], [2, 3], fillvalue=0)), list(itertools.islice([1, 2, 3], 2))
        operator.add(1, 2), operator.itemgetter(1)([5, 6]), operator.itemgetter("a", "b")({"a": 1, "b": 2}), operator.contains([1], 1)
        operator.eq(1, 1.0), operator.not_([]), operator.methodcaller("upper")("a"), operator.attrgetter("real")(5)
        operator.truediv(1, 0)
        copy.copy([1, [2]]), copy.deepcopy({"a": [1, (2, [3])]}), copy.deepcopy((1, "a"))
        """,
    ),
    "texts": (
        "import string, textwrap, shlex, fnmatch, html, base64, hashlib, hmac, binascii, struct, zlib",
        """
        string.ascii_letters, string.digits, string.punctuation, string.capwords("ab cd")
        string.Template("$a ${b} $$").substitute(a=1, b="x"), string.Template("$a $b").safe_substitute({"a": 1})
        string.Template("$a").substitute()
        textwrap.dedent("  a\\n  b"), textwrap.fill("a b c", 3), textwrap.wrap("a b", 1), textwrap.indent("a\\nb", "> ")
        shlex.split("a 'b c' d"), shlex.quote("a b"), shlex.join(["a", "b c"])
        shlex.split("'a")
        fnmatch.fnmatch("a.py", "*.py"), fnmatch.filter(["a.py", "b.txt"], "*.py"), html.escape("<a>"), html.unescape("&lt;")
        base64.b64encode(b"abc"), base64.b64decode("YWJj"), base64.urlsafe_b64encode(b"\\xff\\xfe"), base64.b64decode(b"YWJj").decode()
        base64.b64decode("YWJj=x==a")
        base64.b64encode("abc")
        hashlib.md5(b"x").hexdigest(), hashlib.sha256("é".encode()).hexdigest()[:8], hashlib.new("sha1", b"a").digest()
        hashlib.sha256("text")
        hmac.new(b"k", b"m", "sha256").hexdigest(), hmac.new(b"k", b"m", hashlib.sha1).hexdigest(), hmac.compare_digest("a", "a")
        binascii.hexlify(b"ab"), binascii.unhexlify("6162"), binascii.crc32(b"a"), zlib.crc32(b"a")
        binascii.unhexlify("6")
        struct.pack("<I", 5), struct.unpack(">H", b"\\x01\\x02"), struct.calcsize("<IH")
        struct.pack("<B", 300)
        """,
    ),
    "numbers": (
        "import math, decimal, statistics\nfrom decimal import Decimal",
        """
        math.ceil(1.2), math.floor(-1.2), math.sqrt(4), math.pi, math.inf, math.log(8, 2), math.gcd(4, 6), math.factorial(5)
        math.sqrt(-1)
        math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.prod([2, 3]), math.hypot(3, 4)
        Decimal("1.10") + Decimal(1), Decimal("x") if False else str(Decimal("0.5"))
        Decimal("x")
        decimal.ROUND_HALF_UP, statistics.mean([1, 3])
        """,
    ),
    "literals": (
        "import ast, io, csv, json",
        """
        ast.literal_eval("[1, ('a', {'b': None})]"), ast.literal_eval(" 5")
        ast.literal_eval("__import__('os')")
        ast.literal_eval("[")
        ast.literal_eval(5)
        io.StringIO("a\\nb").read(), io.StringIO("a\\nb").readlines(), io.BytesIO(b"x").read(), json.load(io.StringIO("[1]"))
        list(csv.reader(io.StringIO("a,b\\n1,2\\n"))), [line.strip() for line in io.StringIO("a\\nb")]
        """,
    ),
    "types": (
        "import types, typing, enum, dataclasses, abc, uuid, ipaddress, http, errno, stat, socket, email.utils, logging, operator",
        """
        types.SimpleNamespace(a=1, b=2).b, typing.cast(int, "x"), typing.TYPE_CHECKING, typing.cast("int", 3)
        str(uuid.UUID("12345678123456781234567812345678")), uuid.UUID("12345678-1234-5678-1234-567812345678").hex
        uuid.UUID("x")
        str(ipaddress.ip_address("10.0.0.1")), ipaddress.ip_network("10.0.0.0/8").prefixlen, ipaddress.ip_address("10.0.0.1").is_private
        ipaddress.ip_address("x")
        ipaddress.ip_address("::1") == ipaddress.ip_address("::1"), ipaddress.ip_address("::1") == ipaddress.ip_address("::2")
        errno.ENOENT, errno.EEXIST, stat.S_IRUSR, stat.S_ISDIR(0o040000)
        email.utils.getaddresses(["A <a@b.c>, d@e.f"]), email.utils.parseaddr("A <a@b.c>"), email.utils.formataddr(("A", "a@b.c"))
        logging.INFO, logging.WARN, logging.getLevelName(20), logging.getLevelName("ERROR"), logging.getLevelName(25)
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_python_and_the_evaluator_agree(name: str) -> None:
    imports, expressions = CASES[name]
    assert disagreements(imports, [line.strip() for line in expressions.strip().splitlines()]) == []
