"""Rules about what Django's system checks say of settings beside logging in."""
