"""What a bug shows of the settings in which it shows."""

import pytest

from djauthlint import crashes


def raised(value: object) -> Exception:
    try:
        try:
            {}[value]  # type: ignore[index]
        except KeyError:
            int(str(value))
    except ValueError as error:
        return error
    raise AssertionError


def test_no_values() -> None:
    error = raised("s3cret it's")
    assert crashes.cause(error) == "ValueError: invalid literal for int() with base 10: '***'"
    trace = crashes.trace(error)
    assert "s3cret" not in trace
    assert "KeyError: '***'\n" in trace
    assert f'File "{__file__}", line ' in trace


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            AttributeError("'Known' object has no attribute 'items'"),
            "AttributeError: 'Known' object has no attribute 'items'",
        ),
        (RecursionError(), "RecursionError"),
        (ValueError("one\ntwo"), "ValueError: one"),
        (KeyError('it\'s "this"'), "KeyError: '***'"),
    ],
)
def test_causes(error: Exception, said: str) -> None:
    assert crashes.cause(error) == said
