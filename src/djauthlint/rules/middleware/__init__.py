"""Rules about MIDDLEWARE."""
