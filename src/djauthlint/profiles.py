"""What an entry module is for."""

import enum


class Profile(enum.Enum):
    """The kind of deployment that an entry module is for."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"


PROFILES = tuple(profile.value for profile in Profile)
"""The words for them."""
