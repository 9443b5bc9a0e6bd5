"""Models of Django, as far as settings import it."""
