"""Whom the university's login page has let in."""

from django.contrib.auth.backends import RemoteUserBackend


class ReaderBackend(RemoteUserBackend):
    """Only readers who already have an account."""

    create_unknown_user = False
