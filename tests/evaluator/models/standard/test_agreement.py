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
    "regular expressions": (
        "import re",
        r"""
        re.match("a*b", "aab").group(), re.match("(a)|b", "b").group(1), re.match("(?P<x>a)(?P<y>b)?", "a").groupdict(), re.match("a", "ba")
        re.search("(b)(c)", "abcd").groups(), re.search("b", "abc").span(), re.search("b", "abc").end(), re.search("(b)", "abc").string, re.search("b", "abc").pos
        re.fullmatch("a.c", "abc").group(0), re.fullmatch("a", "ab"), re.compile("a", re.I).fullmatch("A").group()
        re.match("(a)(b)", "ab")[0], re.match("(a)(b)", "ab")[2], re.match("(?P<n>a)", "a")["n"], re.match("(?P<n>a)", "a").lastgroup
        re.match("(a)", "a")["zz"]
        re.sub("(a)(n)", r"\2\1", "banana"), re.sub("a", "b", "aaa", 2), re.sub("a", "b", "aaa", flags=re.I)
        re.sub("(?P<x>a)", r"\g<x>!", "ab"), re.sub(b"a", b"b", b"aa"), re.subn("a", "", "banana")
        re.split("[,;]", "a,b;c"), re.split("(,)", "a,b"), re.split(",", "a,b,c", maxsplit=1), re.findall("a(.)", "abac"), re.findall("(a)(.)", "abac")
        [m.span() for m in re.finditer("a", "banana")], list(re.finditer("x", "y")), next(re.finditer("(.)a", "banana")).group(1)
        re.compile("(?x) a  b # c").match("ab").group(), re.compile(b"a").match(b"a").group(), re.compile(re.compile("a")).pattern, re.compile("a").flags & re.U
        re.compile("a{2,3}").findall("aaaaa"), re.compile("^a$", re.M).findall("a\nb\na"), re.compile(".", re.S).match("\n").group(), re.compile("\\d+").search("a12").group()
        re.compile("a").subn("b", "aa"), re.compile("a").split("bab"), [m.group() for m in re.compile("a.").finditer("abac")]
        re.compile("(a)(?P<n>b)").groups, re.compile("(a)(?P<n>b)").groupindex["n"], re.compile("a") == re.compile("a"), re.compile("a") == re.compile("b"), hash(re.compile("a")) == hash(re.compile("a"))
        re.compile("(")
        re.compile("a", "x")
        re.compile(5)
        re.match("a")
        re.sub("a", "b", 5)
        re.sub("(a)", r"\2", "a")
        re.match("a", "a").group("x")
        re.escape("a.b*c"), re.escape(b"a.b"), re.IGNORECASE == re.I, int(re.M), re.I | re.M == re.M | re.I, re.purge()
        bool(re.match("a", "a")), bool(re.match("b", "a")), re.match("a", "b") is None, not re.search("z", "abc"), "yes" if re.match("a", "a") else "no"
        re.match("^/(?:static|media)/", "/static/x") is not None, re.match(r"^v(\d+)\.(\d+)$", "v1.20").groups(), [int(x) for x in re.findall(r"\d+", "1.2.3")]
        re.compile(r"^(?P<a>\w+)://(?P<b>[^:/]+)(:(?P<c>\d+))?$").match("redis://h:1").groupdict(), re.template if False else 1
        """,
    ),
    "hashes and bytes": (
        "import hashlib, hmac, base64, binascii, struct, zlib, json",
        r"""
        hashlib.md5().hexdigest(), hashlib.md5(b"a").digest(), hashlib.sha1(b"a").hexdigest(), hashlib.sha224(b"a").hexdigest(), hashlib.sha384(b"a").hexdigest(), hashlib.sha512(b"a").hexdigest()
        hashlib.blake2b(b"a").hexdigest(), hashlib.blake2s(b"a").hexdigest(), hashlib.sha3_256(b"a").hexdigest(), hashlib.new("sha256", b"a").hexdigest(), hashlib.new("md5").hexdigest()
        hashlib.md5(b"a", usedforsecurity=False).hexdigest(), hashlib.sha256(b"a").name, hashlib.sha256(b"a").digest_size, hashlib.sha256(b"a").block_size, hashlib.md5(b"a").copy().hexdigest()
        hashlib.sha256(5)
        (lambda h: (h.update(b"b"), h.hexdigest()))(hashlib.md5(b"a"))
        (lambda h: h.update("text"))(hashlib.md5())
        int(hashlib.md5(b"a").hexdigest(), 16) % 1000, hashlib.sha256("x".encode()).hexdigest()[:10].upper()
        hmac.new(b"k", b"m", "sha256").hexdigest(), hmac.new(b"k", b"m", hashlib.sha1).digest(), hmac.new(b"k", msg=b"m", digestmod="md5").hexdigest(), hmac.new(b"k", None, "sha1").hexdigest(), hmac.new(b"k", digestmod="sha1").hexdigest()
        hmac.compare_digest("a", "b"), hmac.compare_digest(b"a", b"a")
        base64.b64encode(b"\xff\x00a"), base64.urlsafe_b64encode(b"\xff\xfe"), base64.b32encode(b"ab"), base64.b16encode(b"ab"), base64.standard_b64encode(b"x"), base64.b85encode(b"ab"), base64.encodebytes(b"a")
        base64.b64decode("YWI="), base64.b64decode(b"YWI="), base64.urlsafe_b64decode("__4="), base64.b32decode("MFRA===="), base64.b16decode("6162"), base64.decodebytes(b"YQ==\n"), base64.b64encode(b"a").decode("ascii")
        base64.b64decode("a")
        base64.b64decode("YWI=!", validate=True)
        base64.b64encode("text")
        base64.b16decode("zz")
        binascii.hexlify(b"ab"), binascii.unhexlify("6162"), binascii.b2a_hex(b"a"), binascii.a2b_hex("61"), binascii.a2b_base64("YQ=="), binascii.b2a_base64(b"a"), binascii.crc32(b"abc")
        binascii.unhexlify("zz")
        struct.pack(">HI", 1, 2), struct.unpack("<b", b"\x01"), struct.calcsize(">HI"), struct.unpack_from(">H", b"\x00\x01\x02", 1)
        struct.unpack(">I", b"x")
        struct.pack("zz", 1)
        zlib.crc32(b"a"), zlib.adler32(b"a"), zlib.crc32(b"a") & 0xffffffff
        """,
    ),
    "more numbers": (
        "import math, decimal, fractions, statistics, numbers\nfrom decimal import Decimal\nfrom fractions import Fraction",
        r"""
        math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.fabs(-1), math.fmod(7, 3), math.modf(1.5), math.frexp(8), math.ldexp(1, 3), math.pow(2, 3), math.exp(0), math.log(1), math.log2(8), math.log10(100), math.sqrt(9), math.isqrt(10)
        math.sin(0), math.cos(0), math.tan(0), math.atan2(0, 1), math.degrees(0), math.radians(0), math.comb(5, 2), math.perm(5, 2), math.gcd(12, 18), math.lcm(4, 6), math.dist([0, 0], [3, 4]), math.copysign(1, -2), math.isfinite(1), math.isinf(math.inf), math.e, math.tau
        math.factorial(-1)
        math.log(0)
        math.sqrt("x")
        math.factorial(20), math.fsum([0.1] * 10), math.prod([1, 2, 3], start=2), math.isclose(1, 1.0000000001)
        Decimal("1.1") + Decimal("2"), Decimal(5) / 2, Decimal("1.005").quantize(Decimal("0.01")), Decimal("1e3"), str(Decimal("1.10")), Decimal("1") == 1, Decimal("1.5") > 1, int(Decimal("7.9")), float(Decimal("0.5")), -Decimal("1"), abs(Decimal("-1")), round(Decimal("2.675"), 2)
        Decimal("NaN").is_nan(), Decimal("Infinity").is_infinite(), Decimal("1.50").normalize(), Decimal("3").sqrt() if False else 1, max(Decimal(1), Decimal(2)), sum([Decimal("0.1")] * 3), {Decimal(1): 2}[1], f"{Decimal('1.234'):.2f}", Decimal((0, (1, 2), -1))
        Decimal("x")
        Decimal(1) / 0
        Decimal(1) + 1.5
        decimal.ROUND_DOWN, decimal.Decimal is Decimal, isinstance(Decimal(1), decimal.Decimal), isinstance(Decimal(1), numbers.Number), isinstance(1, numbers.Integral), isinstance(1.5, numbers.Real), issubclass(decimal.InvalidOperation, ArithmeticError)
        Fraction(1, 2).numerator, Fraction(3, 6).denominator, Fraction("0.5").denominator
        Fraction(1, 0)
        Fraction("x")
        statistics.mean([1, 2, 3]), statistics.median([1, 3, 2])
        statistics.mean([])
        """,
    ),
    "more texts": (
        "import string, textwrap, shlex, fnmatch, html, codecs, locale, gettext, unicodedata, pprint",
        r"""
        string.ascii_lowercase, string.ascii_uppercase, string.hexdigits, string.octdigits, string.whitespace, string.printable[:10], string.capwords("a-b c", "-")
        string.Template("$a-${b}-$$").substitute({"a": 1}, b=2), string.Template("$a").safe_substitute(), string.Template("$x $y").safe_substitute(x=1), string.Template("a").template
        string.Template("$a").substitute({})
        string.Template("$").substitute()
        textwrap.dedent("\n  a\n    b\n"), textwrap.indent("a\n\nb", "  "), textwrap.fill("aaa bbb ccc", width=7), textwrap.wrap("aaa bbb", 3), textwrap.shorten("hello world", 8)
        shlex.split("a 'b c' \"d e\" f\\ g"), shlex.split("a # b", comments=True), shlex.quote("a'b"), shlex.join(["a", "b c"]), shlex.split("")
        shlex.split("'unclosed")
        fnmatch.fnmatch("abc.PY", "*.py"), fnmatch.fnmatchcase("a", "[ab]"), fnmatch.filter(["a.py", "b.txt"], "*.py"), fnmatch.translate("*.py").startswith("("), fnmatch.fnmatch("a", "?"), fnmatch.fnmatch("a", "b*")
        html.escape("<a href='x'>&\"</a>"), html.escape("'", quote=False), html.unescape("&amp;&#39;&eacute;")
        codecs.encode("abc", "rot13") if False else 1, codecs.BOM_UTF8
        """,
    ),
    "urls": (
        "from urllib.parse import *\nimport urllib.parse as p",
        r"""
        urlparse("https://u:p@host:8443/a/b;c?d=e&f=g#h").scheme, urlparse("https://u:p@host:8443/a").netloc, urlparse("https://u:p@Host:8443/a").hostname, urlparse("https://host:8443/a").port, urlparse("https://u:p@h/a").username, urlparse("https://u:p@h/a").password
        urlparse("https://h/a;b?c#d").params, urlparse("https://h/a?b=c#d").query, urlparse("https://h/a#d").fragment, urlparse("https://h").port, urlparse("").scheme, urlparse("/a/b").netloc, urlparse("mailto:a@b").path, tuple(urlparse("a:b"))
        urlparse("http://h:zz/x").hostname
        urlparse(b"http://h/x").netloc, urlparse("http://h/x")[0:2], [*urlsplit("http://h/x?y")]
        urlparse("http://h/x", scheme="ftp").scheme, urlparse("//h/x", "https").scheme, urlparse("http://h/x#f", allow_fragments=False).path, urlsplit("http://h/x?q").query, urlsplit("http://u@h/").username
        urlparse(5)
        urlunparse(("http", "h", "/x", "", "q=1", "f")), urlunsplit(("http", "h", "/x", "", "")), urlunparse(urlparse("http://h/x")._replace(netloc="z")), urlparse("http://h/x")._replace(path="/y", query="a=b").geturl(), urlunparse(["a", "b", "c", "", "", ""])
        urljoin("http://h/a/b", "c"), urljoin("http://h/a/b", "/c"), urljoin("http://h/a/", "../c"), urljoin("http://h", "//z/c"), urljoin("", "x")
        quote("a b/ü?"), quote("a/b", ""), quote("a b", safe=" "), quote(b"\xff"), quote_plus("a b/c"), unquote("a%20b%2F"), unquote_plus("a+b%21"), quote_from_bytes(b"a b"), unquote_to_bytes("a%20")
        quote(5)
        urlencode({"a": "b c", "d": [1, 2]}), urlencode({"a": [1, 2]}, doseq=True), urlencode([("a", "é")]), urlencode({"a": "/"}, safe="/"), urlencode({}, True)
        urlencode(5)
        parse_qs("a=1&b=2&a=3"), parse_qs("a=&b=1", keep_blank_values=True), parse_qsl("a=1&b=%20"), dict(parse_qsl("x=y")), parse_qs("")
        parse_qs("a=1;b=2", separator=";"), p.urlparse is urlparse
        """,
    ),
    "dates": (
        "import datetime, time, calendar\nfrom datetime import timedelta, date, timezone",
        r"""
        timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5, microseconds=6, weeks=1), timedelta(1) + timedelta(hours=1), timedelta(2) - timedelta(1), timedelta(1) * 2, timedelta(2) / 2, timedelta(2) / timedelta(1), timedelta(3) // timedelta(2), timedelta(3) % timedelta(2), -timedelta(1), abs(timedelta(-1))
        timedelta(1).days, timedelta(seconds=90).seconds, timedelta(1.5).total_seconds(), timedelta(hours=25).days, bool(timedelta(0)), timedelta(1) == timedelta(hours=24), timedelta(1) < timedelta(2), str(timedelta(1, 5)), repr(timedelta(1)), sum([timedelta(1), timedelta(2)], timedelta()), max(timedelta(1), timedelta(2)), divmod(timedelta(3), timedelta(2))
        timedelta(1) + 1
        timedelta("a")
        timedelta(foo=1)
        date(2020, 2, 29).year, date(2020, 2, 29).isoformat(), date(2020, 1, 1) + timedelta(1), date(2020, 1, 2) - date(2020, 1, 1), date(2020, 1, 1) < date(2020, 1, 2), date(2020, 1, 1).weekday(), date(2020, 1, 1).replace(year=2021), date.fromisoformat("2020-01-01"), date(2020, 1, 1).strftime("%Y/%m"), date(2020, 1, 1).isocalendar()[1], date(2020, 1, 1).toordinal(), date.fromordinal(1)
        date(2021, 2, 29)
        datetime.datetime(2020, 1, 2, 3, 4, 5).isoformat(), datetime.datetime(2020, 1, 2).date(), datetime.datetime(2020, 1, 2, 3).hour, datetime.datetime.fromisoformat("2020-01-02T03:04:05"), datetime.datetime.strptime("02.01.2020", "%d.%m.%Y"), str(datetime.datetime(2020, 1, 2)), datetime.datetime(2020, 1, 2) > datetime.datetime(2020, 1, 1), datetime.datetime(2020, 1, 2).replace(day=5)
        datetime.datetime.strptime("x", "%d")
        timezone.utc is datetime.timezone.utc, calendar.isleap(2020), datetime.timedelta.min, datetime.date.max, datetime.MINYEAR
        """,
    ),
    "more collections": (
        "import collections, heapq, bisect, types, copy, itertools, functools, operator\nfrom collections import *",
        r"""
        OrderedDict(a=1) == {"a": 1}, list(OrderedDict([("x", 1), ("a", 2)])), OrderedDict(a=1)["a"], OrderedDict({"a": 1}, b=2).get("b"), dict(OrderedDict(a=1)), len(OrderedDict()), bool(OrderedDict())
        defaultdict(list)["x"], defaultdict(int, a=1)["a"], defaultdict(lambda: 5)["q"], dict(defaultdict(int, {"a": 1})), defaultdict(list).get("x"), "x" in defaultdict(list), defaultdict(int) == {}, defaultdict(dict, a=1).copy()["zz"]
        defaultdict(None)["x"]
        defaultdict(list, {"a": [1]})["a"], (lambda d: (d["a"].append(1), d["a"].append(2), dict(d)))(defaultdict(list)), (lambda d: [d.__setitem__(k, d[k] + 1) for k in "aab"] and dict(d))(defaultdict(int))
        dict(Counter("abca")), Counter(["a"])["a"], Counter({"a": 2})["a"]
        ChainMap({"a": 1}, {"a": 2, "b": 3})["a"], ChainMap({"a": 1}, {"b": 3})["b"], ChainMap({}, {"x": 1}).get("x"), ChainMap({}).get("y", 2), sorted(ChainMap({"a": 1}, {"b": 2})), dict(ChainMap({"a": 1}, {"b": 2}).copy())
        ChainMap({})["x"]
        namedtuple("P", "a b")(1, 2).b, tuple(namedtuple("P", ["a", "b"])(1, b=2)), namedtuple("P", "a,b", defaults=(5,))(1).b, namedtuple("P", "a")(1) == (1,), namedtuple("P", "a b")._make([1, 2]).a, namedtuple("P", "a b")(1, 2)._asdict(), namedtuple("P", "a b")(1, 2)._replace(a=9).a, namedtuple("P", "a")._fields, namedtuple("P", "a")(1)._fields
        namedtuple("P", "a b")(1)
        namedtuple("P", "a b")(1, 2, 3)
        namedtuple("P", "a b")(1, c=2)
        namedtuple("P", "a")(1)._replace(z=1)
        namedtuple("P", "a")(1).z
        types.SimpleNamespace(a=1, b=[2]).b, types.SimpleNamespace(**{"x": 1}).x, types.MappingProxyType({"a": 1})["a"], types.MappingProxyType({"a": 1}).get("b", 2), list(types.MappingProxyType({"a": 1})), dict(types.MappingProxyType({"a": 1})), sorted(types.MappingProxyType({"a": 1}).items())
        copy.copy({"a": [1]}), copy.deepcopy([1, {"a": (2, [3])}]), (lambda x: copy.copy(x)[0] is x[0])([[]]), (lambda x: copy.deepcopy(x)[0] is x[0])([[]]), copy.deepcopy({1, 2}), copy.copy((1,)), (lambda a: (lambda b: b[0] is b[1])(copy.deepcopy([a, a])))([1])
        """,
    ),
    "more functional": (
        "import functools, itertools, operator",
        r"""
        functools.reduce(lambda a, b: a + b, "abc"), functools.reduce(operator.mul, [1, 2, 3], 10), functools.reduce(lambda a, b: {**a, **b}, [{"a": 1}, {"b": 2}], {}), functools.reduce(max, [3, 1])
        functools.reduce(operator.add, [])
        functools.partial(int, base=2)("11"), functools.partial(lambda a, b, c: (a, b, c), 1, c=3)(2), functools.partial(max, 5)(1, 9), functools.partial(dict, a=1)(b=2), functools.partial(functools.partial(pow, 2), 3)(), functools.partial(pow, 2).func is pow, functools.partial(pow, 2).args
        functools.lru_cache(maxsize=None)(lambda x: x + 1)(1), functools.cache(lambda x: x)(2), functools.lru_cache(lambda: 3)(), functools.wraps(len)(lambda x: x)(4), functools.singledispatch(lambda x: x)(1) if False else 1
        list(itertools.chain("ab", [1], (2,))), list(itertools.chain.from_iterable([[1], [2, 3]])), list(itertools.islice("abcdef", 2)), list(itertools.islice("abcdef", 1, 5, 2)), list(itertools.repeat(1, 3))
        list(itertools.product("ab", [1, 2])), list(itertools.product([0, 1], repeat=2)), list(itertools.permutations("abc", 2)), list(itertools.combinations("abc", 2)), list(itertools.combinations_with_replacement("ab", 2)), list(itertools.zip_longest("ab", [1], fillvalue="-"))
        list(itertools.pairwise("abc"))
        operator.add(1, 2), operator.sub(3, 1), operator.mul(2, "a"), operator.truediv(1, 2), operator.floordiv(7, 2), operator.mod(7, 3), operator.pow(2, 3), operator.not_(1), operator.truth([]), operator.eq(1, 1), operator.ne(1, 2), operator.lt(1, 2), operator.le(1, 1), operator.gt(1, 2), operator.ge(1, 1), operator.is_(None, None), operator.is_not(1, None)
        operator.and_(6, 3), operator.or_({"a": 1}, {"b": 2}), operator.xor(6, 3), operator.lshift(1, 2), operator.rshift(4, 1), operator.contains("abc", "b"), operator.concat([1], [2]), operator.getitem({"a": 1}, "a")
        operator.itemgetter(1)("abc"), operator.itemgetter("a", "b")({"a": 1, "b": 2}), operator.itemgetter(slice(1, 3))("abcd"), operator.attrgetter("real")(5), operator.attrgetter("real", "imag")(5), operator.methodcaller("split", ",")("a,b"), operator.methodcaller("upper")("a"), sorted([{"a": 2}, {"a": 1}], key=operator.itemgetter("a")), list(map(operator.attrgetter("imag"), [1, 2]))
        operator.itemgetter("z")({})
        operator.truediv(1, 0)
        operator.attrgetter("__class__.__name__")(5)
        """,
    ),
    "network, types and the rest": (
        "import ipaddress, http, errno, stat, socket, ssl, enum, typing, abc, uuid, logging, email.utils, mimetypes, signal, warnings, traceback, types, dataclasses, contextlib, json, pprint, argparse, sys, numbers, calendar, atexit, gc, weakref, threading, queue",
        r"""
        str(ipaddress.ip_address("192.168.0.1")), ipaddress.ip_address("::1").version, ipaddress.ip_network("10.0.0.0/30").num_addresses, str(ipaddress.ip_network("10.0.0.0/24")), ipaddress.ip_address("127.0.0.1").is_loopback, ipaddress.ip_address("1.1.1.1").is_private, str(ipaddress.IPv4Address("1.2.3.4")), ipaddress.ip_network("10.0.0.0/24").prefixlen
        ipaddress.ip_address("x")
        ipaddress.ip_network("10.0.0.1/8")
        http.HTTPStatus.OK == 200, http.HTTPStatus.NOT_FOUND.value, http.HTTPStatus(404).name, int(http.HTTPStatus.OK), errno.ENOENT, stat.S_IRUSR | stat.S_IWUSR, stat.S_ISREG(0o100000), 0o644, email.utils.parseaddr("N <a@b>"), email.utils.formataddr(("N", "a@b")), email.utils.getaddresses(["a@b, C <c@d>"])
        logging.DEBUG, logging.CRITICAL, logging.getLevelName("INFO"), logging.getLevelName(30), logging.getLevelName(7), logging._nameToLevel["ERROR"] if False else 1, logging.WARN, logging.NOTSET, logging.FATAL
        typing.TYPE_CHECKING, typing.cast(str, 1), typing.Optional[int] is None, callable(typing.overload), issubclass(abc.ABC, object), isinstance(1, typing.Hashable), isinstance([], typing.Sequence), isinstance({}, typing.Mapping), typing.NewType("N", int)(5)
        uuid.UUID("12345678123456781234567812345678").hex, str(uuid.UUID(int=0)), uuid.UUID(int=5).int, uuid.UUID("12345678-1234-5678-1234-567812345678").version, uuid.UUID(bytes=b"0" * 16).hex, uuid.UUID(int=1) == uuid.UUID(int=1), uuid.UUID(int=1) != 1, {uuid.UUID(int=1): 2} is None
        uuid.UUID()
        mimetypes.guess_type("a.html")[0] if False else 1, warnings.warn("x"), warnings.filterwarnings("ignore"), warnings.simplefilter("default"), gc.collect() is None, sys.intern("a"), sys.maxsize > 2**31, sys.byteorder in ("little", "big") if False else 1, sys.getrecursionlimit() is None
        json.dumps({"b": 1, "a": [1, 2.5, None, True, "x"]}), json.dumps([], indent=4), json.dumps({"a": 1}, indent=2), json.dumps("é", ensure_ascii=False), json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":")), json.dumps(1.5), json.loads("[1, 2]"), json.loads('{"a": {"b": null}}'), json.loads(" true "), json.loads('"\\u00e9"')
        json.loads("{bad}")
        json.loads(5)
        json.dumps({1: 2, None: 3, True: 4}), json.dumps((1, 2)), json.loads('{"a": 1, "a": 2}'), json.loads("1e3"), json.loads('[1]', parse_int=str) if False else 1
        json.dumps({(1, 2): 3})
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_python_and_the_evaluator_agree(name: str) -> None:
    imports, expressions = CASES[name]
    assert disagreements(imports, [line.strip() for line in expressions.strip().splitlines()]) == []
