"""For members who come through the town hall's login page."""

from django.contrib.auth.backends import RemoteUserBackend
from django.contrib.auth.middleware import RemoteUserMiddleware


class KnownUserBackend(RemoteUserBackend):
    """Makes no accounts."""

    create_unknown_user = False


class TownHallMiddleware(RemoteUserMiddleware):
    """Takes the name from the header that the town hall's proxy sets."""

    header = "HTTP_X_TOWN_HALL_USER"


class KioskMiddleware:
    """The terminal in the foyer has a user of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = "kiosk"
        return self.get_response(request)
