"""What proves that logging in works: what is expected of one entry module's site, to be tried on the site itself."""

from djauthlint.verification.expectation import Cookie, Doubt, Expectation, Refused, expectation

__all__ = ["Cookie", "Doubt", "Expectation", "Refused", "expectation"]
