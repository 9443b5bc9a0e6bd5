"""Values that differ in each process: two processes show which do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from djauthlint.settings import Settings
from tests.rules.harness import settings_of

IMPORTS = "import base64, os, random, secrets, time, uuid\nfrom datetime import date\n"
DIFFER = {
    "A": "str(uuid.uuid4())",
    "B": "uuid.uuid4().hex[:12]",
    "C": "f'app-{uuid.uuid1()}'",
    "D": "'x' + secrets.token_hex(8)",
    "E": "os.getpid()",
    "F": "f'worker{os.getpid()}'",
    "G": "str(time.time())",
    "H": "random.randint(0, 10**12)",
    "I": "'%s!' % random.random()",
    "Q": "base64.b64encode(os.urandom(32)).decode()",
    "R": "secrets.token_bytes(32).hex()",
    "S": "str(base64.b64encode(secrets.token_bytes(32)), 'ascii').strip()",
    "T": "''.join(random.choice('abcdef') for _ in range(50))",
    "J": "{'inner': secrets.token_urlsafe()}",
}
STAY = {
    "K": "str(uuid.UUID(int=3))",
    "L": "uuid.uuid5(uuid.NAMESPACE_DNS, 'a').hex",
    "M": "date(2020, 1, 1).year",
    "N": "'constant'",
    "O": "os.sep",
    "P": "len('abc')",
    "U": "base64.b64encode(b'constant').decode()",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    path = tmp_path / "settings.py"
    path.write_text(IMPORTS + "".join(f"{name} = {text}\n" for name, text in {**DIFFER, **STAY}.items()))
    return settings_of(path)[0]


def test_two_processes_agree_on_what_differs(settings: Settings) -> None:
    program = f"{settings.entry.path.read_text()}import json\nprint(json.dumps([{', '.join({**DIFFER, **STAY})}]))"
    one, other = (
        json.loads(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)
        for _ in range(2)
    )
    python = {name for name, first, second in zip({**DIFFER, **STAY}, one, other, strict=True) if first != second}
    assert python == set(DIFFER)
    found = {name for name in {**DIFFER, **STAY} if settings[name].per_process is not None}
    assert found == set(DIFFER) - {"J"}
    assert settings["J"].entry("inner").per_process is not None


def test_says_what_differs(settings: Settings) -> None:
    assert settings["F"].per_process == "the number of the process"
