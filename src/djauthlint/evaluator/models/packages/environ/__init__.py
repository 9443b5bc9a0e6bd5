"""django-environ 0.14 (https://django-environ.readthedocs.io)."""
