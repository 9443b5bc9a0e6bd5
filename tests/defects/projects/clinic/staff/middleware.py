"""Ends the day for everybody."""

from django.contrib.auth import logout
from django.contrib.sessions.middleware import SessionMiddleware
from django.utils import timezone


class WardSessionMiddleware(SessionMiddleware):
    """Sessions of which the ward is remembered."""

    def process_request(self, request):
        super().process_request(request)
        request.ward = request.session.get("ward")


class EndOfShiftMiddleware:
    """Nobody stays logged in over night."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and timezone.localtime().hour < 5:
            logout(request)
        return self.get_response(request)
