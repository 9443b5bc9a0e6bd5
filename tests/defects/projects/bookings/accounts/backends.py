"""Logging in with the number on the member's card."""

from django.contrib.auth.backends import ModelBackend

from accounts.models import Member


class CardBackend(ModelBackend):
    """Takes the number of a card for the name."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        member = Member.objects.filter(phone=username).first()
        if member is not None and member.check_password(password) and self.user_can_authenticate(member):
            return member
        return None
